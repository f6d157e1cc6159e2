package org.precept.pas.documents;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What {@code $submit-attachment} was called with (CDex 2.1, profile cdex-parameters-submit-attachment).
 *
 * @param numbers values of TrackingId and AdminRefNumber
 * @param memberSystem identifier system of MemberId; null when it has none
 * @param memberNumber value of MemberId
 * @param payer value of PayerId in our system of payers; null when it is not given there
 * @param last Final: nothing more will come
 * @param documents at least one
 */
record SentDocuments(
        List<String> numbers,
        @Nullable String memberSystem,
        String memberNumber,
        @Nullable String payer,
        boolean last,
        List<SentDocument> documents) {

    /** Copies the lists. */
    SentDocuments {
        numbers = List.copyOf(numbers);
        documents = List.copyOf(documents);
    }

    /**
     * One Attachment.
     *
     * @param path FHIRPath of its Content
     * @param code kind of document; null when it is not said
     * @param content the document
     */
    record SentDocument(String path, @Nullable CodeableConcept code, Resource content) {}
}
