package org.precept.crd;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.crd.text.ResourceScanner;

/** Reads {@code draftOrders} and {@code selections}. */
final class SelectionReader implements ContextReader {
    private static final String PATH = "context.selections";

    private final DraftOrdersReader drafts = new DraftOrdersReader();
    private @Nullable List<String> selections;

    @Override
    public boolean read(String name, JsonToken value, ResourceScanner scanner) throws IOException {
        if (name.equals("selections") && value == JsonToken.START_ARRAY) {
            selections = scanner.texts();
            return true;
        }
        return drafts.read(name, value, scanner);
    }

    @Override
    public HookContext context() {
        if (selections == null) {
            throw Refusals.missing(PATH, "Send the references of the orders that were just selected.");
        }
        return new HookContext.Selection(drafts.drafts(), References.checked(PATH, selections));
    }
}
