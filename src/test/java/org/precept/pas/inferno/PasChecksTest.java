package org.precept.pas.inferno;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every check finds what it is for, and nothing in an answer that is right. */
class PasChecksTest {
    private static final String CLAIM = "urn:uuid:00000000-0000-4000-8000-000000000001";
    private static final String PATIENT = "urn:uuid:00000000-0000-4000-8000-000000000002";
    private static final String RESPONSE = "urn:uuid:00000000-0000-4000-8000-000000000003";
    private static final String PATIENT_ENTRY = """
            {"fullUrl":"%s","resource":{"resourceType":"Patient","id":"p","gender":"unknown"}}""".formatted(PATIENT);
    private static final String REQUEST = """
            {"resourceType":"Bundle","identifier":{"value":"S"},"entry":[
             {"fullUrl":"%s","resource":{"resourceType":"Claim","id":"c","item":[{"sequence":1},{"sequence":2}]}},%s]}""".formatted(CLAIM, PATIENT_ENTRY);
    private static final String ANSWER = """
            {"resourceType":"Bundle","type":"collection","identifier":{"value":"S"},"timestamp":"2026-11-16T10:00:00Z","entry":[
             {"fullUrl":"%s","resource":{"resourceType":"ClaimResponse","id":"r","outcome":"complete",
              "meta":{"profile":["http://hl7.org/fhir/us/davinci-pas/StructureDefinition/profile-claiminquiryresponse"]},
              "patient":{"reference":"%s"},"request":{"reference":"%s"},
              "item":[{"itemSequence":1,"adjudication":[{"extension":[{"url":"x","valueCodeableConcept":{"coding":[
                {"system":"https://codesystem.x12.org/005010/306","code":"A1"}]}}]}]},{"itemSequence":2}],
              "addItem":[{"quantity":{"value":1,"unit":"Unit","code":"UN","system":"https://codesystem.x12.org/005010/673"}}]}},
             %s]}""".formatted(RESPONSE, PATIENT, CLAIM, PATIENT_ENTRY);

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("answer", submitted(500, ANSWER)),
                Arguments.of("answer", submitted(200, "{\"resourceType\":\"OperationOutcome\"}")),
                Arguments.of("answer", submitted(200, "no JSON")),
                Arguments.of("answer", inquired("2.2.1", ANSWER)),
                Arguments.of("answer", inquired("2.0.1", wrapped(ANSWER))),
                Arguments.of("answer", inquired("2.2.1", wrapped(ANSWER).replace("return", "responseBundle"))),
                Arguments.of("first", submitted("ClaimResponse", "Claim")),
                Arguments.of("first", submitted("\"collection\"", "\"batch\"")),
                Arguments.of("first", submitted("\"timestamp\"", "\"time\"")),
                Arguments.of("names", submitted(RESPONSE, "urn:uuid:00000000-0000-1000-8000-000000000003")),
                Arguments.of(
                        "names", submitted("\"fullUrl\":\"" + RESPONSE, "\"fullUrl\":\"https://a.example/Claim/r")),
                Arguments.of("names", submitted(PATIENT_ENTRY, PATIENT_ENTRY + "," + PATIENT_ENTRY)),
                Arguments.of("references", submitted("\"reference\":\"" + PATIENT, "\"reference\":\"Patient/other")),
                Arguments.of("references", submitted(PATIENT_ENTRY, PATIENT_ENTRY + "," + PATIENT_ENTRY)),
                Arguments.of("echo", submitted("\"unknown\"", "\"male\"")),
                Arguments.of("echo", submitted("\"id\":\"p\"", "\"id\":\"q\"")),
                Arguments.of("identifier", submitted("\"S\"", "\"T\"")),
                Arguments.of("sequences", submitted("\"itemSequence\":2", "\"itemSequence\":3")),
                Arguments.of("sequences", submitted("\"item\":[", "\"detail\":[")),
                Arguments.of("decision", submitted("\"A1\"", "\"A4\"")),
                Arguments.of("quantities", submitted("005010/673", "005010/999")),
                Arguments.of("quantities", submitted("\"value\":1,", "")),
                Arguments.of(
                        "inquiry", inquired("2.2.1", wrapped(ANSWER.replace("claiminquiryresponse", "claimresponse")))),
                Arguments.of("inquiry", inquired("2.0.1", ANSWER.replace("\"addItem\"", "\"communicationRequest\""))));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String check, Exchange exchange) {
        assertThat(problems(check, exchange)).isNotEmpty();
    }

    @Test
    void everyCheckHasAnAnswerThatFailsIt() {
        assertThat(wrong().map(arguments -> String.valueOf(arguments.get()[0])).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        PasChecks.ofAnswers().stream().map(PasCheck::id).toList());
    }

    @Test
    void nothingIsFoundInWhatIsRight() {
        List<Exchange> right = List.of(
                submitted(200, ANSWER),
                inquired("2.0.1", ANSWER),
                inquired("2.2.1", wrapped(ANSWER)),
                inquired("2.2.1", "{\"resourceType\":\"Parameters\"}", null));

        assertThat(PasChecks.problems(PasChecks.ofAnswers(), right)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"200, OperationOutcome", "500, OperationOutcome", "400, ClaimResponse"})
    void wrongErrors(int status, String type) {
        assertThat(PasChecks.problems(PasChecks.ofErrors(), List.of(refused(status, type))))
                .isNotEmpty();
        assertThat(PasChecks.problems(PasChecks.ofErrors(), List.of(refused(400, "OperationOutcome"))))
                .isEmpty();
    }

    @Test
    void anAttachmentThatWasNotStoredIsFound() {
        String stored = """
                {"resourceType":"OperationOutcome","issue":[
                 {"severity":"information","code":"informational","diagnostics":"Stored as DocumentReference/1."}]}""";

        assertThat(attached(200, stored)).isEmpty();
        assertThat(attached(202, stored)).isNotEmpty();
        assertThat(attached(200, stored.replace("\"information\"", "\"error\"")))
                .isNotEmpty();
        assertThat(attached(200, stored.replace("DocumentReference/1", "something")))
                .isNotEmpty();
        assertThat(attached(200, "{\"resourceType\":\"Bundle\"}")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient.name.given",
                "Patient.value[x]",
                "Patient.identifier(system=urn:a)",
                "Patient.extension(url=~epsdtIndicator).value[x]"
            })
    void elementsAreFound(String element) throws JsonProcessingException {
        JsonNode patient = new ObjectMapper().readTree("""
                {"resourceType":"Patient","name":[{"family":"X"},{"given":["A"]}],"valueDate":"2026-01-01",
                 "identifier":[{"system":"urn:b"},{"system":"urn:a"}],"extension":[
                 {"url":"http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-epsdtIndicator","valueBoolean":true}]}""");

        assertThat(MustSupport.carries(patient, element)).isTrue();
        assertThat(MustSupport.carries(new ObjectMapper().readTree("{\"resourceType\":\"Patient\"}"), element))
                .isFalse();
        assertThat(MustSupport.carries(patient, element.replace("Patient", "Claim")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.1", "2.0.1"})
    void everyLineOfTheListsCanBeRead(String edition) throws IOException {
        MustSupport list = MustSupport.of(edition);

        assertThat(list.elements().keySet()).containsExactly("inquire", "submit");
        assertThat(list.missing("submit", List.of())).hasSizeGreaterThan(90);
        for (List<String> elements : list.elements().values()) {
            for (String element : elements) {
                String type = element.substring(0, element.indexOf('.'));
                JsonNode empty = new ObjectMapper().readTree("{\"resourceType\":\"" + type + "\"}");
                assertThat(MustSupport.carries(empty, element)).isFalse();
            }
        }
    }

    private static List<String> problems(String id, Exchange exchange) {
        return PasChecks.ofAnswers().stream()
                .filter(check -> check.id().equals(id))
                .flatMap(check -> check.problems().apply(exchange).stream())
                .toList();
    }

    private static List<String> attached(int status, String answer) {
        return PasChecks.problems(
                PasChecks.ofAttachments(),
                List.of(new Exchange("test", "submit-attachment", "2.2.1", null, "{}", status, answer)));
    }

    private static Exchange submitted(String right, String wrong) {
        int at = ANSWER.indexOf(right);
        assertThat(at).as(right).isNotNegative();
        return submitted(200, ANSWER.substring(0, at) + wrong + ANSWER.substring(at + right.length()));
    }

    private static Exchange submitted(int status, String answer) {
        return new Exchange("test", "submit", "2.2.1", "A1", REQUEST, status, answer);
    }

    private static Exchange inquired(String edition, String answer) {
        return inquired(edition, answer, "A1");
    }

    private static Exchange inquired(String edition, String answer, @Nullable String decision) {
        return new Exchange("test", "inquire", edition, decision, REQUEST, 200, answer);
    }

    private static Exchange refused(int status, String type) {
        return new Exchange("test", "submit", "2.2.1", null, "{}", status, "{\"resourceType\":\"" + type + "\"}");
    }

    private static String wrapped(String bundle) {
        return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"return\",\"resource\":" + bundle + "}]}";
    }
}
