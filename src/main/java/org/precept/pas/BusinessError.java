package org.precept.pas;

import org.hl7.fhir.r4.model.ClaimResponse.ErrorComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/**
 * Why a well-formed request gets no decision (policies.md, "Decision" 1): an error of the ClaimResponse, not of HTTP.
 *
 * @param reason X12 901 reject reason
 * @param path FHIRPath of the element to blame
 * @param text what is wrong and what to do
 * @param item sequence of the item that it is about; null when it is about the request
 */
public record BusinessError(
        Reason reason, String path, String text, @Nullable Integer item) {

    /** An error of the request. */
    public BusinessError(Reason reason, String path, String text) {
        this(reason, path, text, null);
    }

    /** X12 901 codes in use here, each with the X12 278 element it is about and what to do (889). */
    public enum Reason {
        /** An item of the earlier request is left out of its update. */
        ITEM_MISSING("15", "2000F-UM02", FollowUp.CORRECT),
        /** The update builds on something other than the current state of the request. */
        NOT_CURRENT("33", "2000E-REF02", FollowUp.CORRECT),
        /** What was denied or cancelled cannot be updated; only a new request can bring it back. */
        CLOSED("33", "2000F-UM02", FollowUp.NOT_ALLOWED),
        /** An item that was not denied in the request that is named cannot be appealed. */
        NOT_DENIED("33", "2000F-UM02", FollowUp.CORRECT),
        /** The denial is being appealed already, or was. */
        APPEALED("33", "2000E-REF02", FollowUp.NOT_ALLOWED),
        DATE_NOT_COVERED("52", "2000F-DTP03", FollowUp.CORRECT),
        /** An appeal after the last day on which the denial could be appealed. */
        APPEAL_LATE("56", "2000E-REF02", FollowUp.NOT_ALLOWED),
        DATE_OF_SERVICE("57", "2000F-DTP03", FollowUp.CORRECT),
        PATIENT_ID("64", "2010C-NM109", FollowUp.CORRECT),
        PATIENT_NOT_FOUND("67", "2010C-NM109", FollowUp.CORRECT),
        PAYER_UNKNOWN("79", "2010A-NM109", FollowUp.CORRECT),
        /** The earlier request is not known: not here, not this patient's, not this sender's, or not yet arrived. */
        PRIOR_UNKNOWN("AA", "2000E-REF02", FollowUp.RESUBMIT),
        PRODUCT("AG", "2000F-SV101", FollowUp.CORRECT),
        /** An update, cancellation or extension that names no earlier request. */
        PRIOR_MISSING("MA", "2000E-REF02", FollowUp.CORRECT),
        PAYER_MISSING("T4", "2010A-NM109", FollowUp.CORRECT);

        private final String code;
        private final String element;
        private final FollowUp followUp;

        Reason(String code, String element, FollowUp followUp) {
            this.code = code;
            this.element = element;
            this.followUp = followUp;
        }

        String code() {
            return code;
        }

        String element() {
            return element;
        }

        String followUp() {
            return followUp.code;
        }
    }

    /** X12 889 codes in use here. */
    private enum FollowUp {
        CORRECT("C"),
        NOT_ALLOWED("N"),
        RESUBMIT("R");

        private final String code;

        FollowUp(String code) {
            this.code = code;
        }
    }

    /** The same as an error of one item. */
    BusinessError of(SubmittedItem submitted) {
        return new BusinessError(reason, path, text, submitted.sequence());
    }

    ErrorComponent toFhir() {
        ErrorComponent error = new ErrorComponent(
                new CodeableConcept(Codes.coding(Pas.X12_REJECT_REASON, reason.code())).setText(text));
        error.addExtension(Pas.ERROR_PATH, new StringType(path));
        error.addExtension(Pas.ERROR_FOLLOWUP_ACTION, Codes.concept(Pas.X12_FOLLOW_UP, reason.followUp(), null));
        error.addExtension().setUrl(Pas.ERROR_ELEMENT).addExtension("error", new StringType(reason.element()));
        if (item != null) {
            error.setItemSequence(item);
        }
        return error;
    }
}
