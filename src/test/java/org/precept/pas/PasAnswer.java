package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Resource;
import org.precept.support.Reply;

/** An answer of {@code $submit} as a provider's system reads it. */
record PasAnswer(Bundle bundle) {

    static PasAnswer of(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return of(reply.body());
    }

    static PasAnswer of(String json) {
        return new PasAnswer(MessageReader.parser(FhirContext.forR4Cached()).parseResource(Bundle.class, json));
    }

    ClaimResponse response() {
        return (ClaimResponse) bundle.getEntryFirstRep().getResource();
    }

    String action() {
        return action(0);
    }

    String action(int item) {
        return code(review(item).getExtensionByUrl(Pas.REVIEW_ACTION_CODE));
    }

    String reason() {
        return reason(0);
    }

    String reason(int item) {
        return code(review(item).getExtensionByUrl("reasonCode"));
    }

    /** Authorization number of the first item. */
    String number() {
        return review(0).getExtensionByUrl("number").getValue().primitiveValue();
    }

    /** Trace number of the first item. */
    String trace() {
        return response()
                .getItemFirstRep()
                .getExtensionByUrl(Pas.ADMINISTRATION_REFERENCE_NUMBER)
                .getValue()
                .primitiveValue();
    }

    String notes() {
        return response().getProcessNote().stream()
                .map(ClaimResponse.NoteComponent::getText)
                .collect(Collectors.joining("\n"));
    }

    <T extends Resource> List<T> all(Class<T> type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private Extension review(int item) {
        return response().getItem().get(item).getAdjudicationFirstRep().getExtensionByUrl(Pas.REVIEW_ACTION);
    }

    private static String code(Extension extension) {
        return ((CodeableConcept) extension.getValue()).getCodingFirstRep().getCode();
    }
}
