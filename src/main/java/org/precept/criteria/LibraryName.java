package org.precept.criteria;

import org.hl7.elm.r1.VersionedIdentifier;

/** Name and version of a CQL library. */
record LibraryName(String name, String version) {

    VersionedIdentifier identifier() {
        return new VersionedIdentifier().withId(name).withVersion(version);
    }

    @Override
    public String toString() {
        return name + "|" + version;
    }
}
