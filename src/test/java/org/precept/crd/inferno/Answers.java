package org.precept.crd.inferno;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Right and wrong answers to an order-sign call for MedicationRequest/mr1. */
final class Answers {
    private static final String CARD = """
            {"summary":"s","indicator":"info","source":{"label":"l","topic":{"code":"c","system":"s"}}MORE}""";
    private static final String LINK = ",\"links\":[{\"label\":\"l\",\"url\":\"https://x.example\",\"type\":\"TYPE\"}]";
    private static final String SUGGESTION =
            ",\"selectionBehavior\":\"any\",\"suggestions\":[{\"label\":\"l\",\"actions\":[ACTIONS]}]";
    private static final String ACTION = "{\"type\":\"TYPE\",\"description\":\"d\",\"resource\":RESOURCE}";
    private static final String DELETE = "{\"type\":\"delete\",\"description\":\"d\",\"resourceId\":\"RESOURCE\"}";
    private static final String TASK = """
            {"resourceType":"Task","code":{"coding":[{"code":"complete-questionnaire"}]},"input":[{
            "type":{"text":"questionnaire"},"valueCanonical":"https://x.example/Questionnaire/q"}]}""";

    private Answers() {}

    static Stream<Arguments> right() {
        String statement = actions(update("MedicationRequest", statement("Coverage/1", "a", "")));
        return Stream.of(
                arguments(HookChecks.ANSWERED, complete()),
                arguments(HookChecks.RESPONSE, complete()),
                arguments(HookChecks.OPTIONAL_FIELDS, cards(LINK.replace("TYPE", "absolute"))),
                arguments(HookChecks.EXTERNAL_REFERENCE, cards(LINK.replace("TYPE", "absolute"))),
                arguments(HookChecks.LAUNCH_SMART, cards(LINK.replace("TYPE", "smart"))),
                arguments(HookChecks.INSTRUCTIONS, cards(",\"detail\":\"d\"")),
                arguments(HookChecks.COVERAGE_INFORMATION, statement),
                arguments(HookChecks.COVERAGE_STATEMENTS, statement),
                arguments(
                        HookChecks.COVERAGE_STATEMENTS,
                        actions(update(
                                "MedicationRequest",
                                statement("Coverage/1", "a", "P1") + "," + statement("Coverage/2", "b", "P2")))),
                arguments(
                        HookChecks.ALTERNATE_REQUEST,
                        cards(suggestion(resource("update", "MedicationRequest", "mr1")))),
                arguments(
                        HookChecks.ALTERNATE_REQUEST,
                        cards(suggestion(DELETE.replace("RESOURCE", "MedicationRequest/mr1") + ","
                                + resource("create", "MedicationRequest", "new")))),
                arguments(HookChecks.ADDITIONAL_ORDERS, cards(suggestion(resource("create", "ServiceRequest", "n")))),
                arguments(HookChecks.FORM_COMPLETION, cards(suggestion(action("create", TASK)))),
                arguments(HookChecks.FORM_COMPLETION, actions(action("create", TASK))),
                arguments(HookChecks.COVERAGE_UPDATE, cards(suggestion(resource("update", "Coverage", "c1")))),
                arguments(HookChecks.COVERAGE_UPDATE, actions(resource("update", "Coverage", "c1"))));
    }

    static Stream<Arguments> wrong() {
        String noDescription = resource("update", "Coverage", "c1").replace("\"description\":\"d\",", "");
        return Stream.concat(
                wrongResponses(),
                Stream.of(
                        wrong(HookChecks.EXTERNAL_REFERENCE, cards(",\"links\":[{\"type\":\"absolute\"}]"), "label"),
                        wrong(HookChecks.LAUNCH_SMART, cards(",\"links\":[{\"type\":\"smart\"}]"), "url"),
                        wrong(HookChecks.INSTRUCTIONS, "{\"cards\":[{\"summary\":\"s\"}]}", "indicator"),
                        wrong(
                                HookChecks.COVERAGE_INFORMATION,
                                actions(update("Encounter", statement("Coverage/1", "a", ""))),
                                "no coverage information"),
                        wrong(
                                HookChecks.COVERAGE_INFORMATION,
                                actions(resource("update", "MedicationRequest", "mr1")),
                                "no coverage information"),
                        statements(
                                statement("Coverage/1", "a", "") + "," + statement("Coverage/1", "b", ""), "not one"),
                        statements(statement("Coverage/1", "", ""), "not one assertion id"),
                        statements(
                                statement("Coverage/1", "a", "P1") + "," + statement("Coverage/1", "a", "P2"),
                                "more than one authorization"),
                        statements(
                                statement("Coverage/1", "a", "") + "," + statement("Coverage/2", "a", ""),
                                "have one assertion id"),
                        statements(
                                statement("Coverage/1", "a", "P") + "," + statement("Coverage/2", "b", "P"),
                                "have one authorization"),
                        wrong(
                                HookChecks.COVERAGE_STATEMENTS,
                                actions(update("MedicationRequest", statement("Coverage/1", "a", ""))
                                        .replace("update", "create")),
                                "no update"),
                        wrong(
                                HookChecks.ALTERNATE_REQUEST,
                                cards(suggestion(resource("update", "MedicationRequest", "other"))),
                                "updated but not a draft"),
                        wrong(
                                HookChecks.ALTERNATE_REQUEST,
                                cards(suggestion(DELETE.replace("RESOURCE", "MedicationRequest/other") + ","
                                        + resource("create", "MedicationRequest", "n"))),
                                "deleted but not a draft"),
                        wrong(
                                HookChecks.ALTERNATE_REQUEST,
                                cards(suggestion(DELETE.replace("RESOURCE", "MedicationRequest/mr1") + ","
                                        + resource("create", "ServiceRequest", "n"))),
                                "nothing of its type"),
                        wrong(
                                HookChecks.ADDITIONAL_ORDERS,
                                cards(suggestion(resource("create", "ServiceRequest", "n"))
                                        .replace("any", "all")),
                                "selectionBehavior"),
                        wrong(
                                HookChecks.FORM_COMPLETION,
                                actions(action("create", TASK).replace("\"description\":\"d\",", "")),
                                "description"),
                        wrong(HookChecks.COVERAGE_UPDATE, actions(noDescription), "description"),
                        wrong(HookChecks.COVERAGE_UPDATE, cards(suggestion(noDescription)), "description")));
    }

