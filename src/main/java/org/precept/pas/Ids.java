package org.precept.pas;

import java.util.UUID;
import org.hl7.fhir.r4.model.Resource;

/** Ids of resources that an answer creates: random, so that server processes need not agree on them. */
final class Ids {

    private Ids() {}

    static String next() {
        return UUID.randomUUID().toString();
    }

    /** The fullUrl of an own resource in an answer. */
    static String urn(Resource resource) {
        return "urn:uuid:" + resource.getIdElement().getIdPart();
    }
}
