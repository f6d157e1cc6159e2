package org.precept.pas.notify;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.PasEdition;
import org.precept.pas.notify.Channel.Content;
import org.precept.pas.notify.NotificationWriter.Kind;
import org.precept.pas.notify.NotificationWriter.Standing;
import org.precept.record.NewsEvent;
import org.precept.record.NewsSubscription;
import org.precept.record.NewsSubscriptions;
import org.precept.record.NewsSubscriptions.Progress;

/** {@code $status} and {@code $events} of Subscriptions (subscriptions backport 1.1.0), to their owners only. */
public final class SubscriptionOperations {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    /** An answer is tens of kilobytes; who wants more asks again from the next number. */
    private static final int MOST_EVENTS = 100;

    private final Owners owners;
    private final SubscriptionService service;
    private final SubscriptionReader reader;
    private final NewsSubscriptions subscriptions;
    private final NotificationWriter writer;
    private final Clock clock;

    SubscriptionOperations(
            Owners owners,
            SubscriptionService service,
            SubscriptionReader reader,
            NewsSubscriptions subscriptions,
            NotificationWriter writer,
            Clock clock) {
        this.owners = owners;
        this.service = service;
        this.reader = reader;
        this.subscriptions = subscriptions;
        this.writer = writer;
        this.clock = clock;
    }

    /** Where one of the caller's Subscriptions stands, or all of them. */
    @Operation(name = "$status", typeName = "Subscription", idempotent = true, manualResponse = true)
    public void status(
            @IdParam(optional = true) @Nullable IdType instance,
            @OperationParam(name = "id", typeName = "id") @Nullable List<IPrimitiveType<String>> ids,
            @OperationParam(name = "status", typeName = "code") @Nullable List<IPrimitiveType<String>> statuses,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Owner owner = owner(request);
        PasEdition edition = PasEdition.of(request);
        List<NewsSubscription> asked = instance != null
                ? List.of(service.find(instance.getIdPart(), owner, edition))
                : service.all(owner, edition).stream()
                        .filter(each -> has(ids, each.id())
                                && has(statuses, each.status().code()))
                        .toList();
        write(response, writer.statuses(asked.stream().map(this::standing).toList(), clock.instant()));
    }

    /** What happened so far, delivered or not; as a notification. */
    @Operation(name = "$events", typeName = "Subscription", idempotent = true, manualResponse = true)
    public void events(
            @IdParam IdType instance,
            @OperationParam(name = "eventsSinceNumber") @Nullable StringType since,
            @OperationParam(name = "eventsUntilNumber") @Nullable StringType until,
            @OperationParam(name = "content") @Nullable CodeType content,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Owner owner = owner(request);
        NewsSubscription asked = service.find(instance.getIdPart(), owner, PasEdition.of(request));
        requireAllowed(asked, owner);
        long from = number(since, "eventsSinceNumber", 1);
        long to = number(until, "eventsUntilNumber", Long.MAX_VALUE);
        List<NewsEvent> events = subscriptions.events(asked.id(), from, to, MOST_EVENTS);
        boolean references = content != null && !Content.FULL_RESOURCE.code().equals(content.getValue());
        write(
                response,
                writer.notification(
                        asked,
                        Kind.QUERY_EVENT,
                        standing(asked).last(),
                        events,
                        references ? Content.ID_ONLY : reader.content(asked),
                        clock.instant()));
    }

    /** What may not be sent any more is not fetched either: the configuration may have changed since it was stored. */
    private void requireAllowed(NewsSubscription asked, Owner owner) {
        if (reader.channel(asked, owner).isEmpty()) {
            throw new RejectedRequest(
                    FORBIDDEN,
                    new Issue(
                            IssueType.FORBIDDEN,
                            "Subscription",
                            "The configuration of this server no longer allows this Subscription. Ask its operator, or"
                                    + " change its filter and endpoint to what is yours."));
        }
    }

    private Standing standing(NewsSubscription subscription) {
        Progress progress = subscriptions.progress(subscription.id()).orElse(new Progress(0, 0, 0, null));
        return new Standing(subscription, progress.events(), progress.failure());
    }

    private static boolean has(@Nullable List<IPrimitiveType<String>> wanted, String value) {
        return wanted == null
                || wanted.isEmpty()
                || wanted.stream().anyMatch(each -> value.equals(each.getValueAsString()));
    }

    private static long number(@Nullable StringType text, String name, long otherwise) {
        if (text == null || !text.hasValue()) {
            return otherwise;
        }
        if (!text.getValue().matches("\\d{1,18}")) {
            throw new RejectedRequest(BAD_REQUEST, new Issue(IssueType.VALUE, name, "Give the number of an event."));
        }
        return Long.parseLong(text.getValue());
    }

    private static void write(HttpServletResponse response, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("application/fhir+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private Owner owner(HttpServletRequest request) {
        return owners.calling(request.getHeader("Authorization"));
    }
}
