package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.precept.pas.PriorRequests.Found;
import org.precept.pas.Submission.Appealing;
import org.precept.pas.Submission.Update;
import org.precept.record.Authorizations;
import org.precept.record.FiledItem;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;

/** Files appeals: new requests that point at the denial. Works within {@link Authorizations#exclusively}. */
final class RequestAppeals {

    private final FhirContext fhir;
    private final PriorRequests priors;
    private final AppealCheck check;
    private final RequestUpdates updates;
    private final ItemPlanner planner;
    private final ItemDecider decider;
    private final Members members;
    private final Authorizations authorizations;
    private final Filing filing;
    private final Clock clock;

    RequestAppeals(
            FhirContext fhir,
            RequestFiles files,
            AppealCheck check,
            RequestUpdates updates,
            ItemPlanner planner,
            ItemDecider decider,
            Members members,
            Authorizations authorizations,
            Filing filing,
            Clock clock) {
        this.fhir = fhir;
        this.priors = new PriorRequests(files);
        this.check = check;
        this.updates = updates;
        this.planner = planner;
        this.decider = decider;
        this.members = members;
        this.authorizations = authorizations;
        this.filing = filing;
        this.clock = clock;
    }

    /**
     * Files an appeal and answers it. One that names an appeal which is being decided is an update of that, whose items are
     * appeals still. With errors nothing is filed, and the denial can still be appealed.
     */
    Outcome<String> appeal(Appealing appeal, MemberKey key, String base) {
        PasRequest request = appeal.request();
        Outcome<Found> found = priors.find(request, appeal.prior(), key);
        if (found instanceof Outcome.Errors<Found> unknown) {
            return new Outcome.Errors<>(unknown.errors());
        }
        RequestFile denied = ((Outcome.Of<Found>) found).value().file();
        if (denied.appealOf() != null && denied.pended()) {
            return updates.update(new Update(request, appeal.prior()), key, base);
        }
        Member member = members.find(key.payer().value(), key.number()).orElseThrow();
        Outcome<List<ItemPlan>> planned =
                planner.plan(request, member, authorizations.of(key.payer().value(), key.number()), products(denied));
        if (planned instanceof Outcome.Errors<List<ItemPlan>> wrong) {
            return new Outcome.Errors<>(wrong.errors());
        }
        List<ItemPlan> plans = ((Outcome.Of<List<ItemPlan>>) planned).value();
        Instant now = clock.instant();
        List<BusinessError> errors = check.errors(plans, denied, now);
        return errors.isEmpty()
                ? new Outcome.Of<>(file(new Received(request, member, key.payer(), denied.id(), now, base), plans))
                : new Outcome.Errors<>(errors);
    }

    /** What the items were denied for, by sequence: a prescription may have said it, and not their codes. */
    private static Map<Integer, String> products(RequestFile denied) {
        Map<Integer, String> products = new HashMap<>();
        for (FiledItem item : denied.items()) {
            String product = item.product();
            if (product != null) {
                products.put(item.sequence(), product);
            }
        }
        return products;
    }

    private String file(Received received, List<ItemPlan> plans) {
        PasRequest request = received.request();
        List<ItemOutcome> outcomes = decider.decide(request, received.member(), plans, null);
        Answering answering = Answering.first(received, outcomes);
        Answer answer = AnswerWriter.write(answering, outcomes);
        filing.file(answering, outcomes, answer);
        return MessageReader.parser(fhir).encodeResourceToString(answer.bundle(request));
    }
}
