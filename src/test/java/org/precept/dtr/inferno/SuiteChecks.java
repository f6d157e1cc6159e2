package org.precept.dtr.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tests of the suite that look at answers: S3 to S6 of the static group; A3 to A8 and A10 to A13 of the adaptive one. S1,
 * S2, A1, A2 and A9 look at requests only, which the tester brings.
 */
final class SuiteChecks {
    private static final Set<Integer> OF_PACKAGES = Set.of(200, 201);
    private static final Set<Integer> OF_QUESTIONS = Set.of(200, 202);

    private static final List<Check> PACKAGES = List.of(
            new Check("3", "200 or 201 with a package in Parameters or a Bundle", run -> response(run.packages())),
            new Check(
                    "4",
                    "libraries with CQL and ELM, each with a name of its own",
                    run -> FormRules.libraries(run.packages().entries("Library"))),
            new Check(
                    "5",
                    "libraries that forms name are there, and CQL fills the forms",
                    run -> FormRules.extensions(
                            run.packages().entries("Questionnaire"),
                            run.packages().libraryUrls())),
            new Check(
                    "6",
                    "CQL fills the items",
                    run -> FormRules.expressions(run.packages().entries("Questionnaire"))));

    private static final List<Check> ADAPTIVE_ONLY = List.of(
            new Check("A7", "bundles are collections that begin with the form", run -> bundles(run.packages())),
            new Check("A8", "forms to search have no questions of their own", run -> searched(run.packages())),
            new Check("A10", "200 or 202 with a bare QuestionnaireResponse", SuiteChecks::steps),
            new Check(
                    "A11",
                    "libraries that growing forms name are in the package, and CQL fills the forms",
                    run -> FormRules.extensions(growing(run), run.packages().libraryUrls())),
            new Check("A12", "CQL fills the items of growing forms", run -> FormRules.expressions(growing(run))),
            new Check("A13", "one response is completed", SuiteChecks::completed));

    private SuiteChecks() {}

    /** S3 to S6. */
    static List<Check> ofStaticForms() {
        return named("S");
    }

    /** A3 to A8, A10 to A13. */
    static List<Check> ofAdaptiveForms() {
        return Stream.concat(named("A").stream(), ADAPTIVE_ONLY.stream()).toList();
    }

    private static List<Check> named(String group) {
        return PACKAGES.stream()
                .map(check -> new Check(group + check.id(), check.says(), check.problems()))
                .toList();
    }

    private static List<String> response(Received packages) {
        List<String> problems = new ArrayList<>();
        if (!OF_PACKAGES.contains(packages.status())) {
            problems.add("HTTP status " + packages.status());
        }
        if (!Set.of("Parameters", "Bundle").contains(packages.type())) {
            problems.add("neither Parameters nor Bundle: " + packages.type());
        }
        if (packages.bundles().isEmpty()) {
            problems.add("no package");
        }
        return problems;
    }

    private static List<String> bundles(Received packages) {
        return packages.bundles().stream()
                .filter(bundle -> !bundle.path("type").asText().equals("collection")
                        || !Received.typeOf(bundle.at("/entry/0/resource")).equals("Questionnaire"))
                .map(bundle -> "no collection that begins with a Questionnaire")
                .toList();
    }

    private static List<String> searched(Received packages) {
        List<JsonNode> forms = packages.entries("Questionnaire");
        List<String> problems = new ArrayList<>(forms.isEmpty() ? List.of("no form") : List.of());
        forms.stream()
                .filter(form -> form.has("item") || form.path("url").asText().isEmpty())
                .forEach(form -> problems.add("a form to search needs a url and no item"));
        return problems;
    }

    private static List<String> steps(Run run) {
        List<String> problems = new ArrayList<>(run.steps().isEmpty() ? List.of("no step") : List.of());
        for (Received step : run.steps()) {
            if (!OF_QUESTIONS.contains(step.status())) {
                problems.add("HTTP status " + step.status());
            }
            if (!step.type().equals("QuestionnaireResponse")) {
                problems.add("no bare QuestionnaireResponse but " + step.type());
            }
        }
        return problems;
    }

    private static List<JsonNode> growing(Run run) {
        return run.steps().stream().flatMap(step -> step.contained().stream()).toList();
    }

    private static List<String> completed(Run run) {
        return run.steps().stream()
                        .anyMatch(
                                step -> step.resource().path("status").asText().equals("completed"))
                ? List.of()
                : List.of("no response is completed");
    }
}
