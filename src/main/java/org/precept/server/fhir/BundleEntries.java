package org.precept.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/**
 * Refuses entries of batches and transactions that HAPI would fail on or do something else with than they ask for: it stores
 * the resource of a POST under its own type, whatever the url says, an operation's too.
 */
@Interceptor
public class BundleEntries {

    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;
    private static final String SUBSCRIPTION = "Subscription";
    private static final Set<HTTPVerb> READS = Set.of(HTTPVerb.GET, HTTPVerb.HEAD);

    BundleEntries() {}

    /** Before a Bundle is worked off; HAPI asks again for each entry of a batch, as a transaction of its own. */
    @Hook(Pointcut.STORAGE_TRANSACTION_PROCESSING)
    public void check(IBaseBundle processed, @Nullable ServletRequestDetails request) {
        if (request == null || !(processed instanceof Bundle bundle)) {
            return;
        }
        if (bundle.getType() != BundleType.BATCH && bundle.getType() != BundleType.TRANSACTION) {
            throw refused(BAD_REQUEST, IssueType.VALUE, "Bundle.type", "Send batch or transaction.");
        }
        for (int i = 0; i < bundle.getEntry().size(); i++) {
            BundleEntryComponent entry = bundle.getEntry().get(i);
            String path = "Bundle.entry" + (bundle.getEntry().size() > 1 ? "[" + i + "]" : "") + ".request";
            if (!entry.getRequest().hasMethod()) {
                throw refused(
                        BAD_REQUEST,
                        IssueType.REQUIRED,
                        path + ".method",
                        "Say what to do: GET, POST, PUT, PATCH, DELETE.");
            }
            if (!entry.getRequest().hasUrl()) {
                throw refused(BAD_REQUEST, IssueType.REQUIRED, path + ".url", "Say where, e.g. Patient or Patient/1.");
            }
            if (bundle.getType() == BundleType.TRANSACTION
                    && !READS.contains(entry.getRequest().getMethod())) {
                checkTarget(entry, path + ".url");
            }
        }
    }

    private static void checkTarget(BundleEntryComponent entry, String path) {
        String url = entry.getRequest().getUrl();
        Deque<String> segments = new ArrayDeque<>(Arrays.stream(url.split("\\?", 2)[0].split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList());
        if (segments.stream().anyMatch(segment -> segment.startsWith("$"))) {
            throw refused(
                    UNPROCESSABLE,
                    IssueType.NOTSUPPORTED,
                    path,
                    "Operations are not carried out within a Bundle; nothing was done. Send this one by itself.");
        }
        if (segments.contains(SUBSCRIPTION)) {
            throw refused(
                    UNPROCESSABLE,
                    IssueType.NOTSUPPORTED,
                    path,
                    "Send what concerns Subscriptions one by one, not in a Bundle.");
        }
        String type = entry.getResource() == null ? null : entry.getResource().fhirType();
        if (entry.getRequest().getMethod() == HTTPVerb.POST && type != null && !type.equals(segments.peekLast())) {
            throw refused(
                    BAD_REQUEST,
                    IssueType.VALUE,
                    path,
                    "The resource is a " + type + ". Create it with the url " + type + ".");
        }
    }

    private static RuntimeException refused(int status, IssueType type, String path, String diagnostics) {
        return FhirFailures.withOutcome(new RejectedRequest(status, new Issue(type, path, diagnostics)));
    }
}
