package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.precept.pas.PriorRequests.Found;
import org.precept.pas.Submission.CancelAll;
import org.precept.pas.Submission.Update;
import org.precept.pas.Updates.Updated;
import org.precept.record.Authorizations;
import org.precept.record.RequestFiles;

/**
 * Brings a filed request up to date with what its sender wants now. Works within {@link Authorizations#exclusively}: what is
 * compared is what stands when the update is filed.
 */
final class RequestUpdates {

    private final FhirContext fhir;
    private final PriorRequests priors;
    private final OpenFiles openFiles;
    private final Updates updates;
    private final Filing filing;
    private final Clock clock;

    RequestUpdates(
            FhirContext fhir, RequestFiles files, OpenFiles openFiles, Updates updates, Filing filing, Clock clock) {
        this.fhir = fhir;
        this.priors = new PriorRequests(files);
        this.openFiles = openFiles;
        this.updates = updates;
        this.filing = filing;
        this.clock = clock;
    }

    /** Files an update and answers it; errors leave the request as it was. */
    Outcome<String> update(Update update, MemberKey key, String base) {
        return file(update.request(), update.prior(), key, base, updates::update);
    }

    /** Files that nothing of a request is wanted any more and answers so; errors leave the request as it was. */
    Outcome<String> cancel(CancelAll cancellation, MemberKey key, String base) {
        return file(cancellation.request(), cancellation.prior(), key, base, updates::cancelAll);
    }

    /** What becomes of the items of a request that is open. */
    private interface Change {
        Outcome<Updated> of(PasRequest request, OpenFile open);
    }

    private Outcome<String> file(PasRequest request, Prior prior, MemberKey key, String base, Change change) {
        Outcome<Found> found = priors.find(request, prior, key);
        if (found instanceof Outcome.Errors<Found> unknown) {
            return new Outcome.Errors<>(unknown.errors());
        }
        Found earlier = ((Outcome.Of<Found>) found).value();
        OpenFile open = openFiles.open(earlier.file());
        Optional<BusinessError> outdated = UpdateComparison.outdated(earlier, request, open);
        if (outdated.isPresent()) {
            return Outcome.Errors.of(outdated.get());
        }
        Outcome<Updated> updated = change.of(request, open);
        if (updated instanceof Outcome.Errors<Updated> wrong) {
            return new Outcome.Errors<>(wrong.errors());
        }
        return new Outcome.Of<>(file(((Outcome.Of<Updated>) updated).value(), open, key, base));
    }

    private String file(Updated updated, OpenFile open, MemberKey key, String base) {
        PasRequest request = updated.request();
        List<ItemOutcome> outcomes = updated.outcomes();
        Received received =
                new Received(request, open.member(), key.payer(), open.file().appealOf(), clock.instant(), base);
        Answering answering = Answering.update(open, received, outcomes);
        Answer answer = AnswerWriter.write(answering, outcomes);
        filing.update(open, answering, outcomes, answer);
        return MessageReader.parser(fhir).encodeResourceToString(answer.bundle(request));
    }
}
