package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.precept.fhir.Canonical;
import org.precept.fhir.RejectedRequest;

class PackageRequestReaderTest {

    @Test
    void readsEverythingTheProfileAllows() {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("coverage").setResource(new Coverage());
        parameters.addParameter().setName("order").setResource(new MedicationRequest());
        parameters.addParameter().setName("questionnaire").setValue(new CanonicalType("https://a.example/Q|2"));
        parameters.addParameter().setName("context").setValue(new StringType("abc"));
        parameters.addParameter().setName("changedsince").setValue(new InstantType("2026-01-31T08:00:00Z"));
        parameters.addParameter().setName("referenced").setResource(new Patient());
        parameters.addParameter().setName("of-others").setValue(new StringType("ignored"));

        PackageRequest request = PackageRequestReader.read(parameters, DtrEdition.R2_2);

        assertThat(request.coverage().element()).isEqualTo("Parameters.parameter[0].resource");
        assertThat(request.orders())
                .singleElement()
                .satisfies(order -> assertThat(order.element()).isEqualTo("Parameters.parameter[1].resource"));
        assertThat(request.questionnaires())
                .singleElement()
                .satisfies(form -> assertThat(form.value()).isEqualTo(new Canonical("https://a.example/Q", "2")));
        assertThat(request.context()).isNotNull();
        assertThat(request.changedSince()).isEqualTo(Instant.parse("2026-01-31T08:00:00Z"));
        assertThat(request.patients()).hasSize(1);
    }

    @Test
    void refusesNoBody() {
        assertThat(rejected(null).status()).isEqualTo(400);
    }

    @Test
    void refusesNothingToGoBy() {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("coverage").setResource(new Coverage());

        OperationOutcomeIssueComponent issue = onlyIssue(parameters);

        assertThat(issue.getDiagnostics()).contains("dtr-1");
        assertThat(issue.getExpression().get(0).getValue()).isEqualTo("Parameters.parameter");
    }

    @Test
    void refusesNoCoverage() {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("order").setResource(new MedicationRequest());

        assertThat(onlyIssue(parameters).getDiagnostics()).startsWith("No coverage");
    }

    @Test
    void refusesSeveralCoverages() {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("coverage").setResource(new Coverage());
        parameters.addParameter().setName("coverage").setResource(new Coverage());
        parameters.addParameter().setName("order").setResource(new MedicationRequest());

        assertThat(onlyIssue(parameters).getExpression().get(0).getValue())
                .isEqualTo("Parameters.parameter[1].resource");
    }

    @Test
    void namesEveryParameterOfTheWrongType() {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("coverage").setResource(new Patient());
        parameters.addParameter().setName("order").setResource(new Patient());
        parameters.addParameter().setName("questionnaire").setResource(new Patient());
        parameters.addParameter().setName("context").setResource(new Patient());
        parameters.addParameter().setName("changedsince").setValue(new StringType("yesterday"));

        assertThat(rejected(parameters).outcome().getIssue())
                .extracting(issue -> issue.getExpression().get(0).getValue())
                .containsExactly(
                        "Parameters.parameter[0].resource",
                        "Parameters.parameter[1].resource",
                        "Parameters.parameter[2].value",
                        "Parameters.parameter[3].value",
                        "Parameters.parameter[4].value");
    }

    private static OperationOutcomeIssueComponent onlyIssue(Parameters parameters) {
        RejectedRequest rejection = rejected(parameters);
        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.outcome().getIssue()).hasSize(1);
        return rejection.outcome().getIssueFirstRep();
    }

    private static RejectedRequest rejected(Parameters parameters) {
        return catchThrowableOfType(
                () -> PackageRequestReader.read(parameters, DtrEdition.R2_2), RejectedRequest.class);
    }
}
