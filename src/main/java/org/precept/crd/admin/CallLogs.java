package org.precept.crd.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.door.Administrator;
import org.precept.door.QueryParameters;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.record.CallId;
import org.precept.record.CallSearch;
import org.precept.record.CallSummary;
import org.precept.record.CardFeedbacks;
import org.precept.record.HookCalls;
import org.precept.record.LoggedCall;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /admin/hook-calls}: finds logged hook calls, and shows one with what was said (found-37, found-38). */
@RestController
class CallLogs {
    private static final Set<String> KNOWN =
            Set.of("hook-instance", "assertion", "member", "payer", "from", "to", "before", "count");
    private static final int NOT_FOUND = 404;
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final HookCalls calls;
    private final CardFeedbacks feedbacks;

    CallLogs(HookCalls calls, CardFeedbacks feedbacks) {
        this.calls = calls;
        this.feedbacks = feedbacks;
    }

    /** Calls that fit, the newest first. */
    @GetMapping(path = "/admin/hook-calls", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] search(
            @RequestParam(name = "hook-instance", required = false) @Nullable String hookInstance,
            @RequestParam(required = false) @Nullable String assertion,
            @RequestParam(required = false) @Nullable String member,
            @RequestParam(required = false) @Nullable String payer,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String count,
            HttpServletRequest request) {
        Administrator administrator = Administrator.of(request, KNOWN);
        Instant earliest = from == null ? null : QueryParameters.from(from, "from");
        Instant latest = to == null ? null : QueryParameters.to(to, "to");
        CallId page = before == null
                ? null
                : CallId.parse(before)
                        .orElseThrow(() -> QueryParameters.refused(
                                IssueType.VALUE, "before", "It must be what the page before gave as next."));
        int most = QueryParameters.count(count, USUAL, MOST);
        List<CallSummary> found =
                calls.search(new CallSearch(hookInstance, assertion, member, payer, earliest, latest, page, most + 1));
        administrator.note("searched the hook calls by "
                + new TreeSet<>(request.getParameterMap().keySet()) + " and found " + Math.min(found.size(), most));
        boolean more = found.size() > most;
        List<CallSummary> shown = more ? found.subList(0, most) : found;
        return CallJson.list(shown, more ? shown.get(most - 1).id() : null);
    }

    /** A call with request and answer as they were logged, and the feedback on its cards. */
    @GetMapping(path = "/admin/hook-calls/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] one(@PathVariable String id, HttpServletRequest request) {
        Administrator administrator = Administrator.of(request, Set.of());
        LoggedCall call = CallId.parse(id).flatMap(calls::find).orElseThrow(CallLogs::unknown);
        administrator.note("read hook call " + call.summary().id());
        return CallJson.of(call, feedbacks.onCall(call.summary().id()));
    }

    private static RejectedRequest unknown() {
        return new RejectedRequest(
                NOT_FOUND,
                new Issue(
                        IssueType.NOTFOUND,
                        null,
                        "No call is logged under this id. GET /admin/hook-calls finds calls and their ids."));
    }
}
