package org.precept.crd.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The tests of one hook that look at the answer: 3.x.1 and 3.x.5 to 3.x.15 (2 asks the same of one call of any hook).
 * 3.x.2 to 3.x.4 look at the request only. That resources conform to their profiles is left to the validator.
 */
final class HookChecks {
    static final Check ANSWERED = new Check("3.x.1", "200 and JSON", HookChecks::answered);
    static final Check RESPONSE = new Check("3.x.5", "cards and system actions have what they must", HookChecks::valid);
    static final Check OPTIONAL_FIELDS =
            new Check("3.x.6", "optional fields of cards are right", cards(card -> true, HookChecks::optional));
    static final Check EXTERNAL_REFERENCE =
            new Check("3.x.7", "External Reference", cards(CardType::externalReference, HookChecks::optional));
    static final Check LAUNCH_SMART =
            new Check("3.x.8", "Launch SMART Application", cards(CardType::launchSmart, HookChecks::optional));
    static final Check INSTRUCTIONS =
            new Check("3.x.9", "Instructions", cards(CardType::instructions, HookChecks::required));
    static final Check COVERAGE_INFORMATION =
            new Check("3.x.10", "coverage information is there", HookChecks::coverageInformation);
    static final Check COVERAGE_STATEMENTS = new Check(
            "3.x.11",
            "coverage information comes by update, with one assertion id per coverage",
            exchange -> found(CoverageStatements.of(exchange).stream().map(CoverageStatements::problems)));
    static final Check ALTERNATE_REQUEST = new Check(
            "3.x.12",
            "Propose Alternate Request changes drafts only",
            exchange ->
                    found(proposals(exchange).map(card -> AlternateRequest.problems(card, exchange.draftOrders()))));
    static final Check ADDITIONAL_ORDERS =
            new Check("3.x.13", "Additional Orders", cards(CardType::additionalOrders, HookChecks::optional));
    static final Check FORM_COMPLETION = new Check(
            "3.x.14",
            "Request Form Completion",
            exchange -> found(Stream.concat(
                    exchange.cards().stream().filter(CardType::formCompletion).map(card -> optional(card, exchange)),
                    exchange.systemActions().stream()
                            .filter(CardType::createsQuestionnaireTask)
                            .map(Fields::ofAction))));
    static final Check COVERAGE_UPDATE = new Check(
            "3.x.15",
            "Create or Update Coverage",
            exchange -> found(Stream.concat(
                    exchange.cards().stream().filter(CardType::coverageUpdate).map(card -> optional(card, exchange)),
                    exchange.systemActions().stream()
                            .filter(CardType::changesCoverage)
                            .map(Fields::ofAction))));

    private HookChecks() {}

    static List<Check> all() {
        return List.of(
                ANSWERED,
                RESPONSE,
                OPTIONAL_FIELDS,
                EXTERNAL_REFERENCE,
                LAUNCH_SMART,
                INSTRUCTIONS,
                COVERAGE_INFORMATION,
                COVERAGE_STATEMENTS,
                ALTERNATE_REQUEST,
                ADDITIONAL_ORDERS,
                FORM_COMPLETION,
                COVERAGE_UPDATE);
    }

    private static Finding answered(Exchange exchange) {
        List<String> problems = new ArrayList<>();
        if (exchange.status() != 200) {
            problems.add("HTTP status " + exchange.status() + ": " + exchange.body());
        }
        if (!exchange.answer().isObject()) {
            problems.add("the answer is not a JSON object");
        }
        return Finding.of(problems);
    }

    private static Finding valid(Exchange exchange) {
        List<String> problems = new ArrayList<>();
        JsonNode answer = exchange.answer();
        if (!answer.path("cards").isArray()) {
            problems.add("cards are missing or no array");
        }
        if (exchange.primary() && !answer.has("systemActions")) {
            problems.add("systemActions are missing");
        }
        if (answer.has("systemActions") && !answer.path("systemActions").isArray()) {
            problems.add("systemActions are no array");
        }
        exchange.cards().forEach(card -> problems.addAll(Fields.ofCard(card)));
        exchange.systemActions().forEach(action -> problems.addAll(Fields.ofAction(action)));
        return Finding.of(problems);
    }

    private static Finding coverageInformation(Exchange exchange) {
        boolean present = !CoverageStatements.of(exchange).isEmpty();
        return present || !exchange.primary()
                ? new Finding(present, List.of())
                : new Finding(false, List.of("no coverage information at " + exchange.hook()));
    }

    private static Stream<JsonNode> proposals(Exchange exchange) {
        return exchange.cards().stream().filter(CardType::alternateRequest);
    }

    private static Function<Exchange, Finding> cards(
            Predicate<JsonNode> type, BiFunction<JsonNode, Exchange, List<String>> problems) {
        return exchange -> found(exchange.cards().stream().filter(type).map(card -> problems.apply(card, exchange)));
    }

    private static List<String> required(JsonNode card, Exchange exchange) {
        return Fields.ofCard(card);
    }

    private static List<String> optional(JsonNode card, Exchange exchange) {
        return Stream.concat(Fields.ofCard(card).stream(), Fields.optionalOfCard(card).stream())
                .toList();
    }

    private static Finding found(Stream<List<String>> each) {
        List<List<String>> all = each.toList();
        return all.isEmpty()
                ? Finding.absent()
                : Finding.of(all.stream().flatMap(List::stream).toList());
    }
}
