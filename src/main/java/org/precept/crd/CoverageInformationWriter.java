package org.precept.crd;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Organization;
import org.jspecify.annotations.Nullable;
import org.precept.crd.CoverageInformation.CoverageReference;
import org.precept.crd.CoverageInformation.Detail;
import org.precept.crd.CoverageInformation.Detail.AllowedPeriod;
import org.precept.crd.CoverageInformation.Detail.AllowedQuantity;
import org.precept.crd.CoverageInformation.Detail.PolicyLink;
import org.precept.crd.CoverageInformation.Reason;
import org.precept.fhir.CodingKey;

/** Writes coverage-information as FHIR JSON, without a detour over a resource model. One writer per extension. */
final class CoverageInformationWriter {
    private static final String REASONS = "http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp";
    private static final String DETAILS = "http://terminology.hl7.org/CodeSystem/crd-coverage-detail";

    private final JsonGenerator json;

    private CoverageInformationWriter(JsonGenerator json) {
        this.json = json;
    }

    /** The extension as JSON. */
    static String write(CoverageInformation information) {
        StringWriter text = new StringWriter(1500);
        try (JsonGenerator json = ResourceScanner.JSON.createGenerator(text)) {
            new CoverageInformationWriter(json).extension(information);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private void extension(CoverageInformation information) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("extension");
        coverage(information.coverage());
        part("covered", "valueCode", information.covered().code);
        if (information.paNeeded() != null) {
            part("pa-needed", "valueCode", information.paNeeded().code);
        }
        if (information.docNeeded() != null) {
            part("doc-needed", "valueCode", information.docNeeded().code);
        }
        if (information.docPurpose() != null) {
            part("doc-purpose", "valueCode", information.docPurpose().code);
        }
        if (information.infoNeeded() != null) {
            part("info-needed", "valueCode", information.infoNeeded().code);
        }
        for (CodingKey code : information.billingCodes()) {
            start("billingCode", "valueCoding");
            json.writeStringField("system", code.system());
            json.writeStringField("code", code.code());
            end();
        }
        for (Reason reason : information.reasons()) {
            reason(reason);
        }
        for (Detail detail : information.details()) {
            detail(detail);
        }
        if (information.questionnaire() != null) {
            part("questionnaire", "valueCanonical", information.questionnaire().toString());
        }
        part("date", "valueDate", information.date().toString());
        part("coverage-assertion-id", "valueString", information.assertionId());
        if (information.satisfiedPaId() != null) {
            part("satisfied-pa-id", "valueString", information.satisfiedPaId());
        }
        contact(information.contact());
        if (information.expiry() != null) {
            part("expiry-date", "valueDate", information.expiry().toString());
        }
        json.writeEndArray();
        json.writeStringField("url", CoverageInformation.URL);
        json.writeEndObject();
    }

    private void coverage(CoverageReference coverage) throws IOException {
        start("coverage", "valueReference");
        if (coverage.reference() != null) {
            json.writeStringField("reference", coverage.reference());
        } else {
            json.writeStringField("type", "Coverage");
        }
        if (coverage.display() != null) {
            json.writeStringField("display", coverage.display());
        }
        end();
    }

    private void reason(Reason reason) throws IOException {
        start("reason", "valueCodeableConcept");
        if (reason.code() != null) {
            json.writeArrayFieldStart("coding");
            json.writeStartObject();
            json.writeStringField("system", REASONS);
            json.writeStringField("code", reason.code().code);
            json.writeStringField("display", reason.code().display);
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeStringField("text", reason.text());
        end();
    }

    private void detail(Detail detail) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("extension");
        if (detail instanceof AllowedQuantity quantity) {
            detailCode("cat-limitation", "allowed-quantity", "Maximum quantity");
            start("value", "valueQuantity");
            json.writeNumberField("value", quantity.value());
            json.writeStringField("unit", quantity.unit());
            end();
            part("qualification", "valueString", quantity.qualification());
        } else if (detail instanceof AllowedPeriod period) {
            detailCode("cat-limitation", "allowed-period", "Maximum allowed period");
            start("value", "valuePeriod");
            json.writeStringField("start", period.start().toString());
            json.writeStringField("end", period.end().toString());
            end();
        } else if (detail instanceof PolicyLink link) {
            detailCode("cat-other", "policy-link", "Policy Link");
            part("value", "valueUrl", link.url());
            part("qualification", "valueString", link.qualification());
        }
        json.writeEndArray();
        json.writeStringField("url", "detail");
        json.writeEndObject();
    }

    private void detailCode(String category, String code, String display) throws IOException {
        part("category", "valueCode", category);
        start("code", "valueCodeableConcept");
        json.writeArrayFieldStart("coding");
        json.writeStartObject();
        json.writeStringField("system", DETAILS);
        json.writeStringField("code", code);
        json.writeStringField("display", display);
        json.writeEndObject();
        json.writeEndArray();
        end();
    }

    private void contact(@Nullable Organization payer) throws IOException {
        if (payer == null || !payer.hasTelecom()) {
            return;
        }
        start("contact", "valueContactDetail");
        json.writeStringField("name", payer.getName());
        json.writeArrayFieldStart("telecom");
        for (ContactPoint telecom : payer.getTelecom()) {
            json.writeStartObject();
            json.writeStringField("system", telecom.getSystem().toCode());
            json.writeStringField("value", telecom.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        end();
    }

    private void part(String url, String type, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("url", url);
        json.writeStringField(type, value);
        json.writeEndObject();
    }

    private void start(String url, String type) throws IOException {
        json.writeStartObject();
        json.writeStringField("url", url);
        json.writeObjectFieldStart(type);
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeEndObject();
    }
}
