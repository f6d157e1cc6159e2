package org.precept.crd.coverage;

import java.io.IOException;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Organization;
import org.jspecify.annotations.Nullable;
import org.precept.crd.coverage.CoverageInformation.Covered;
import org.precept.crd.coverage.CoverageInformation.Detail;
import org.precept.crd.coverage.CoverageInformation.Detail.AllowedPeriod;
import org.precept.crd.coverage.CoverageInformation.Detail.AllowedQuantity;
import org.precept.crd.coverage.CoverageInformation.Detail.PolicyLink;
import org.precept.crd.coverage.CoverageInformation.DocNeeded;
import org.precept.crd.coverage.CoverageInformation.InfoNeeded;
import org.precept.crd.coverage.CoverageInformation.PaNeeded;
import org.precept.crd.coverage.CoverageInformation.Reason;

/**
 * Coverage-information as CRD 2.0.1 wants it. That edition has no {@code indeterminate}: what cannot be said is
 * {@code conditional} with info-needed {@code OTH} and the reason in words. It has no codes for members who are not found
 * or not covered and none for technical trouble, so those reasons are texts; no last day; and its extension needs
 * pa-needed always: crd-ci-q2, as published, fails without it even for {@code not-covered}. We say {@code conditional}
 * there, because {@code no-auth} would promise something.
 */
public final class CoverageInformationR201 extends CoverageInformationWriter {
    private static final String CODES = "http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp";
    private static final String CONDITIONAL = "conditional";

    @Override
    void codes(ExtensionJson json, CoverageInformation said) throws IOException {
        String covered = covered(said.covered());
        String paNeeded = paNeeded(said.paNeeded());
        String docNeeded = docNeeded(said.docNeeded());
        json.code("covered", covered);
        json.code("pa-needed", paNeeded);
        json.code("doc-needed", docNeeded);
        json.code("doc-purpose", said.docPurpose() == null ? null : said.docPurpose().code);
        if (CONDITIONAL.equals(covered) || CONDITIONAL.equals(paNeeded) || CONDITIONAL.equals(docNeeded)) {
            json.code("info-needed", InfoNeeded.OTHER.code);
        }
    }

    private static String covered(Covered covered) {
        return covered == Covered.INDETERMINATE ? CONDITIONAL : covered.code;
    }

    private static String paNeeded(@Nullable PaNeeded needed) {
        return needed == null || needed == PaNeeded.INDETERMINATE ? CONDITIONAL : needed.code;
    }

    private static @Nullable String docNeeded(@Nullable DocNeeded needed) {
        if (needed == null) {
            return null;
        }
        return needed == DocNeeded.INDETERMINATE ? CONDITIONAL : needed.code;
    }

    @Override
    void reason(ExtensionJson json, Reason reason, CoverageInformation said) throws IOException {
        if (said.infoNeeded() == InfoNeeded.DETAIL_CODE) {
            json.concept("reason", CODES, "detail-code", "Detail code", reason.text());
        } else {
            json.concept("reason", reason.text());
        }
    }

    @Override
    void detail(ExtensionJson json, Detail detail) throws IOException {
        if (detail instanceof AllowedQuantity quantity) {
            json.concept("code", CODES, "allowed-quantity", "Maximum quantity", null);
            quantity(json, quantity);
        } else if (detail instanceof AllowedPeriod period) {
            json.concept("code", CODES, "allowed-period", "Maximum allowed period", null);
            period(json, period);
        } else if (detail instanceof PolicyLink link) {
            json.concept("code", "Policy");
            json.part("value", "valueString", link.url());
            json.part("qualification", "valueString", link.qualification());
        }
    }

    @Override
    void contact(ExtensionJson json, Organization payer) throws IOException {
        for (ContactPoint telecom : payer.getTelecom()) {
            json.start("contact", "valueContactPoint");
            json.field("system", telecom.getSystem().toCode());
            json.field("value", telecom.getValue());
            json.end();
        }
    }

    @Override
    void last(ExtensionJson json, CoverageInformation said) {
        // Nothing: the edition cannot say until when a statement holds.
    }
}
