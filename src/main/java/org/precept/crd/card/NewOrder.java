package org.precept.crd.card;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;

/**
 * A draft order that a suggestion creates: what, for whom, by whom. Dose, route and dates are the clinician's to add.
 *
 * @param kind its resource type
 * @param code what to order
 * @param patient reference of the patient
 * @param encounter reference of the encounter, null when there is none
 * @param requester reference of who orders, null when nobody is known
 * @param authoredOn day of the order that it goes with, else of the call
 */
public record NewOrder(
        Kind kind,
        CodeableConcept code,
        String patient,
        @Nullable String encounter,
        @Nullable String requester,
        LocalDate authoredOn) {

    /** Resource types of new orders. */
    public enum Kind {
        SERVICE_REQUEST("ServiceRequest", "code"),
        MEDICATION_REQUEST("MedicationRequest", "medicationCodeableConcept");

        private final String type;
        private final String codeElement;

        Kind(String type, String codeElement) {
            this.type = type;
            this.codeElement = codeElement;
        }

        /** Its resource type. */
        public String type() {
            return type;
        }
    }

    /** Writes the resource. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("resourceType", kind.type);
        json.writeStringField("status", "draft");
        json.writeStringField("intent", "original-order");
        code(json);
        reference(json, "subject", patient);
        if (encounter != null) {
            reference(json, "encounter", encounter);
        }
        json.writeStringField("authoredOn", authoredOn.toString());
        if (requester != null) {
            reference(json, "requester", requester);
        }
        json.writeEndObject();
    }

    private void code(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(kind.codeElement);
        json.writeArrayFieldStart("coding");
        for (Coding coding : code.getCoding()) {
            json.writeStartObject();
            json.writeStringField("system", coding.getSystem());
            json.writeStringField("code", coding.getCode());
            if (coding.hasDisplay()) {
                json.writeStringField("display", coding.getDisplay());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        if (code.hasText()) {
            json.writeStringField("text", code.getText());
        }
        json.writeEndObject();
    }

    private static void reference(JsonGenerator json, String element, String reference) throws IOException {
        json.writeObjectFieldStart(element);
        json.writeStringField("reference", reference);
        json.writeEndObject();
    }
}
