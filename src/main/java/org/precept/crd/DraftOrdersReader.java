package org.precept.crd;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.crd.text.ResourceScanner;
import org.precept.crd.text.ResourceText;
import org.precept.crd.text.ScannedBundle;

/** Reads {@code draftOrders}. */
final class DraftOrdersReader implements ContextReader {
    /** Where the orders stand. */
    static final String PATH = "context.draftOrders";

    private @Nullable ScannedBundle bundle;

    @Override
    public boolean read(String name, JsonToken value, ResourceScanner scanner) throws IOException {
        if (!name.equals("draftOrders") || value != JsonToken.START_OBJECT) {
            return false;
        }
        bundle = scanner.object(PATH);
        return true;
    }

    @Override
    public HookContext context() {
        return new HookContext.Orders(drafts());
    }

    /** Resources of the Bundle, at least one. */
    List<ResourceText> drafts() {
        ScannedBundle sent = bundle;
        if (sent == null) {
            throw Refusals.missing(PATH, "Send the Bundle of draft orders.");
        }
        if (!sent.isBundle()) {
            throw Refusals.badRequest(
                    IssueType.STRUCTURE, PATH + ".resourceType", "draftOrders must be a Bundle of orders.");
        }
        if (sent.resources().isEmpty()) {
            throw Refusals.missing(PATH + ".entry", "Send at least one order.");
        }
        return sent.resources();
    }
}
