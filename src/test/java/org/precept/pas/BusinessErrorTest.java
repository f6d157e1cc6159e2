package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.hl7.fhir.r4.model.ClaimResponse.ErrorComponent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.pas.BusinessError.Reason;

/** A business error says what is wrong in three languages: X12, FHIRPath and words. */
class BusinessErrorTest {

    @ParameterizedTest
    @EnumSource(Reason.class)
    void saysWhatIsWrongWhereAndWhatToDo(Reason reason) {
        ErrorComponent error = new BusinessError(reason, "Bundle.entry[0].resource.item[1]", "Do this.").toFhir();

        assertThat(error.getCode().getCodingFirstRep().getSystem()).isEqualTo(Pas.X12_REJECT_REASON);
        assertThat(error.getCode().getCodingFirstRep().getCode()).isEqualTo(reason.code());
        assertThat(error.getCode().getText()).isEqualTo("Do this.");
        assertThat(error.getExtensionByUrl(Pas.ERROR_PATH).getValue().primitiveValue())
                .isEqualTo("Bundle.entry[0].resource.item[1]");
        assertThat(error.getExtensionByUrl(Pas.ERROR_ELEMENT)
                        .getExtensionByUrl("error")
                        .getValue()
                        .primitiveValue())
                .as("loop and element of X12 278, as 2010A-NM103")
                .matches("20[01]0[A-F]-[A-Z0-9]{2,3}\\d\\d");
        assertThat(PasDoor.code(error.getExtensionByUrl(Pas.ERROR_FOLLOWUP_ACTION)))
                .isIn(Set.of("C", "N", "R"));
    }

    @ParameterizedTest
    @CsvSource({"PRIOR_UNKNOWN,AA,R", "CLOSED,33,N", "PATIENT_NOT_FOUND,67,C", "PRIOR_MISSING,MA,C"})
    void tellsWhetherSendingAgainHelps(Reason reason, String code, String followUp) {
        ErrorComponent error = new BusinessError(reason, "Bundle", "Do this.").toFhir();

        assertThat(error.getCode().getCodingFirstRep().getCode()).isEqualTo(code);
        assertThat(PasDoor.code(error.getExtensionByUrl(Pas.ERROR_FOLLOWUP_ACTION)))
                .isEqualTo(followUp);
    }
}
