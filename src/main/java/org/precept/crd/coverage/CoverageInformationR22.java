package org.precept.crd.coverage;

import java.io.IOException;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Organization;
import org.precept.crd.coverage.CoverageInformation.Detail;
import org.precept.crd.coverage.CoverageInformation.Detail.AllowedPeriod;
import org.precept.crd.coverage.CoverageInformation.Detail.AllowedQuantity;
import org.precept.crd.coverage.CoverageInformation.Detail.PolicyLink;
import org.precept.crd.coverage.CoverageInformation.Reason;

/** Coverage-information as CRD 2.2 wants it: the model's own codes. */
public final class CoverageInformationR22 extends CoverageInformationWriter {
    private static final String REASONS = "http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp";
    private static final String DETAILS = "http://terminology.hl7.org/CodeSystem/crd-coverage-detail";

    @Override
    void codes(ExtensionJson json, CoverageInformation said) throws IOException {
        json.code("covered", said.covered().code);
        json.code("pa-needed", said.paNeeded() == null ? null : said.paNeeded().code);
        json.code("doc-needed", said.docNeeded() == null ? null : said.docNeeded().code);
        json.code("doc-purpose", said.docPurpose() == null ? null : said.docPurpose().code);
        json.code("info-needed", said.infoNeeded() == null ? null : said.infoNeeded().code);
    }

    @Override
    void reason(ExtensionJson json, Reason reason, CoverageInformation said) throws IOException {
        if (reason.code() == null) {
            json.concept("reason", reason.text());
        } else {
            json.concept("reason", REASONS, reason.code().code, reason.code().display, reason.text());
        }
    }

    @Override
    void detail(ExtensionJson json, Detail detail) throws IOException {
        if (detail instanceof AllowedQuantity quantity) {
            of(json, "cat-limitation", "allowed-quantity", "Maximum quantity");
            quantity(json, quantity);
        } else if (detail instanceof AllowedPeriod period) {
            of(json, "cat-limitation", "allowed-period", "Maximum allowed period");
            period(json, period);
        } else if (detail instanceof PolicyLink link) {
            of(json, "cat-other", "policy-link", "Policy Link");
            json.part("value", "valueUrl", link.url());
            json.part("qualification", "valueString", link.qualification());
        }
    }

    private static void of(ExtensionJson json, String category, String code, String display) throws IOException {
        json.part("category", "valueCode", category);
        json.concept("code", DETAILS, code, display, null);
    }

    @Override
    void contact(ExtensionJson json, Organization payer) throws IOException {
        json.start("contact", "valueContactDetail");
        json.field("name", payer.getName());
        json.array("telecom");
        for (ContactPoint telecom : payer.getTelecom()) {
            json.element("system", telecom.getSystem().toCode(), "value", telecom.getValue());
        }
        json.endArray();
        json.end();
    }

    @Override
    void last(ExtensionJson json, CoverageInformation said) throws IOException {
        if (said.expiry() != null) {
            json.part("expiry-date", "valueDate", said.expiry().toString());
        }
    }
}
