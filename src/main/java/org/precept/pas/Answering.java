package org.precept.pas;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Payer;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.RequestClock;

/**
 * What an answer is written for.
 *
 * @param received the request, or its latest update
 * @param now when it is answered
 * @param responseId of the ClaimResponse, without type: a new one for a new Claim
 * @param clock until when all items must be decided
 * @param file the request's file as it stood before; null for a new request
 * @param before the answer as it stood before, in the names of the request; null for a new request
 */
record Answering(
        Received received,
        Instant now,
        String responseId,
        RequestClock clock,
        @Nullable RequestFile file,
        @Nullable Answer before) {

    /** The first answer to a new request. */
    static Answering first(Received received, List<ItemOutcome> outcomes) {
        return new Answering(
                received,
                received.at(),
                Ids.next(),
                Due.clock(received.request().claim(), policies(outcomes), received.at()),
                null,
                null);
    }

    /** The answer to an update of a filed request. */
    static Answering update(OpenFile open, Received received, List<ItemOutcome> outcomes) {
        return new Answering(
                received,
                received.at(),
                Ids.next(),
                Due.clock(open.file(), received.request().claim(), policies(outcomes), received.at()),
                open.file(),
                ClientReferences.before(open, received.request(), received.payer()));
    }

    /** The answer to a filed request once more. */
    static Answering again(OpenFile open, RequestClock clock, Payer payer, String base, Instant now) {
        RequestFile file = open.file();
        Received received = new Received(
                open.request(),
                open.member(),
                payer,
                file.appealOf(),
                file.clock().receivedAt(),
                base);
        return new Answering(
                received, now, file.responseId(), clock, file, ClientReferences.before(open, open.request(), payer));
    }

    /** Those that decided items now. */
    private static List<CoveragePolicy> policies(List<ItemOutcome> outcomes) {
        return outcomes.stream()
                .filter(Determined.class::isInstance)
                .map(outcome -> ((Determined) outcome).determination().policy())
                .toList();
    }

    PasRequest request() {
        return received.request();
    }
}
