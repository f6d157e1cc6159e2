package org.precept.crd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;
import org.precept.crd.card.Card;
import org.precept.crd.coverage.CoverageInformation;
import org.precept.crd.coverage.CoverageInformation.DocNeeded;
import org.precept.crd.coverage.CoverageInformation.InfoNeeded;
import org.precept.crd.coverage.CoverageInformation.PaNeeded;
import org.precept.crd.metrics.AnswerMeasures;
import org.precept.crd.metrics.AnswerMeasures.Coverage;
import org.precept.crd.metrics.AnswerMeasures.Request;
import org.precept.crd.metrics.AnswerMeasures.Response;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodingKey;

/** What is measured of an answer. */
final class Measuring {
    private static final String ADAPTIVE = "-adaptive";

    private Measuring() {}

    /**
     * Measures an answer.
     *
     * @param said statements that were sent
     * @param cards those that were sent, in their order
     */
    static AnswerMeasures of(Seen seen, Assessed assessed, List<OrderUpdates.Said> said, List<Card> cards) {
        List<Request> requests = new ArrayList<>();
        CodingKey businessLine = businessLine(assessed.insurance()).orElse(null);
        for (Assessment assessment : assessed.orders()) {
            DraftOrder order = assessment.order();
            List<Response> responses = new ArrayList<>();
            said.stream()
                    .filter(each -> each.order().number() == order.number())
                    .forEach(each -> responses.add(response(each, businessLine)));
            for (int i = 0; i < cards.size(); i++) {
                // What is about no request of the call is listed with the first.
                if (cards.get(i).orders().contains(order.reference())
                        || requests.isEmpty() && aboutNone(cards.get(i), assessed)) {
                    responses.add(response(cards.get(i), i + 1));
                }
            }
            requests.add(new Request(
                    order.received().text().type(),
                    order.facts().codings().stream()
                            .flatMap(coding -> CodingKey.of(coding).stream())
                            .distinct()
                            .toList(),
                    responses));
        }
        if (seen.encounter() != null && requests.isEmpty()) {
            requests.add(encounter(seen.encounter(), cards));
        }
        return new AnswerMeasures(seen.provider(), seen.group(), seen.tokenUse(), seen.resources(), requests);
    }

    /** Hooks without orders are about the encounter. */
    private static Request encounter(List<CodingKey> kind, List<Card> cards) {
        List<Response> responses = new ArrayList<>();
        for (int i = 0; i < cards.size(); i++) {
            responses.add(response(cards.get(i), i + 1));
        }
        return new Request("Encounter", kind, responses);
    }

    private static boolean aboutNone(Card card, Assessed assessed) {
        return assessed.orders().stream()
                .noneMatch(
                        assessment -> card.orders().contains(assessment.order().reference()));
    }

    private static Response response(Card card, int number) {
        List<String> focus = card.orders().stream()
                .map(order -> order.substring(0, Math.max(0, order.indexOf('/'))))
                .filter(type -> !type.isEmpty())
                .distinct()
                .toList();
        return new Response(card.topic(), number, focus, null);
    }

    private static Response response(OrderUpdates.Said said, @Nullable CodingKey businessLine) {
        List<String> focus = said.order().carriers().stream()
                .map(carrier -> carrier.text().type())
                .distinct()
                .toList();
        return new Response(CardOptions.COVERAGE_INFORMATION, 0, focus, coverage(said.information(), businessLine));
    }

    private static Coverage coverage(CoverageInformation said, @Nullable CodingKey businessLine) {
        PaNeeded paNeeded = said.paNeeded();
        DocNeeded docNeeded = said.docNeeded();
        InfoNeeded infoNeeded = said.infoNeeded();
        Canonical questionnaire = said.questionnaire();
        return new Coverage(
                said.covered().code,
                paNeeded == null ? null : paNeeded.code,
                docNeeded == null ? null : docNeeded.code,
                infoNeeded == null ? null : infoNeeded.code,
                questionnaire == null ? null : questionnaire.toString(),
                questionnaire != null && questionnaire.url().endsWith(ADAPTIVE),
                said.assertionId(),
                said.satisfiedPaId(),
                businessLine);
    }

    private static Optional<CodingKey> businessLine(@Nullable Insurance insurance) {
        List<Coding> type =
                insurance == null ? List.of() : insurance.coverage().getType().getCoding();
        return type.stream().flatMap(coding -> CodingKey.of(coding).stream()).findFirst();
    }
}
