package org.precept.pas;

/** Where clients reach this server. */
public interface FhirAddress {

    /** The address that goes before the paths of {@link PasEdition}, without a slash at the end. */
    String root();
}
