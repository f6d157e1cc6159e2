package org.precept.dtr.errors;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.Arrays;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** Clients report problems with forms; administrators see them. */
class QuestionnaireErrorsIT extends ServerTest {
    private static final String OPERATION = "/fhir/Questionnaire/$log-questionnaire-errors";
    private static final String SEEN = "/admin/questionnaire-errors";
    private static final String FORMS = "https://precept.example/fhir/Questionnaire/";

    @ParameterizedTest
    @CsvSource({
        "/fhir, questionnaire, operationOutcome, mmm-alemtuzumab-initial",
        "/2.0.1/fhir, Questionnaire, OperationOutcome, cigna-alemtuzumab-initial"
    })
    void aReportIsKeptForAdministrators(String base, String canonicalName, String outcomeName, String form) {
        Parameters report = report(canonicalName, FORMS + form + "|1.0.0", outcomeName, "Expression failed in " + base);

        Reply reply = client.post(base + "/Questionnaire/$log-questionnaire-errors", json(report));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
        Reply seen = client.getAsAdministrator(SEEN + "?questionnaire=" + FORMS + form);
        assertThat(seen.at("/errors/0/questionnaire")).isEqualTo(FORMS + form + "|1.0.0");
        assertThat(seen.at("/errors/0/times")).isEqualTo("1");
        assertThat(seen.at("/errors/0/outcomes/0/issue/0/diagnostics")).isEqualTo("Expression failed in " + base);
    }

    @Test
    void aReportThatComesAgainIsCounted() {
        String canonical = FORMS + "kesimpta-2020910-initial|9.9.9";
        String report = json(report("questionnaire", canonical, "operationOutcome", "again"));

        client.post(OPERATION, report);
        client.post(OPERATION, report);

        Reply seen = client.getAsAdministrator(SEEN + "?questionnaire=" + canonical.replace("|", "%7C"));
        assertThat(seen.at("/errors/0/times")).isEqualTo("2");
        assertThat(seen.at("/errors/1")).isEmpty();
    }

    @Test
    void pagesFollowEachOther() {
        for (String text : new String[] {"one", "two", "three"}) {
            client.post(OPERATION, json(report("questionnaire", "https://pages.example/q", "operationOutcome", text)));
        }

        Reply first = client.getAsAdministrator(SEEN + "?questionnaire=https://pages.example/q&count=2");
        Reply second = client.getAsAdministrator(
                SEEN + "?questionnaire=https://pages.example/q&count=2&before=" + first.at("/next"));

        assertThat(first.at("/errors/0/outcomes/0/issue/0/diagnostics")).isEqualTo("three");
        assertThat(second.at("/errors/0/outcomes/0/issue/0/diagnostics")).isEqualTo("one");
        assertThat(second.at("/next")).isEmpty();
    }

    @Test
    void formsAreCountedByNameAndThoseOfOthersTogether() {
        for (String canonical : new String[] {
            "https://other.example/one", "https://other.example/two", FORMS + "mmm-alemtuzumab-continuation"
        }) {
            client.post(OPERATION, json(report("questionnaire", canonical, "operationOutcome", "counted")));
        }

        String meters = client.get("/actuator/prometheus").body();
        assertThat(meters)
                .contains("precept_dtr_questionnaire_errors_total{questionnaire=\"unknown\"}")
                .contains("precept_dtr_questionnaire_errors_total{questionnaire=\"mmm-alemtuzumab-continuation\"}")
                .doesNotContain("other.example");
    }

    @ParameterizedTest
    @CsvSource({"questionnaire", "operationOutcome"})
    void bothParametersAreNeeded(String missing) {
        Parameters report = report("questionnaire", FORMS + "x", "operationOutcome", "text");
        report.getParameter().removeIf(parameter -> parameter.getName().equals(missing));

        assertRefused(json(report), missing);
    }

    @Test
    void anOutcomeWithoutIssueIsRefused() {
        Parameters report = report("questionnaire", FORMS + "x", "operationOutcome", "text");
        report.getParameter().get(1).setResource(new OperationOutcome().setLanguage("en"));

        assertRefused(json(report), "at least one issue");
    }

    @Test
    void aQuestionnaireThatIsNoCanonicalIsRefused() {
        Parameters report = report("questionnaire", FORMS + "x", "operationOutcome", "text");
        report.getParameter().get(0).setValue(new StringType("the form"));

        assertRefused(json(report), "valueCanonical");
    }

    @Test
    void somethingElseThanParametersIsRefused() {
        assertRefused("{\"resourceType\":\"Patient\"}", "Send Parameters");
    }

    @Test
    void veryLongReportsAreRefused() {
        assertRefused(
                json(report("questionnaire", FORMS + "x", "operationOutcome", "x".repeat(70_000))), "first issues");
    }

    @Test
    void onlyAdministratorsSeeReports() {
        assertThat(client.get(SEEN).status()).isEqualTo(401);
        assertThat(client.getAsAdministrator(SEEN + "?form=x").status()).isEqualTo(400);
        assertThat(client.getAsAdministrator(SEEN + "?count=0").status()).isEqualTo(400);
        assertThat(client.getAsAdministrator(SEEN + "?before=yesterday").status())
                .isEqualTo(400);
    }

    private void assertRefused(String body, String text) {
        Reply reply = client.post(OPERATION, body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.at("/issue/0/diagnostics")).contains(text);
    }

    private static Parameters report(String canonicalName, String canonical, String outcomeName, String... texts) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName(canonicalName).setValue(new CanonicalType(canonical));
        OperationOutcome outcome = new OperationOutcome();
        Arrays.stream(texts)
                .forEach(text -> outcome.addIssue()
                        .setSeverity(IssueSeverity.ERROR)
                        .setCode(IssueType.EXCEPTION)
                        .setDiagnostics(text));
        parameters.addParameter().setName(outcomeName).setResource(outcome);
        return parameters;
    }

    private static String json(Parameters parameters) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(parameters);
    }
}
