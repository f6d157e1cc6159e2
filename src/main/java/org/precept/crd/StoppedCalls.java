package org.precept.crd;

import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.precept.fhir.RejectedRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that are stopped before a hook sees them, because their body is too large or not what may be parsed: logged and
 * counted as refused, without the body.
 */
public final class StoppedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(StoppedCalls.class);
    private static final Pattern CALL = Pattern.compile("(?:/2\\.0\\.1)?/cds-services/([a-z-]{1,40})");
    private static final byte[] NOT_KEPT = {};

    private final CallLog log;
    private final Clock clock;

    StoppedCalls(CallLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Logs the call if the path is a hook's; that it cannot be logged does not change its answer. */
    public void stopped(String path, RejectedRequest refusal) {
        Matcher call = CALL.matcher(path);
        if (call.matches()) {
            HookKind.ofService(call.group(1)).ifPresent(kind -> refused(kind, refusal));
        }
    }

    private void refused(HookKind kind, RejectedRequest refusal) {
        try {
            log.refused(kind, NOT_KEPT, refusal, clock.instant());
        } catch (RuntimeException e) {
            LOG.error("A refused call could not be logged: {}", e.getClass().getName());
        }
    }
}
