package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.precept.pas.BusinessError.Reason;
import org.precept.pas.ItemOutcome.Cancelled;
import org.precept.pas.ItemOutcome.CodeAwaited;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.Kept;
import org.precept.pas.ItemPlan.Wrong;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;

/** What updates and cancellations mean for the items of a filed request. */
final class Updates {

    private static final Set<ItemStatus> CLOSED = Set.of(ItemStatus.DENIED, ItemStatus.CANCELLED);

    private final FhirContext fhir;
    private final ItemPlanner planner;
    private final ItemDecider decider;
    private final Prescriptions prescriptions;

    Updates(FhirContext fhir, ItemPlanner planner, ItemDecider decider, Prescriptions prescriptions) {
        this.fhir = fhir;
        this.planner = planner;
        this.decider = decider;
        this.prescriptions = prescriptions;
    }

    /**
     * An update as it is to be filed.
     *
     * @param request with the items it is about, also when it did not name them
     * @param outcomes of its items, in their order
     */
    record Updated(PasRequest request, List<ItemOutcome> outcomes) {
        Updated {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * What becomes of the items: unchanged ones stay, changed and added ones are decided. An update with which something is
     * wrong changes nothing, so that a decision once made is not lost by mistake.
     */
    Outcome<Updated> update(PasRequest request, OpenFile open) {
        UpdateComparison comparison = new UpdateComparison(fhir, request, open);
        List<ItemPlan> plans = planner.plan(
                request, open.member(), comparison.open, comparison.counted, prescriptions.products(open, request));
        List<BusinessError> errors = new ArrayList<>(comparison.errors);
        List<ItemOutcome> outcomes = new ArrayList<>(comparison.settled);
        List<ItemPlan> decidable = new ArrayList<>();
        for (ItemPlan plan : plans) {
            Kept asItStands =
                    plan instanceof Wrong ? comparison.drawnIn.get(plan.item().sequence()) : null;
            if (asItStands != null) {
                outcomes.add(asItStands);
                continue;
            }
            decidable.add(plan);
            if (plan instanceof Wrong wrong && stands(plan.item(), open)) {
                errors.addAll(wrong.errors());
            }
        }
        if (!errors.isEmpty()) {
            return new Outcome.Errors<>(errors);
        }
        decider.decide(request, open.member(), decidable, open.file())
                .forEach(outcome -> outcomes.add(afterReviewers(outcome, open)));
        outcomes.sort(Comparator.comparingInt(outcome -> outcome.item().position()));
        return new Outcome.Of<>(new Updated(request, outcomes));
    }

    /**
     * What a reviewer asked about, or handed on, stays with the reviewers: the update is their provider's answer. So does what
     * they look at because its codes name no one product, as long as they do not.
     */
    private static ItemOutcome afterReviewers(ItemOutcome outcome, OpenFile open) {
        Optional<Handling> handling = open.handling(outcome.item().sequence());
        if (outcome instanceof CodeAwaited awaited) {
            return handling.map(Handling::queue)
                    .or(() -> open.reviewTask(awaited.item().sequence()).flatMap(Handlings::queue))
                    .<ItemOutcome>map(awaited::forReview)
                    .orElse(awaited);
        }
        return outcome instanceof Determined determined && handling.isPresent()
                ? handling.get().after(determined)
                : outcome;
    }

    /** Every item is taken back, but for those that are denied; what was cancelled before stays so. */
    Outcome<Updated> cancelAll(PasRequest request, OpenFile open) {
        List<BusinessError> unnamed = unnamed(request, open);
        return unnamed.isEmpty() ? new Outcome.Of<>(cancelled(request, open)) : new Outcome.Errors<>(unnamed);
    }

    private static Updated cancelled(PasRequest request, OpenFile open) {
        Map<Integer, SubmittedItem> items = new TreeMap<>();
        SubmittedItem.of(request).forEach(item -> items.put(item.sequence(), item));
        PasRequest complete = request;
        if (items.isEmpty()) {
            complete = request.naming(open.file().items().stream()
                    .map(filed -> remnant(filed, open))
                    .toList());
            SubmittedItem.of(complete).forEach(item -> items.put(item.sequence(), item));
        }
        List<ItemOutcome> outcomes = new ArrayList<>();
        for (SubmittedItem item : items.values()) {
            FiledItem filed = open.file().item(item.sequence()).orElse(null);
            outcomes.add(
                    filed != null && CLOSED.contains(filed.status())
                            ? new Kept(item, filed)
                            : new Cancelled(item, filed));
        }
        return new Updated(complete, outcomes);
    }

    /** Items that the cancellation does not name, when it names some. */
    private static List<BusinessError> unnamed(PasRequest request, OpenFile open) {
        List<Integer> named =
                SubmittedItem.of(request).stream().map(SubmittedItem::sequence).toList();
        return open.file().items().stream()
                .filter(filed -> !named.isEmpty() && !named.contains(filed.sequence()))
                .filter(filed -> filed.status().pended()
                        || filed.status() == ItemStatus.APPROVED
                        || filed.status() == ItemStatus.MODIFIED)
                .map(filed -> new BusinessError(
                        Reason.ITEM_MISSING,
                        PasRequest.CLAIM + ".item",
                        "Item " + filed.sequence()
                                + " of the earlier request is missing. Send all items or none to cancel"
                                + " all of it; mark items as cancelled to cancel only those."))
                .toList();
    }

    private static boolean stands(SubmittedItem item, OpenFile open) {
        return open.file()
                .item(item.sequence())
                .filter(filed -> filed.status() != ItemStatus.IN_ERROR)
                .isPresent();
    }

    /** What is left of an item in a cancellation that names none: what it was, without what it referred to. */
    private static ItemComponent remnant(FiledItem filed, OpenFile open) {
        ItemComponent item = open.item(filed.sequence())
                .map(SubmittedItem::item)
                .map(ItemComponent::copy)
                .orElseGet(() -> new ItemComponent().setSequence(filed.sequence()));
        item.setCareTeamSequence(null).setDiagnosisSequence(null).setInformationSequence(null);
        item.setEncounter(null).setUdi(null);
        if (item.getLocation() instanceof Reference) {
            item.setLocation(null);
        }
        item.getExtension()
                .removeIf(extension -> extension.getUrl().equals(Pas.REQUESTED_SERVICE)
                        || extension.getUrl().equals(Pas.CERTIFICATION_TYPE));
        item.addExtension(Pas.CERTIFICATION_TYPE, Codes.concept(Pas.X12_CERTIFICATION_TYPE, Codes.CANCEL, null));
        item.setModifierExtension(null);
        item.addModifierExtension(new Extension(Pas.INFO_CANCELLED, new BooleanType(true)));
        return item;
    }
}
