package org.precept.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.determination.ReviewQueue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.DateRange;
import org.precept.record.Review;

/** What Parameters of {@code $decide} mean, and what is wrong with others. */
class DecisionReaderTest {

    private static final String DENIAL = """
            {"name":"decision","valueCode":"deny"},
            {"name":"reason","valueCoding":{"system":"https://codesystem.x12.org/external/886","code":"0F"}},
            {"name":"section","valueString":"III"},
            {"name":"text","valueString":"The HIV test is positive."},
            {"name":"appeal","valueString":"In writing within 60 days."}""";

    private final DecisionReader reader = new DecisionReader(FhirContext.forR4Cached());

    @Test
    void readsEveryKind() {
        assertThat(read("{'name':'decision','valueCode':'approve'}")).isEqualTo(new Review.Approve(null));
        assertThat(read("{'name':'decision','valueCode':'approve-modified'},{'name':'units','valueDecimal':36},"
                        + "{'name':'period','valuePeriod':{'start':'2026-12-01','end':'2027-05-31'}},"
                        + "{'name':'text','valueString':'Three vials.'}"))
                .isEqualTo(new Review.ApproveModified(
                        new BigDecimal(36),
                        new DateRange(LocalDate.of(2026, 12, 1), LocalDate.of(2027, 5, 31)),
                        "Three vials."));
        assertThat(read(DENIAL))
                .isEqualTo(new Review.Deny("0F", "III", "The HIV test is positive.", "In writing within 60 days."));
        assertThat(read("{'name':'decision','valueCode':'ask-more'},{'name':'document','valueCode':'11506-3'},"
                        + "{'name':'document','valueCoding':{'system':'http://loinc.org','code':'102089-0'}},"
                        + "{'name':'text','valueString':'The last visit.'}"))
                .isEqualTo(new Review.AskMore(List.of("11506-3", "102089-0"), "The last visit."));
        assertThat(read("{'name':'decision','valueCode':'escalate'},{'name':'queue','valueCode':'physician'},"
                        + "{'name':'text','valueString':'Contradiction stays.'}"))
                .isEqualTo(new Review.Escalate(ReviewQueue.PHYSICIAN, "Contradiction stays."));
        assertThat(read("{'name':'decision','valueCode':'reassign'},{'name':'reviewer','valueString':'paula'}"))
                .isEqualTo(new Review.Reassign("paula"));
        assertThat(read("{'name':'decision','valueCode':'reassign'}")).isEqualTo(new Review.Reassign(null));
        assertThat(read("{'name':'decision','valueCode':'extend'},{'name':'text','valueString':'Awaiting records.'}"))
                .isEqualTo(new Review.Extend("Awaiting records."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reason", "section", "text", "appeal"})
    void aDenialNeedsAllItsParts(String part) {
        String without = DENIAL.lines()
                .filter(line -> !line.contains("\"" + part + "\""))
                .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                .collect(Collectors.joining(","));
        String blank =
                DENIAL.replaceAll("(\"name\":\"" + part + "\",\"value)(String|Coding)\":[^}]*}+", "$1String\":\"  \"}");

        assertThat(issues(without)).anyMatch(issue -> issue.getDiagnostics().startsWith(part + " is missing"));
        assertThat(issues(blank)).anyMatch(issue -> issue.getDiagnostics().startsWith(part + " must be"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'valueCoding':{'system':'https://codesystem.x12.org/external/886','code':'  '}",
                "'valueCoding':{'system':'https://codesystem.x12.org/external/886','display':'Not covered'}",
                "'valueCodeableConcept':{'coding':[{'system':'https://codesystem.x12.org/external/886','display':'x'}]}",
                "'valueCode':' '"
            })
    void aReasonIsACode(String value) {
        String denial = DENIAL.replaceAll("\"valueCoding\":[^}]*}", value);

        assertThat(issues(denial)).anyMatch(issue -> issue.getDiagnostics().startsWith("reason must be"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'decision','valueCode':'maybe'} | Parameters.parameter[0].value",
                "{'name':'text','valueString':'x'} | Parameters.parameter",
                "{'name':'decision','valueCode':'approve'},{'name':'units','valueDecimal':3} | Parameters.parameter[1].name",
                "{'name':'decision','valueCode':'approve'},{'name':'decision','valueCode':'deny'} |"
                        + " Parameters.parameter[0].value",
                "{'name':'decision','valueCode':'approve-modified'},{'name':'text','valueString':'x'} | Parameters.parameter",
                "{'name':'decision','valueCode':'approve-modified'},{'name':'units','valueDecimal':0},"
                        + "{'name':'text','valueString':'x'} | Parameters.parameter[1].value",
                "{'name':'decision','valueCode':'approve-modified'},{'name':'text','valueString':'x'},"
                        + "{'name':'period','valuePeriod':{'start':'2027-01-01','end':'2026-01-01'}} |"
                        + " Parameters.parameter[2].value",
                "{'name':'decision','valueCode':'ask-more'},{'name':'text','valueString':'x'},"
                        + "{'name':'document','valueString':'the chart'} | Parameters.parameter[2].value",
                "{'name':'decision','valueCode':'escalate'},{'name':'text','valueString':'x'},"
                        + "{'name':'queue','valueCode':'surgeon'} | Parameters.parameter[2].value"
            })
    void saysWhichElementIsWrong(String parameters, String expression) {
        assertThat(issues(parameters))
                .anyMatch(issue -> issue.getExpression().get(0).getValue().equals(expression));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "{\"resourceType\":\"Patient\"}",
                "[]",
                "{\"resourceType\":\"Parameters\",\"parameters\":[{\"name\":\"decision\"}]}"
            })
    void refusesOtherBodies(String body) {
        assertThat(rejection(body).status()).isEqualTo(400);
    }

    private Review read(String parameters) {
        return reader.read(body(parameters).getBytes(StandardCharsets.UTF_8));
    }

    private List<OperationOutcomeIssueComponent> issues(String parameters) {
        RejectedRequest rejection = rejection(body(parameters));
        assertThat(rejection.status()).isEqualTo(422);
        return rejection.outcome().getIssue();
    }

    private RejectedRequest rejection(String body) {
        return catchThrowableOfType(() -> reader.read(body.getBytes(StandardCharsets.UTF_8)), RejectedRequest.class);
    }

    private static String body(String parameters) {
        return "{\"resourceType\":\"Parameters\",\"parameter\":[" + parameters.replace('\'', '"') + "]}";
    }
}
