package org.precept.determination;

import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Finds contained resources. */
final class Contained {
    private Contained() {}

    /** The contained resource that {@code #id} names; null when there is none. HAPI keeps their ids with or without #. */
    static @Nullable Resource find(DomainResource holder, String reference) {
        String id = bare(reference);
        for (Resource contained : holder.getContained()) {
            if (id.equals(bare(String.valueOf(contained.getIdElement().getIdPart())))) {
                return contained;
            }
        }
        return null;
    }

    private static String bare(String id) {
        return id.startsWith("#") ? id.substring(1) : id;
    }
}
