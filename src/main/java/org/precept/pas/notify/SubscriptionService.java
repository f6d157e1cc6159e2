package org.precept.pas.notify;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Subscription;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.PasEdition;
import org.precept.record.NewsSubscription;
import org.precept.record.NewsSubscriptions;

/** Subscriptions of one owner at a time: what belongs to another is not there (spec-59). */
final class SubscriptionService {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final NewsSubscriptions subscriptions;
    private final SubscriptionReader reader;
    private final int most;
    private final Clock clock;

    SubscriptionService(NewsSubscriptions subscriptions, SubscriptionReader reader, int most, Clock clock) {
        this.subscriptions = subscriptions;
        this.reader = reader;
        this.most = most;
        this.clock = clock;
    }

    NewsSubscription create(Subscription asked, Owner owner, PasEdition edition) {
        NewsSubscription created = reader.read(asked, UUID.randomUUID().toString(), 1, owner, edition, now());
        if (!subscriptions.add(created, most)) {
            throw rejected(
                    FORBIDDEN,
                    IssueType.TOOCOSTLY,
                    "You have " + most + " Subscriptions, the most that are allowed. Delete or change one of them.");
        }
        return created;
    }

    NewsSubscription find(String id, Owner owner, PasEdition edition) {
        return Optional.of(id)
                .flatMap(subscriptions::find)
                .filter(found -> isThere(found, owner, edition))
                .orElseThrow(SubscriptionService::notFound);
    }

    List<NewsSubscription> all(Owner owner, PasEdition edition) {
        return subscriptions.of(owner.name()).stream()
                .filter(found -> isThere(found, owner, edition))
                .toList();
    }

    /** @param expected version that the caller saw; null when it does not say */
    NewsSubscription update(String id, @Nullable String expected, Subscription asked, Owner owner, PasEdition edition) {
        NewsSubscription before = find(id, owner, edition);
        if (expected != null && !expected.equals(Integer.toString(before.version()))) {
            throw rejected(
                    PRECONDITION_FAILED,
                    IssueType.CONFLICT,
                    "The Subscription is at version " + before.version() + ". Read it, and send your change again.");
        }
        NewsSubscription next = reader.read(asked, id, before.version() + 1, owner, edition, now());
        if (!subscriptions.replace(next)) {
            throw rejected(
                    CONFLICT,
                    IssueType.CONFLICT,
                    "The Subscription changed at the same time. Read it, and send your change again.");
        }
        return next;
    }

    void delete(String id, Owner owner, PasEdition edition) {
        if (!subscriptions.remove(find(id, owner, edition).id())) {
            throw notFound();
        }
    }

    /** Times of the database have microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean isThere(NewsSubscription found, Owner owner, PasEdition edition) {
        return found.owner().equals(owner.name()) && found.edition().equals(edition.version());
    }

    private static RejectedRequest notFound() {
        return rejected(NOT_FOUND, IssueType.NOTFOUND, "You have no such Subscription here.");
    }

    private static RejectedRequest rejected(int status, IssueType type, String what) {
        return new RejectedRequest(status, new Issue(type, null, what));
    }
}
