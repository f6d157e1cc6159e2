package org.precept.pas;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.precept.determination.Decision.Approved;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.policy.DateRange;
import org.precept.policy.Payer;

/** Writes outcomes as the resources of an answer; references are by name of the request's entries. */
final class AnswerWriter {

    private AnswerWriter() {}

    /** The answer to a request whose items were decided. */
    static Answer decided(PasRequest request, Payer payer, List<ItemOutcome> outcomes, Instant now, String base) {
        ClaimResponse response = ResponseHead.of(request, Ids.next(), now, RemittanceOutcome.COMPLETE);
        response.addExtension().setUrl(Pas.REVIEWER).addExtension("wasHumanReviewedFlag", new BooleanType(false));
        ItemAnswer items = new ItemAnswer(request, response, now);
        outcomes.forEach(items::add);
        approval(response, outcomes);

        DocumentRequest documents = new DocumentRequest(request, payer, base);
        List<CommunicationRequest> communications = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        for (ItemOutcome outcome : outcomes) {
            if (outcome.asksForDocuments()) {
                CommunicationRequest communication = documents.communication(outcome, Ids.next(), now);
                communications.add(communication);
                response.addCommunicationRequest(new Reference(Ids.urn(communication)));
                documents.task(outcome, Ids.next(), now).ifPresent(tasks::add);
            }
        }
        return new Answer(response, communications, tasks);
    }

    /** The answer to a request that gets no decision; nothing of it is stored. */
    static Answer refused(PasRequest request, List<BusinessError> errors, Instant now) {
        ClaimResponse response = ResponseHead.of(request, Ids.next(), now, RemittanceOutcome.ERROR);
        errors.forEach(error -> response.addError(error.toFhir()));
        return new Answer(response, List.of(), List.of());
    }

    /** Number and period of the whole, when all of it is approved: the first item's number, the days common to all. */
    private static void approval(ClaimResponse response, List<ItemOutcome> outcomes) {
        List<DateRange> periods = new ArrayList<>();
        for (ItemOutcome outcome : outcomes) {
            if (!(outcome instanceof Determined determined) || !(determined.decision() instanceof Approved approved)) {
                return;
            }
            periods.add(approved.period());
        }
        response.setPreAuthRef(outcomes.get(0).number());
        response.setPreAuthPeriod(ItemAnswer.period(new DateRange(
                periods.stream()
                        .map(DateRange::start)
                        .filter(Objects::nonNull)
                        .max(Comparator.<LocalDate>naturalOrder())
                        .orElse(null),
                periods.stream()
                        .map(DateRange::end)
                        .filter(Objects::nonNull)
                        .min(Comparator.<LocalDate>naturalOrder())
                        .orElse(null))));
    }
}
