package org.precept.crd;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;

/**
 * An order to add, as a suggestion with one {@code create} (CRD 2.2.1, "Identify Additional Orders").
 *
 * @param title what it is, for people
 * @param code what to order
 * @param patient reference of the patient
 * @param encounter reference of the encounter, null when there is none
 * @param requester reference of who orders, null when nobody is known
 * @param authoredOn day of the order that it goes with
 */
record SuggestedOrderRequest(
        String title,
        CodeableConcept code,
        String patient,
        @Nullable String encounter,
        @Nullable String requester,
        LocalDate authoredOn) {

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("label", "Order: " + title);
        json.writeStringField("uuid", UUID.randomUUID().toString());
        json.writeArrayFieldStart("actions");
        json.writeStartObject();
        json.writeStringField("type", "create");
        json.writeStringField("description", "Add an order for: " + title);
        json.writeObjectFieldStart("resource");
        json.writeStringField("resourceType", "ServiceRequest");
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
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void code(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("code");
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
