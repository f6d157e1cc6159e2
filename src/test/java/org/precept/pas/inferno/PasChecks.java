package org.precept.pas.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tests of the server suites that look at answers: groups 2.1 to 2.4 (decisions and updates), 3.1 and 3.2 but for the
 * must-support lists ({@link MustSupport}), 4 (errors). Those that look at requests check what the tester brings.
 */
final class PasChecks {
    private static final Set<Integer> FINE = Set.of(200, 201);
    private static final String ACTIONS = "https://codesystem.x12.org/005010/306";
    private static final String UNITS = "https://codesystem.x12.org/005010/673";
    private static final Pattern STORED = Pattern.compile("(DocumentReference|QuestionnaireResponse)/");
    private static final String PAS = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/";

    private PasChecks() {}

    /** Of every request that can be processed. */
    static List<PasCheck> ofAnswers() {
        return List.of(
                new PasCheck("answer", "200 or 201 with a Bundle, or Parameters", PasChecks::answer),
                new PasCheck("first", "a Bundle that begins with the ClaimResponse", PasChecks::first),
                new PasCheck("names", "every entry has one name of its own", each(BundleRules::names)),
                new PasCheck("references", "what is referred to is there", each(BundleRules::references)),
                new PasCheck("echo", "what was sent goes back unchanged", PasChecks::echo),
                new PasCheck("identifier", "the identifier of the submission", PasChecks::identifier),
                new PasCheck("sequences", "items as they were numbered, all of them", PasChecks::sequences),
                new PasCheck("decision", "the decision that the request is made for", PasChecks::decision),
                new PasCheck("quantities", "quantities with value and X12 unit", PasChecks::quantities),
                new PasCheck("inquiry", "an inquiry gets no requests for documents", PasChecks::inquiry));
    }

    /** Of what cannot be processed. */
    static List<PasCheck> ofErrors() {
        return List.of(new PasCheck("error", "no success, and one OperationOutcome", exchange -> {
            List<String> problems = new ArrayList<>();
            if (exchange.status() < 400 || exchange.status() >= 500) {
                problems.add("HTTP status " + exchange.status());
            }
            if (!Exchange.typeOf(exchange.answered()).equals("OperationOutcome")) {
                problems.add("no OperationOutcome but " + Exchange.typeOf(exchange.answered()));
            }
            return problems;
        }));
    }

    /** Of documents sent by {@code $submit-attachment}. */
    static List<PasCheck> ofAttachments() {
        return List.of(new PasCheck("stored", "200 with an OperationOutcome that says what was stored", exchange -> {
            List<String> problems = new ArrayList<>();
            if (exchange.status() != 200
                    || !Exchange.typeOf(exchange.answered()).equals("OperationOutcome")) {
                problems.add("status " + exchange.status() + " with " + Exchange.typeOf(exchange.answered()));
            }
            List<JsonNode> issues = Exchange.elements(exchange.answered().path("issue"));
            if (issues.stream()
                    .anyMatch(issue -> !issue.path("severity").asText().equals("information"))) {
                problems.add("an issue that is more than information");
            }
            if (issues.stream()
                    .noneMatch(issue ->
                            STORED.matcher(issue.path("diagnostics").asText()).find())) {
                problems.add("nothing that names what was stored");
            }
            return problems;
        }));
    }

    /** All that is wrong, each with the exchange and the check that found it. */
    static List<String> problems(List<PasCheck> checks, List<Exchange> exchanges) {
        return exchanges.stream()
                .flatMap(exchange -> checks.stream()
                        .flatMap(check -> check.problems().apply(exchange).stream()
                                .map(problem -> exchange + ": " + check.id() + ": " + problem)))
                .toList();
    }

    private static List<String> first(Exchange exchange) {
        boolean several = exchange.isInquiry() && exchange.edition().equals("2.0.1");
        return each(bundle -> BundleRules.claimResponseFirst(bundle, several)).apply(exchange);
    }

    private static Function<Exchange, List<String>> each(Function<JsonNode, List<String>> rule) {
        return exchange -> exchange.bundles().stream()
                .filter(bundle -> !isEmpty(bundle, exchange))
                .flatMap(bundle -> rule.apply(bundle).stream())
                .toList();
    }

    /** 2.0.1 answers an inquiry that finds nothing with a Bundle, which must not be without entries. */
    private static boolean isEmpty(JsonNode bundle, Exchange exchange) {
        return exchange.isInquiry()
                && exchange.edition().equals("2.0.1")
                && Exchange.resourcesIn(bundle).stream()
                        .allMatch(resource -> Exchange.typeOf(resource).equals("OperationOutcome"));
    }

