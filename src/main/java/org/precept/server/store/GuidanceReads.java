package org.precept.server.store;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a client that was answered by a hook find the GuidanceResponse at once: what may show one waits until this
 * process has written those of its answered calls, at most five seconds.
 */
@Interceptor
public final class GuidanceReads {

    private static final Logger log = LoggerFactory.getLogger(GuidanceReads.class);
    private static final String TYPE = "GuidanceResponse";
    /** The method of a bundle's entry that reads; one that only writes shows nothing but its own outcome. */
    private static final String READ = "\"GET\"";

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final PendingGuidance pending;

    GuidanceReads(PendingGuidance pending) {
        this.pending = pending;
    }

    /** Called by HAPI before a request is handled. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void await(RequestDetails request) throws InterruptedException {
        if (mayShowGuidance(request) && !pending.awaitWritten(LONGEST)) {
            log.warn("Answering a read of GuidanceResponses while some are still to be written");
        }
    }

    /** Reads and searches of the type, of the whole system (history), bundles that read, searches that name it. */
    private static boolean mayShowGuidance(RequestDetails request) {
        String type = request.getResourceName();
        String operation = request.getOperation();
        if (request.getRestOperationType() == RestOperationTypeEnum.TRANSACTION) {
            String bundle = new String(request.loadRequestContents(), StandardCharsets.UTF_8);
            return bundle.contains(READ) || bundle.contains(TYPE);
        }
        if (type == null) {
            return !"metadata".equals(operation);
        }
        return type.equals(TYPE)
                || "$everything".equals(operation)
                || request.getParameters().values().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(value -> value.startsWith(TYPE));
    }
}
