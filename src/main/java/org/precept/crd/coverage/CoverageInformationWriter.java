package org.precept.crd.coverage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.hl7.fhir.r4.model.Organization;
import org.precept.crd.coverage.CoverageInformation.CoverageReference;
import org.precept.crd.coverage.CoverageInformation.Detail;
import org.precept.crd.coverage.CoverageInformation.Detail.AllowedPeriod;
import org.precept.crd.coverage.CoverageInformation.Detail.AllowedQuantity;
import org.precept.crd.coverage.CoverageInformation.Reason;
import org.precept.crd.text.ResourceScanner;
import org.precept.fhir.CodingKey;

/**
 * Writes coverage-information as FHIR JSON, without a detour over a resource model. What the editions of the guide have in
 * common is said here, in the order of the profile; each edition has a writer for the rest.
 */
public abstract class CoverageInformationWriter {

    /** The extension as JSON. */
    public final String json(CoverageInformation said) {
        StringWriter text = new StringWriter(1500);
        try (JsonGenerator generator = ResourceScanner.JSON.createGenerator(text)) {
            write(new ExtensionJson(generator), said);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private void write(ExtensionJson json, CoverageInformation said) throws IOException {
        json.open();
        coverage(json, said.coverage());
        codes(json, said);
        for (CodingKey code : said.billingCodes()) {
            json.start("billingCode", "valueCoding");
            json.field("system", code.system());
            json.field("code", code.code());
            json.end();
        }
        for (Reason reason : said.reasons()) {
            reason(json, reason, said);
        }
        for (Detail detail : said.details()) {
            json.open();
            detail(json, detail);
            json.close("detail");
        }
        if (said.questionnaire() != null) {
            json.part("questionnaire", "valueCanonical", said.questionnaire().toString());
        }
        json.part("date", "valueDate", said.date().toString());
        json.part("coverage-assertion-id", "valueString", said.assertionId());
        if (said.satisfiedPaId() != null) {
            json.part("satisfied-pa-id", "valueString", said.satisfiedPaId());
        }
        if (said.contact() != null && said.contact().hasTelecom()) {
            contact(json, said.contact());
        }
        last(json, said);
        json.close(CoverageInformation.URL);
    }

    /** What is said in codes: covered, pa-needed, doc-needed, doc-purpose, info-needed. */
    abstract void codes(ExtensionJson json, CoverageInformation said) throws IOException;

    abstract void reason(ExtensionJson json, Reason reason, CoverageInformation said) throws IOException;

    abstract void detail(ExtensionJson json, Detail detail) throws IOException;

    /** Whom to ask; the payer has at least one telecom. */
    abstract void contact(ExtensionJson json, Organization payer) throws IOException;

    /** What only one edition has, at the end. */
    abstract void last(ExtensionJson json, CoverageInformation said) throws IOException;

    /** The value of an allowed quantity. */
    static void quantity(ExtensionJson json, AllowedQuantity quantity) throws IOException {
        json.start("value", "valueQuantity");
        json.field("value", quantity.value());
        json.field("unit", quantity.unit());
        json.end();
        json.part("qualification", "valueString", quantity.qualification());
    }

    /** The value of an allowed period. */
    static void period(ExtensionJson json, AllowedPeriod period) throws IOException {
        json.start("value", "valuePeriod");
        json.field("start", period.start().toString());
        json.field("end", period.end().toString());
        json.end();
    }

    private static void coverage(ExtensionJson json, CoverageReference coverage) throws IOException {
        json.start("coverage", "valueReference");
        if (coverage.reference() != null) {
            json.field("reference", coverage.reference());
        } else {
            json.field("type", "Coverage");
        }
        if (coverage.display() != null) {
            json.field("display", coverage.display());
        }
        json.end();
    }
}
