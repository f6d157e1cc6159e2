package org.precept.crd.coverage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Organization;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodingKey;

/**
 * One statement of a payer about one order (CRD 2.2.1 extension {@code ext-coverage-information}). An instance always
 * satisfies the guide's invariants crd-ci-q1 to q9, read by their meaning; what would break one cannot be constructed.
 *
 * @param coverage JSON of the Reference to the client's Coverage
 * @param covered is the service covered
 * @param paNeeded is authorization needed; null: not said
 * @param docNeeded what kind of documentation is needed; null: none
 * @param docPurpose what the documentation is for; null: none is needed
 * @param infoNeeded what the answer depends on; null unless something is conditional
 * @param billingCodes procedure codes that the statement is about
 * @param reasons why, at least one where a code above asks for it
 * @param details limits and links
 * @param questionnaire the form that collects the documentation
 * @param date the day it is said of
 * @param assertionId the number it is found under later
 * @param satisfiedPaId the authorization on file
 * @param contact payer whose telecoms answer questions; null: none known
 * @param expiry last day it holds
 */
public record CoverageInformation(
        CoverageReference coverage,
        Covered covered,
        @Nullable PaNeeded paNeeded,
        @Nullable DocNeeded docNeeded,
        @Nullable DocPurpose docPurpose,
        @Nullable InfoNeeded infoNeeded,
        List<CodingKey> billingCodes,
        List<Reason> reasons,
        List<Detail> details,
        @Nullable Canonical questionnaire,
        LocalDate date,
        String assertionId,
        @Nullable String satisfiedPaId,
        @Nullable Organization contact,
        @Nullable LocalDate expiry) {

    /** URL of the extension. */
    public static final String URL = "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information";

    public CoverageInformation {
        billingCodes = List.copyOf(billingCodes);
        reasons = List.copyOf(reasons);
        details = List.copyOf(details);
        require("q1", questionnaire == null || docNeeded != null);
        require("q2", covered != Covered.NOT_COVERED || paNeeded == null);
        boolean conditional = covered == Covered.CONDITIONAL
                || paNeeded == PaNeeded.CONDITIONAL
                || docNeeded == DocNeeded.CONDITIONAL;
        require("q3", conditional == (infoNeeded != null));
        require(
                "q4",
                docPurpose != DocPurpose.WITH_PA || (paNeeded != PaNeeded.SATISFIED && covered != Covered.NOT_COVERED));
        require("q5", (paNeeded == PaNeeded.SATISFIED) == (satisfiedPaId != null));
        require("q6", infoNeeded != InfoNeeded.OTHER || !reasons.isEmpty());
        require("q8", docPurpose == null || !reasons.isEmpty());
        boolean indeterminate = covered == Covered.INDETERMINATE
                || paNeeded == PaNeeded.INDETERMINATE
                || docNeeded == DocNeeded.INDETERMINATE;
        require("q9", !indeterminate || !reasons.isEmpty());
    }

    private static void require(String invariant, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("coverage-information would break crd-ci-" + invariant);
        }
    }

    /** How the client names its Coverage. */
    public record CoverageReference(
            @Nullable String reference, @Nullable String display) {}

    /**
     * Why something is said. Always with a text, so that no reason breaks crd-ci-q7.
     *
     * @param code code of the guide, null when it has none that fits
     * @param text for people
     */
    public record Reason(@Nullable ReasonCode code, String text) {}

    /** Reasons the guide has codes for. */
    public enum ReasonCode {
        NO_MEMBER_FOUND("no-member-found", "Member not found"),
        NO_ACTIVE_COVERAGE("no-active-coverage", "Coverage not active"),
        TECHNICAL("technical", "Technical issues");

        /** The code in FHIR. */
        public final String code;

        final String display;

        ReasonCode(String code, String display) {
            this.code = code;
            this.display = display;
        }
    }

    /** A limit or a link. */
    public sealed interface Detail {
        /** Most that may be authorized in a window. */
        record AllowedQuantity(BigDecimal value, String unit, String qualification) implements Detail {}

        /** Longest period of one authorization. */
        record AllowedPeriod(LocalDate start, LocalDate end) implements Detail {}

        /** Where the policy stands. */
        record PolicyLink(String url, String qualification) implements Detail {}
    }

    /** Codes of {@code covered}. */
    public enum Covered {
        COVERED("covered"),
        NOT_COVERED("not-covered"),
        CONDITIONAL("conditional"),
        INDETERMINATE("indeterminate");

        /** The code in FHIR. */
        public final String code;

        Covered(String code) {
            this.code = code;
        }
    }

    /** Codes of {@code pa-needed}. No policy of ours says that none is needed, so there is no code for it here. */
    public enum PaNeeded {
        AUTH_NEEDED("auth-needed"),
        SATISFIED("satisfied"),
        CONDITIONAL("conditional"),
        INDETERMINATE("indeterminate");

        /** The code in FHIR. */
        public final String code;

        PaNeeded(String code) {
            this.code = code;
        }
    }

    /** Codes of {@code doc-needed}. */
    public enum DocNeeded {
        CLINICAL("clinical"),
        CONDITIONAL("conditional"),
        INDETERMINATE("indeterminate");

        /** The code in FHIR. */
        public final String code;

        DocNeeded(String code) {
            this.code = code;
        }
    }

    /** Codes of {@code doc-purpose}. */
    public enum DocPurpose {
        WITH_PA("withpa");

        /** The code in FHIR. */
        public final String code;

        DocPurpose(String code) {
            this.code = code;
        }
    }

    /** Codes of {@code info-needed}. */
    public enum InfoNeeded {
        DETAIL_CODE("detail-code"),
        OTHER("OTH");

        /** The code in FHIR. */
        public final String code;

        InfoNeeded(String code) {
            this.code = code;
        }
    }
}
