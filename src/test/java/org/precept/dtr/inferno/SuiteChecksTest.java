package org.precept.dtr.inferno;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check finds what it is for, and nothing in an answer that is right. */
class SuiteChecksTest {
    private static final String SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
    private static final String LIBRARY = """
            {"resource":{"resourceType":"Library","url":"https://a.example/Library/A","name":"A","version":"1",
             "content":[{"contentType":"text/cql"},{"contentType":"application/elm+json"}]}}""";
    private static final String FORM = """
            {"resourceType":"Questionnaire","url":"https://a.example/Questionnaire/q","extension":[
             {"url":"http://hl7.org/fhir/StructureDefinition/cqf-library","valueCanonical":"https://a.example/Library/A"},
             {"url":"http://hl7.org/fhir/StructureDefinition/variable","valueExpression":{"language":"text/cql"}}],
             "item":[{"linkId":"g","item":[{"linkId":"q","extension":[
              {"url":"%sinitialExpression","valueExpression":{"language":"text/cql"}}]}]}]}""".formatted(SDC);
    private static final String SEARCHED = FORM.substring(0, FORM.indexOf("],\n \"item\"")) + "]}";
    private static final String RIGHT = packages(FORM, LIBRARY);
    private static final String STEP = """
            {"resourceType":"QuestionnaireResponse","status":"completed","contained":[%s]}""".formatted(FORM);

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("S3", 400, RIGHT),
                arguments("S3", 200, "{\"resourceType\":\"Parameters\",\"parameter\":[]}"),
                arguments("S3", 200, "{\"resourceType\":\"OperationOutcome\"}"),
                arguments("S3", 200, "no JSON"),
                arguments("S4", 200, packages(FORM)),
                arguments("S4", 200, RIGHT.replace("text/cql\"},{", "text/plain\"},{")),
                arguments("S4", 200, RIGHT.replace("application/elm+json", "application/elm+xml")),
                arguments("S4", 200, packages(FORM, LIBRARY, LIBRARY.replace("Library/A", "Library/B"))),
                arguments("S5", 200, packages(FORM.replace("Library/A", "Library/A|1"), LIBRARY)),
                arguments("S5", 200, packages("{\"resourceType\":\"Questionnaire\"}", LIBRARY)),
                arguments("S5", 200, packages("{\"resourceType\":\"ValueSet\"}", LIBRARY)),
                arguments("S5", 200, packages(FORM.replaceFirst("text/cql", "text/cql-identifier"), LIBRARY)),
                arguments("S6", 200, packages(FORM.replace("text/cql\"}}]}]", "text/fhirpath\"}}]}]"), LIBRARY)),
                arguments(
                        "S6",
                        200,
                        packages(
                                FORM.replace("text/cql\"}}]}]", "text/fhirpath\"}}]}]")
                                        .replace("initialExpression", "contextExpression"),
                                LIBRARY)),
                arguments("S6", 200, packages("{\"resourceType\":\"ValueSet\"}", LIBRARY)));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String check, int status, String body) {
        Run run = Run.of(new Received(status, body));

        assertThat(problems(check, SuiteChecks.ofStaticForms(), run)).isNotEmpty();
    }

    static Stream<Arguments> wrongAdaptive() {
        Received right = new Received(200, packages(SEARCHED, LIBRARY));
        return Stream.of(
                Arguments.of("A3", new Run(new Received(500, right.body()), List.of())),
                Arguments.of("A4", Run.of(new Received(200, packages(SEARCHED)))),
                Arguments.of("A5", Run.of(new Received(200, packages(SEARCHED.replace("/A", "/B"), LIBRARY)))),
                Arguments.of("A6", Run.of(new Received(200, packages("{}", LIBRARY)))),
                Arguments.of("A7", Run.of(new Received(200, right.body().replace("collection", "batch")))),
                Arguments.of("A7", Run.of(new Received(200, packages("{}", LIBRARY)))),
                Arguments.of("A8", Run.of(new Received(200, RIGHT))),
                Arguments.of("A8", Run.of(new Received(200, packages("{}", LIBRARY)))),
                Arguments.of("A10", new Run(right, List.of())),
                Arguments.of("A10", steps(right, 400, STEP)),
                Arguments.of("A10", steps(right, 200, "{\"resourceType\":\"Parameters\"}")),
                Arguments.of("A11", steps(right, 200, "{\"resourceType\":\"QuestionnaireResponse\"}")),
                Arguments.of("A11", steps(right, 200, STEP.replace("Library/A", "Library/A|1"))),
                Arguments.of("A12", steps(right, 200, STEP.replace("text/cql\"}}]}]", "text/fhirpath\"}}]}]"))),
                Arguments.of("A13", steps(right, 200, STEP.replace("completed", "in-progress"))));
    }

    @ParameterizedTest
    @MethodSource
    void wrongAdaptive(String check, Run run) {
        assertThat(problems(check, SuiteChecks.ofAdaptiveForms(), run)).isNotEmpty();
    }

    @Test
    void nothingIsFoundInWhatIsRight() {
        assertThat(SuiteChecks.ofStaticForms())
                .allSatisfy(check -> assertThat(check.problems().apply(Run.of(new Received(200, RIGHT))))
                        .as("%s", check)
                        .isEmpty());
        Run adaptive = steps(new Received(200, packages(SEARCHED, LIBRARY)), 200, STEP);
        assertThat(SuiteChecks.ofAdaptiveForms())
                .allSatisfy(check -> assertThat(check.problems().apply(adaptive))
                        .as("%s", check)
                        .isEmpty());
    }

    @Test
    void everyCheckHasAnAnswerThatFailsIt() {
        assertThat(Stream.concat(wrong(), wrongAdaptive())
                        .map(arguments -> String.valueOf(arguments.get()[0]))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(SuiteChecks.ofStaticForms().stream(), SuiteChecks.ofAdaptiveForms().stream())
                                .map(Check::id)
                                .toList());
    }

    @Test
    void aPackageMayComeAsABareBundle() {
        String bundle = RIGHT.substring(RIGHT.indexOf("{\"resourceType\":\"Bundle\""), RIGHT.length() - 3);

        assertThat(new Received(201, bundle).bundles()).hasSize(1);
    }

    private static List<String> problems(String id, List<Check> checks, Run run) {
        return checks.stream()
                .filter(check -> check.id().equals(id))
                .flatMap(check -> check.problems().apply(run).stream())
                .toList();
    }

    private static Run steps(Received packages, int status, String body) {
        return new Run(packages, List.of(new Received(status, body)));
    }

    private static Arguments arguments(String check, int status, String body) {
        return Arguments.of(check, status, body);
    }

    private static String packages(String form, String... entries) {
        String others = Stream.of(entries).map(entry -> "," + entry).reduce("", String::concat);
        return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"any\",\"resource\":{\"resourceType\":\"Bundle\","
                + "\"type\":\"collection\",\"entry\":[{\"resource\":" + form + "}" + others + "]}}]}";
    }
}
