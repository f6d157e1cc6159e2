package org.precept.crd;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.crd.text.ResourceScanner;
import org.precept.crd.text.ScannedBundle;

/** Reads {@code appointments}. */
final class AppointmentsReader implements ContextReader {
    private static final String PATH = "context.appointments";

    private @Nullable ScannedBundle bundle;

    @Override
    public boolean read(String name, JsonToken value, ResourceScanner scanner) throws IOException {
        if (!name.equals("appointments") || value != JsonToken.START_OBJECT) {
            return false;
        }
        bundle = scanner.object(PATH);
        return true;
    }

    @Override
    public HookContext context() {
        ScannedBundle sent = bundle;
        if (sent == null) {
            throw Refusals.missing(PATH, "Send the Bundle of appointments.");
        }
        if (!sent.isBundle()) {
            throw Refusals.badRequest(
                    IssueType.STRUCTURE, PATH + ".resourceType", "appointments must be a Bundle of Appointments.");
        }
        if (sent.resources().isEmpty()) {
            throw Refusals.missing(PATH + ".entry", "Send at least one Appointment.");
        }
        return new HookContext.Appointments(sent.resources());
    }
}
