package org.precept.dtr.adaptive;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.precept.determination.Authorization;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Decision;
import org.precept.determination.Determination;
import org.precept.dtr.DtrEdition;
import org.precept.record.CallId;
import org.precept.record.HookCalls;
import org.precept.record.RequestContext;

/**
 * Ends a conversation. Where a hook call led to it, the order's coverage-information is brought up to date (DTR 2.2 spec-33,
 * spec-43); and when every criterion is met, the last question is whether the authorization should be issued (spec-41).
 */
final class Completion {
    private final HookCalls calls;
    private final Issuing issuing;
    private final FhirContext fhir;
    private final Clock clock;

    Completion(HookCalls calls, Issuing issuing, FhirContext fhir, Clock clock) {
        this.calls = calls;
        this.issuing = issuing;
        this.fhir = fhir;
        this.clock = clock;
    }

    /** The authorization that covers the order of the hook call already; then nothing is asked any more. */
    Optional<Authorization> onFile(Known known) {
        AuthorizationRequest request = known.situation().request();
        return known.hook()
                .flatMap(hook ->
                        known.situation().ledger().covering(request.product(), request.serviceDate(), request.units()));
    }

    /** Ends a conversation about an order that an authorization covers. */
    void covered(ResponseText text, Asked asked, Known known, Authorization authorization, DtrEdition edition) {
        finish(text, asked);
        statement(known, edition)
                .ifPresent(said ->
                        text.replaceExtensions(EarlierStatement.URL, List.of(said.authorized(authorization, today()))));
    }

    /**
     * Ends a conversation, or puts its last question.
     *
     * @param answers as they count
     * @param determination on them
     * @param edition that the client speaks
     */
    void complete(
            ResponseText text,
            Asked asked,
            QuestionnaireResponse answers,
            Known known,
            Determination determination,
            DtrEdition edition) {
        Optional<EarlierStatement> said = statement(known, edition);
        boolean issuable = said.isPresent() && determination.decision() instanceof Decision.Approved;
        if (issuable && !asked.linkIds().contains(FixedItems.AUTHORIZATION)) {
            List<String> items = new ArrayList<>();
            if (!asked.linkIds().contains(FixedItems.COMPLETE)) {
                items.add(FixedItems.json(FixedItems.complete(), fhir));
            }
            items.add(FixedItems.json(FixedItems.authorization(), fhir));
            text.addQuestions(asked.position(), String.join(",", items));
            text.status("in-progress");
            return;
        }
        Optional<Authorization> issued =
                issuable && wanted(answers) ? issuing.issue(known, answers, clock.instant()) : Optional.empty();
        finish(text, asked);
        said.ifPresent(earlier -> text.replaceExtensions(
                EarlierStatement.URL,
                List.of(issued.map(authorization -> earlier.authorized(authorization, today()))
                        .orElseGet(() -> earlier.determined(determination, today())))));
    }

    private void finish(ResponseText text, Asked asked) {
        Set<String> put = asked.linkIds();
        if (!put.isEmpty() && !put.contains(FixedItems.COMPLETE)) {
            text.addQuestions(asked.position(), FixedItems.json(FixedItems.complete(), fhir));
        }
        text.status("completed");
    }

    /** The coverage-information of the order, where a hook call led here and gave one. */
    private Optional<EarlierStatement> statement(Known known, DtrEdition edition) {
        Optional<RequestContext> hook = edition.statesCoverage() ? known.hook() : Optional.empty();
        return hook.flatMap(context -> CallId.ofAssertion(context.id()))
                .flatMap(calls::answer)
                .flatMap(answer -> known.orders().stream()
                        .flatMap(order -> EarlierStatement.in(
                                answer, order.reference(), hook.get().id())
                                .stream())
                        .findFirst());
    }

    private static boolean wanted(QuestionnaireResponse answers) {
        return answers.getItem().stream()
                .filter(item -> FixedItems.AUTHORIZATION.equals(item.getLinkId()))
                .flatMap(item -> item.getAnswer().stream())
                .anyMatch(answer -> answer.getValue() instanceof BooleanType yes && yes.booleanValue());
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
