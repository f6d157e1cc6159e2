package org.precept.pas;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Claim;
import org.precept.determination.Authorization;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemPlan.Governed;
import org.precept.policy.Payer;
import org.precept.policy.PayerCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.record.Authorizations;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.SignedOrders;
import org.precept.record.UnsolicitedDeterminations;

/**
 * Decides on signed orders by the way of {@link SubmitService}: they are put into the Bundle that would have been
 * submitted, which is planned, decided, answered and filed like any other.
 */
final class SigningService implements UnsolicitedDeterminations {

    private static final String UNASKED = "approved while the order was signed, without a request for authorization";

    private final PayerCatalog payers;
    private final ProductCatalog products;
    private final ItemPlanner planner;
    private final ItemDecider decider;
    private final Filing filing;
    private final Members members;
    private final Authorizations authorizations;
    private final Clock clock;

    SigningService(
            PayerCatalog payers,
            ProductCatalog products,
            ItemPlanner planner,
            ItemDecider decider,
            Filing filing,
            Members members,
            Authorizations authorizations,
            Clock clock) {
        this.payers = payers;
        this.products = products;
        this.planner = planner;
        this.decider = decider;
        this.filing = filing;
        this.members = members;
        this.authorizations = authorizations;
        this.clock = clock;
    }

    @Override
    public Optional<Authorization> approve(SignedOrders orders, Duration patience) {
        Payer payer = payers.find(orders.payer()).orElseThrow();
        Optional<Member> member = members.find(orders.payer(), orders.memberNumber());
        if (member.isEmpty()) {
            return Optional.empty();
        }
        PasRequest request = PasRequestReader.request(new Message("", bundle(orders, payer), PasEdition.R2_2));
        List<Governed> plans = plans(request, member.get());
        if (plans.isEmpty()) {
            return Optional.empty();
        }
        return authorizations.exclusively(
                orders.payer(), orders.memberNumber(), patience, () -> decide(orders, payer, request, plans));
    }

    private Bundle bundle(SignedOrders orders, Payer payer) {
        SignedEntries entries = new SignedEntries(orders, payer);
        Claim claim = SignedClaim.of(orders, entries, products);
        Bundle bundle = entries.with(claim);
        bundle.setIdentifier(claim.getIdentifierFirstRep().copy());
        bundle.setType(BundleType.COLLECTION);
        bundle.getTimestampElement()
                .setValueAsString(ResponseHead.utc(orders.signedAt()).getValueAsString());
        return bundle;
    }

    /** Plans of all items; empty when not each of them is for one and the same product under a policy. */
    private List<Governed> plans(PasRequest request, Member member) {
        List<Governed> governed = new ArrayList<>();
        if (planner.plan(request, member) instanceof Outcome.Of<List<ItemPlan>> plans) {
            for (ItemPlan plan : plans.value()) {
                if (!(plan instanceof Governed found)
                        || (!governed.isEmpty()
                                && !found.request()
                                        .product()
                                        .equals(governed.get(0).request().product()))) {
                    return List.of();
                }
                governed.add(found);
            }
        }
        return governed;
    }

    /** Runs alone for the member, on the ledger and the record as they are then. */
    private Optional<Authorization> decide(SignedOrders orders, Payer payer, PasRequest request, List<Governed> plans) {
        Governed first = plans.get(0);
        Optional<Authorization> onFile = authorizations
                .of(orders.payer(), orders.memberNumber())
                .covering(
                        first.request().product(),
                        first.request().serviceDate(),
                        first.request().units());
        if (onFile.isPresent()) {
            return onFile;
        }
        Member member = members.find(orders.payer(), orders.memberNumber()).orElseThrow();
        List<ItemOutcome> outcomes = underOneNumber(decider.decide(request, member, List.copyOf(plans)));
        if (!outcomes.stream().allMatch(outcome -> outcome.action().equals("A1"))) {
            return Optional.empty();
        }
        Received received = new Received(request, member, payer, null, clock.instant(), "");
        Answering answering = Answering.first(received, outcomes);
        filing.file(answering, outcomes, AnswerWriter.write(answering, outcomes));
        Authorization approval = LedgerEntries.approvals(outcomes).get(0).authorization();
        authorizations.markUnsolicited(approval.number());
        return Optional.of(approval);
    }

    /** Orders of one product signed together are one request: one number covers all of them. */
    private static List<ItemOutcome> underOneNumber(List<ItemOutcome> outcomes) {
        String number = outcomes.get(0).requiredNumber();
        List<ItemOutcome> all = new ArrayList<>();
        for (ItemOutcome outcome : outcomes) {
            if (outcome instanceof Determined determined) {
                List<String> notes = new ArrayList<>(determined.notes());
                notes.add(UNASKED);
                all.add(determined.under(number, notes));
            } else {
                all.add(outcome);
            }
        }
        return all;
    }
}
