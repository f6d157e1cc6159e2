package org.precept.review;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.determination.ReviewQueue;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.record.PriorAuthorizations;
import org.precept.record.Review;
import org.precept.record.ReviewKind;
import org.precept.record.Reviewer;
import org.precept.record.Reviews;
import org.precept.record.Worklist;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** {@code /review/Task}: the worklist, one Task of it, and what a reviewer decides about it. */
@RestController
class Worklists {

    private static final String FHIR_JSON = "application/fhir+json";
    private static final String TASK = "/review/Task/{id}";
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final FhirContext fhir;
    private final Access access;
    private final Worklist worklist;
    private final Cases cases;
    private final DecisionReader decisions;
    private final Reviews reviews;
    private final PriorAuthorizations resources;
    private final Clock clock;

    Worklists(
            FhirContext fhir,
            Access access,
            Worklist worklist,
            Cases cases,
            Reviews reviews,
            PriorAuthorizations resources,
            Clock clock) {
        this.fhir = fhir;
        this.access = access;
        this.worklist = worklist;
        this.cases = cases;
        this.decisions = new DecisionReader(fhir);
        this.reviews = reviews;
        this.resources = resources;
        this.clock = clock;
    }

    /** Open Tasks of the reviewer's queues, the most urgent first, with everything behind them. */
    @GetMapping("/review/Task")
    ResponseEntity<byte[]> search(
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String overdue,
            @RequestParam(name = "_count", required = false) @Nullable String count,
            @RequestParam(name = "_offset", required = false) @Nullable String offset,
            HttpServletRequest request) {
        Reviewer reviewer = access.of(request, WorklistQuery.NAMES);
        WorklistQuery query = new WorklistQuery(queue, owner, overdue, count, offset);
        List<Task> found = worklist.open(query.wanted(reviewer, clock.instant()));
        List<Task> shown = found.subList(0, Math.min(found.size(), query.shown()));
        Access.note(reviewer, "read " + shown.size() + " Tasks of the worklist");
        Bundle page = cases.page(shown, reviewer, base());
        page.addLink().setRelation("self").setUrl(link(query.skipped()));
        if (found.size() > shown.size()) {
            page.addLink().setRelation("next").setUrl(link(query.skipped() + query.shown()));
        }
        return answer(ResponseEntity.ok(), page);
    }

    /** One Task of the reviewer's queues, open or closed; its ETag is what a decision sends back. */
    @GetMapping(TASK)
    ResponseEntity<byte[]> one(@PathVariable String id, HttpServletRequest request) {
        Reviewer reviewer = access.of(request, Set.of());
        Task task = visible(id, reviewer);
        Access.note(reviewer, "read Task " + id);
        return answer(ResponseEntity.ok().eTag(TaskVersion.etag(task)), cases.seen(task, reviewer));
    }

    /** Decides about a Task's item; another site's page can send neither this body nor If-Match. */
    @PostMapping(
            path = TASK + "/$decide",
            consumes = {FHIR_JSON, "application/json"})
    ResponseEntity<byte[]> decide(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request) {
        Reviewer reviewer = access.of(request, Set.of());
        Review review = decisions.read(body == null ? new byte[0] : body);
        reviews.review(id, TaskVersion.seen(ifMatch), review, reviewer);
        Access.note(reviewer, "decided " + ReviewKind.of(review).code() + " about Task " + id);
        Task task = worklist.find(id).orElseThrow(Worklists::unknown);
        Parameters done = new Parameters();
        done.addParameter().setName("task").setResource(cases.seen(task, reviewer));
        for (Resource response : resources.read(List.of(task.getFocus().getReference()))) {
            done.addParameter().setName("response").setResource(response);
        }
        return answer(ResponseEntity.ok().eTag(TaskVersion.etag(task)), done);
    }

    private Task visible(String id, Reviewer reviewer) {
        Task task = worklist.find(id).orElseThrow(Worklists::unknown);
        if (!isOfQueues(task, reviewer)) {
            throw new RejectedRequest(
                    FORBIDDEN, new Issue(IssueType.FORBIDDEN, null, "The Task is in a queue you do not work in."));
        }
        return task;
    }

    private static boolean isOfQueues(Task task, Reviewer reviewer) {
        return task.getPerformerType().stream()
                .flatMap(type -> type.getCoding().stream())
                .filter(coding -> CodeSystems.REVIEW_QUEUE.equals(coding.getSystem()))
                .anyMatch(coding -> reviewer.roles().stream()
                        .map(ReviewQueue::code)
                        .anyMatch(code -> code.equals(coding.getCode())));
    }

    private ResponseEntity<byte[]> answer(ResponseEntity.BodyBuilder answer, Resource resource) {
        return answer.cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_TYPE, FHIR_JSON + ";charset=UTF-8")
                .body(fhir.newJsonParser().encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8));
    }

    private static String base() {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/fhir")
                .toUriString();
    }

    private static String link(int offset) {
        return ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("_offset", offset)
                .toUriString();
    }

    private static RejectedRequest unknown() {
        return new RejectedRequest(
                NOT_FOUND,
                new Issue(IssueType.NOTFOUND, null, "There is no such review Task. GET /review/Task lists them."));
    }
}
