package org.precept.crd;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.DomainResource;
import org.precept.crd.HookContext.Selection;
import org.precept.crd.text.ResourceText;
import org.precept.determination.OrderFacts;

/** Draft orders: all of them, or those that were selected; the others are evidence. */
final class DraftScope implements Scope {
    private final List<Received> drafts = new ArrayList<>();
    private final Predicate<Received> selected;

    /** All drafts. */
    DraftScope(List<ResourceText> texts, String patientId, FhirReader reader, ReceivedResources resources) {
        this(texts, any -> true, patientId, reader, resources);
    }

    /** The selected ones (hook-34). */
    DraftScope(Selection selection, String patientId, FhirReader reader, ReceivedResources resources) {
        this(selection.drafts(), selected(selection), patientId, reader, resources);
        if (drafts.stream().noneMatch(selected)) {
            throw Refusals.invalid("context.selections", "None of the selections is an order of context.draftOrders.");
        }
    }

    private DraftScope(
            List<ResourceText> texts,
            Predicate<Received> selected,
            String patientId,
            FhirReader reader,
            ReceivedResources resources) {
        this.selected = selected;
        for (ResourceText text : texts) {
            Received received = new Received(text, reader.read(text));
            if (OrderFacts.isOrder(text.type())) {
                drafts.add(OrderCheck.checked(received, patientId));
            } else {
                resources.add(received);
            }
        }
        if (drafts.isEmpty()) {
            throw Refusals.missing(
                    DraftOrdersReader.PATH + ".entry", "None of its resources is an order: send at least one order.");
        }
    }

    private static Predicate<Received> selected(Selection selection) {
        Set<String> selections = Set.copyOf(selection.selections());
        return draft -> selections.contains(draft.text().local());
    }

    @Override
    public List<Received> subjects() {
        return drafts;
    }

    @Override
    public List<DraftOrder> orders(Gathering call) {
        List<DraftOrder> orders = new ArrayList<>();
        for (Received draft : drafts) {
            if (selected.test(draft)) {
                OrderFacts facts = OrderFacts.of((DomainResource) draft.resource(), call.resources()::find);
                orders.add(DraftOrder.alone(orders.size() + 1, draft, facts));
            }
        }
        return orders;
    }
}