    private static List<String> answer(Exchange exchange) {
        String expected = exchange.isInquiry() && exchange.edition().equals("2.2.1") ? "Parameters" : "Bundle";
        List<String> problems = new ArrayList<>();
        if (!FINE.contains(exchange.status())) {
            problems.add("HTTP status " + exchange.status());
        }
        JsonNode answered = exchange.answered();
        if (!Exchange.typeOf(answered).equals(expected)) {
            problems.add("no " + expected + " but " + Exchange.typeOf(answered));
        }
        answered.path("parameter").forEach(parameter -> {
            if (!parameter.path("name").asText().equals("return")
                    || !Exchange.typeOf(parameter.path("resource")).equals("Bundle")) {
                problems.add("a parameter that is no return with a Bundle");
            }
        });
        return problems;
    }

    private static List<String> echo(Exchange exchange) {
        // An inquiry is answered with what the request brought, not with what the inquiry did.
        return exchange.isInquiry()
                ? List.of()
                : exchange.bundles().stream()
                        .flatMap(bundle -> BundleRules.echoes(bundle, exchange.asked()).stream())
                        .toList();
    }

    private static List<String> identifier(Exchange exchange) {
        return exchange.isInquiry()
                        || exchange.bundles().stream()
                                .allMatch(bundle -> bundle.path("identifier")
                                        .equals(exchange.asked().path("identifier")))
                ? List.of()
                : List.of("not the identifier of the request Bundle");
    }

    private static List<String> sequences(Exchange exchange) {
        Set<String> asked = sequences(exchange.asked().at("/entry/0/resource/item"), "sequence");
        List<String> problems = new ArrayList<>();
        for (JsonNode response : claimResponses(exchange).toList()) {
            Set<String> returned = sequences(response.path("item"), "itemSequence");
            if (!exchange.isInquiry() && !returned.isEmpty() && !asked.isEmpty() && !returned.equals(asked)) {
                problems.add("asked for items " + asked + ", answered " + returned);
            }
            if (returned.isEmpty() && !response.path("outcome").asText().equals("error")) {
                problems.add("no items, and no error");
            }
        }
        return problems;
    }

    private static Set<String> sequences(JsonNode items, String name) {
        Set<String> sequences = new TreeSet<>();
        items.forEach(item -> sequences.add(item.path(name).asText()));
        return sequences;
    }

    private static List<String> decision(Exchange exchange) {
        String wanted = exchange.decision();
        return wanted == null
                        || claimResponses(exchange)
                                .anyMatch(response -> actions(response).contains(wanted))
                ? List.of()
                : List.of("no item is decided " + wanted);
    }

    private static Set<String> actions(JsonNode response) {
        Set<String> actions = new TreeSet<>();
        for (JsonNode item : response.path("item")) {
            for (JsonNode coding : item.path("adjudication").findValues("coding").stream()
                    .flatMap(codings -> Exchange.elements(codings).stream())
                    .toList()) {
                if (coding.path("system").asText().equals(ACTIONS)) {
                    actions.add(coding.path("code").asText());
                }
            }
        }
        return actions;
    }

    /** prof-2 and prof-3 of 2.2.1. */
    private static List<String> quantities(Exchange exchange) {
        return claimResponses(exchange)
                .flatMap(response -> Stream.concat(
                        response.findValues("quantity").stream(), response.findValues("valueQuantity").stream()))
                .filter(quantity -> !quantity.hasNonNull("value")
                        || !(quantity.hasNonNull("unit") || quantity.hasNonNull("code"))
                        || (quantity.hasNonNull("code")
                                && !quantity.path("system").asText().equals(UNITS)))
                .map(quantity -> "quantity without value or X12 unit: " + quantity)
                .toList();
    }

    private static List<String> inquiry(Exchange exchange) {
        return exchange.isInquiry()
                        && claimResponses(exchange)
                                .anyMatch(response -> response.has("communicationRequest")
                                        || !profiles(response).contains(PAS + "profile-claiminquiryresponse"))
                ? List.of("no profile-claiminquiryresponse, or it asks for documents")
                : List.of();
    }

    private static List<String> profiles(JsonNode resource) {
        return Exchange.elements(resource.at("/meta/profile")).stream()
                .map(JsonNode::asText)
                .toList();
    }

    private static Stream<JsonNode> claimResponses(Exchange exchange) {
        return exchange.resources().stream()
                .filter(resource -> Exchange.typeOf(resource).equals("ClaimResponse"));
    }
}
