package org.precept.criteria;

import org.hl7.fhir.r4.model.Resource;

/**
 * One resource that may bear on a criterion.
 *
 * @param reference what a GuidanceResponse calls it: {@code Type/id} for the stored record, its fullUrl (or
 *     {@code Type/id} when there is none) for what came with the request
 * @param resource the resource; never changed by evaluation
 * @param origin where it came from
 */
public record EvidenceItem(String reference, Resource resource, Origin origin) {

    /** Where evidence came from. */
    public enum Origin {
        /** With the request: bundle, prefetch, or read from the client's server. */
        REQUEST,
        /** The member's stored record. */
        RECORD
    }
}
