package org.precept.pas;

import org.hl7.fhir.r4.model.ClaimResponse.ErrorComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.StringType;

/**
 * Why a well-formed request gets no decision (policies.md, "Decision" 1): an error of the ClaimResponse, not of HTTP.
 *
 * @param reason X12 901 reject reason
 * @param path FHIRPath of the element to blame
 * @param text what is wrong and what to do
 */
public record BusinessError(Reason reason, String path, String text) {

    /** X12 901 codes in use here; each asks to correct and resubmit (889 C). */
    public enum Reason {
        DATE_NOT_COVERED("52"),
        DATE_OF_SERVICE("57"),
        PATIENT_ID("64"),
        PATIENT_NOT_FOUND("67"),
        PAYER_UNKNOWN("79"),
        PRODUCT("AG"),
        PAYER_MISSING("T4");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    private static final String CORRECT_AND_RESUBMIT = "C";

    /** As an error of one item. */
    ErrorComponent toFhir(int item) {
        return toFhir().setItemSequence(item);
    }

    ErrorComponent toFhir() {
        ErrorComponent error = new ErrorComponent(
                new CodeableConcept(Codes.coding(Pas.X12_REJECT_REASON, reason.code())).setText(text));
        error.addExtension(Pas.ERROR_PATH, new StringType(path));
        error.addExtension(Pas.ERROR_FOLLOWUP_ACTION, Codes.concept(Pas.X12_FOLLOW_UP, CORRECT_AND_RESUBMIT, null));
        return error;
    }
}
