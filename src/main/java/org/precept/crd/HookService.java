package org.precept.crd;

import ca.uhn.fhir.context.FhirContext;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.crd.card.Card;
import org.precept.crd.ehr.Deadline;
import org.precept.crd.ehr.EhrSession;
import org.precept.crd.ehr.FhirServers;
import org.precept.record.CallId;
import org.precept.record.Member;
import org.precept.record.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers hook calls in steps: gather, assess, approve what may be approved, say, record. Keeps nothing from one call to the next. */
final class HookService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HookService.class);

    private final FhirContext fhir;
    private final FhirReader reader;
    private final CrdProperties limits;
    private final FhirServers servers;
    private final HttpClient http;
    private final OrderAssessor assessor;
    private final UnsolicitedApprovals approvals;
    private final OrderUpdates updates;
    private final CardSelection cards;
    private final ZoneId zone;
    private final TimeLimit time = new TimeLimit();

    HookService(
            FhirContext fhir,
            CrdProperties limits,
            FhirServers servers,
            HttpClient http,
            OrderAssessor assessor,
            CardSelection cards,
            UnsolicitedApprovals approvals,
            OrderUpdates updates,
            ZoneId zone) {
        this.fhir = fhir;
        this.reader = new FhirReader(fhir);
        this.limits = limits;
        this.servers = servers;
        this.http = http;
        this.assessor = assessor;
        this.approvals = approvals;
        this.updates = updates;
        this.cards = cards;
        this.zone = zone;
    }

    /**
     * Answers a call.
     *
     * @param received when it came
     * @throws org.precept.fhir.RejectedRequest when it cannot be answered
     */
    HookAnswer answer(HookRequest request, Instant received) {
        long begin = System.nanoTime();
        LocalDate arrived = LocalDate.ofInstant(received, zone);
        Look look = time.within(limits.assessmentTime(), () -> look(request, arrived))
                .orElseGet(() -> late(request));
        Assessed assessed = settled(request, look, received, begin);
        CallId call = CallId.of(received);
        OrderUpdates.Updates updated = updates.of(request, assessed, call, arrived);
        return record(call, request, look.seen(), assessed, updated, received);
    }

    @Override
    public void close() {
        time.close();
    }

    private Look look(HookRequest request, LocalDate arrived) {
        try (EhrSession ehr = session(request)) {
            Gathering gathered = new Gathering(request, reader, fhir, limits, ehr);
            Assessed assessed = assessor.assess(request, gathered, arrived);
            return new Look(gathered, assessed, Seen.of(request, gathered, ehr));
        }
    }

    /** Approvals take no longer than is left for assessing; one that is stored later is found by the next call. */
    private Assessed settled(HookRequest request, Look look, Instant received, long begin) {
        Duration left = limits.assessmentTime().minusNanos(System.nanoTime() - begin);
        if (left.isNegative() || !approvals.possible(request, look.assessed())) {
            return look.assessed();
        }
        return time.within(left, () -> approvals.settle(request, look.assessed(), look.gathered(), received))
                .orElse(look.assessed());
    }

    /** The client is answered in time even so; what was begun ends by itself. */
    private Look late(HookRequest request) {
        LOG.warn(
                "A call could not be assessed in {} ms", limits.assessmentTime().toMillis());
        Gathering gathered = new Gathering(request, reader, fhir, limits, null);
        return new Look(gathered, assessor.late(request, gathered), Seen.of(request, gathered, null));
    }

    /** What was seen of a call and what follows. */
    private record Look(Gathering gathered, Assessed assessed, Seen seen) {}

    private @Nullable EhrSession session(HookRequest request) {
        HookRequest.FhirAccess access = request.access();
        return access == null
                ? null
                : servers.find(access.server())
                        .map(base -> new EhrSession(
                                http, base, access.token(), limits.reading(), Deadline.in(limits.queryTime())))
                        .orElse(null);
    }

    private HookAnswer record(
            CallId call,
            HookRequest request,
            Seen seen,
            Assessed assessed,
            OrderUpdates.Updates updated,
            Instant received) {
        Insurance insurance = assessed.insurance();
        Member member = assessed.member();
        String memberNumber = member == null ? null : member.number();
        List<RequestContext> asserted = insurance == null || updated.asserted().isEmpty()
                ? List.of()
                : List.of(new RequestContext(
                        call.assertion(0),
                        RequestContext.Kind.ASSERTION,
                        insurance.payer().value(),
                        memberNumber,
                        updated.asserted(),
                        received));
        List<Card> shown = cards.of(request, assessed);
        return new HookAnswer(
                call,
                AnswerBody.of(call, request.edition(), shown, updated.resources(), insurance),
                insurance == null ? null : insurance.payer().value(),
                memberNumber,
                asserted,
                member == null ? List.of() : DeterminationRecords.of(request, assessed, member, received),
                Measuring.of(seen, assessed, updated.said(), shown));
    }
}