    /** Wrong in what every response must have and what its cards may have. */
    private static Stream<Arguments> wrongResponses() {
        return Stream.of(
                wrong(HookChecks.ANSWERED, "<html>", "not a JSON object"),
                response("{\"systemActions\":[]}", "cards are missing"),
                response("{\"cards\":[]}", "systemActions are missing"),
                response("{\"cards\":[],\"systemActions\":{}}", "no array"),
                response(cards("").replace("\"s\"", "\"" + "s".repeat(140) + "\""), "140"),
                response(cards("").replace("\"info\"", "\"hard-stop\""), "indicator is none"),
                response(cards("").replace("\"label\":\"l\",", ""), "label"),
                response(cards("").replace("\"code\":\"c\",", ""), "code"),
                response(cards("").replace(",\"system\":\"s\"", ""), "system"),
                response(actions(resource("update", "Coverage", "1").replace("\"d\"", "1")), "description"),
                response(actions(resource("upsert", "Coverage", "1")), "none of create"),
                response(actions(action("update", "{}")), "no resource"),
                response(actions(DELETE.replace("RESOURCE", "Coverage")), "not Type/id"),
                optional(",\"uuid\":7", "uuid"),
                optional(",\"detail\":{}", "detail"),
                optional(",\"links\":\"none\"", "links is not an array"),
                optional(LINK.replace("TYPE", "relative"), "neither absolute nor smart"),
                optional(LINK.replace("TYPE", "absolute").replace("https:", "see:"), "no URL"),
                optional(LINK.replace("TYPE", "absolute\",\"appContext\":\"x"), "appContext"),
                optional(",\"overrideReasons\":[{\"code\":\"c\",\"system\":\"s\"}]", "display"),
                optional(suggestion(resource("create", "Task", "t")).replace("\"label\":\"l\",", ""), "label"),
                optional(suggestion(""), "at least one"),
                optional(",\"suggestions\":[{\"label\":\"l\"}]", "selectionBehavior"));
    }

    /** An answer with an External Reference, an Instructions card and coverage information. */
    static String complete() {
        return "{\"cards\":[" + CARD.replace("MORE", "") + "," + CARD.replace("MORE", LINK.replace("TYPE", "absolute"))
                + "],\"systemActions\":[" + update("MedicationRequest", statement("Coverage/1", "a", "")) + "]}";
    }

    private static Arguments wrong(Check check, String answer, String problem) {
        return arguments(check, answer, problem);
    }

    private static Arguments response(String answer, String problem) {
        return wrong(HookChecks.RESPONSE, answer, problem);
    }

    private static Arguments optional(String more, String problem) {
        return wrong(HookChecks.OPTIONAL_FIELDS, cards(more), problem);
    }

    private static Arguments statements(String statements, String problem) {
        return wrong(HookChecks.COVERAGE_STATEMENTS, actions(update("MedicationRequest", statements)), problem);
    }

    private static String cards(String more) {
        return "{\"systemActions\":[],\"cards\":[" + CARD.replace("MORE", more) + "]}";
    }

    private static String actions(String action) {
        return "{\"cards\":[],\"systemActions\":[" + action + "]}";
    }

    private static String suggestion(String actions) {
        return SUGGESTION.replace("ACTIONS", actions);
    }

    private static String action(String type, String resource) {
        return ACTION.replace("TYPE", type).replace("RESOURCE", resource);
    }

    private static String resource(String type, String resourceType, String id) {
        return action(type, "{\"resourceType\":\"" + resourceType + "\",\"id\":\"" + id + "\"}");
    }

    private static String update(String type, String statements) {
        return action(
                "update", "{\"resourceType\":\"" + type + "\",\"id\":\"mr1\",\"extension\":[" + statements + "]}");
    }

    private static String statement(String coverage, String assertion, String authorization) {
        String satisfied = authorization.isEmpty()
                ? ""
                : ",{\"url\":\"satisfied-pa-id\",\"valueString\":\"" + authorization + "\"}";
        return """
                {"url":"http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information","extension":[
                {"url":"coverage","valueReference":{"reference":"%s"}},
                {"url":"coverage-assertion-id","valueString":"%s"}%s]}""".formatted(coverage, assertion, satisfied);
    }
}
