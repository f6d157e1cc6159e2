package org.precept.crd;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.crd.text.ResourceScanner;
import org.precept.crd.text.ResourceText;

/**
 * Reads {@code dispatchedOrders}, {@code performer} and {@code fulfillmentTasks}, and their older forms {@code order} and
 * {@code task} (CDS Hooks 1.0, CRD 2.0.1).
 */
final class DispatchReader implements ContextReader {
    private static final String ORDERS = "context.dispatchedOrders";
    private static final String PERFORMER = "context.performer";

    private final List<ResourceText> tasks = new ArrayList<>();
    private @Nullable List<String> orders;
    private @Nullable String order;
    private @Nullable String performer;

    @Override
    public Set<String> required() {
        return Set.of();
    }

    @Override
    public boolean read(String name, JsonToken value, ResourceScanner scanner) throws IOException {
        if (name.equals("dispatchedOrders") && value == JsonToken.START_ARRAY) {
            orders = scanner.texts();
        } else if (name.equals("order") && value == JsonToken.VALUE_STRING) {
            order = scanner.text();
        } else if (name.equals("performer") && value == JsonToken.VALUE_STRING) {
            performer = scanner.text();
        } else if (name.equals("fulfillmentTasks") && value == JsonToken.START_ARRAY) {
            tasks.addAll(scanner.resources("context.fulfillmentTasks"));
        } else if (name.equals("task") && value == JsonToken.START_OBJECT) {
            tasks.addAll(scanner.object("context.task").resources());
        } else {
            return false;
        }
        return true;
    }

    @Override
    public HookContext context() {
        if (performer == null) {
            throw Refusals.missing(PERFORMER, "Send the reference of who is to carry out the orders.");
        }
        return new HookContext.Dispatch(orders(), References.checked(PERFORMER, performer), tasks);
    }

    private List<String> orders() {
        if (orders != null) {
            return References.checked(ORDERS, orders);
        }
        if (order != null) {
            return List.of(References.checked("context.order", order));
        }
        throw Refusals.missing(ORDERS, "Send the references of the orders that are dispatched.");
    }
}
