package org.precept.record;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.precept.fhir.Canonical;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.Terms;
import org.precept.record.RequestFile.RequestClock;

/**
 * Where requests stand in time, by the terms of their policies. Everything is computed from what is stored and the time
 * that is asked about: nothing waits for a moment to come, so a restart changes nothing.
 */
public final class Deadlines {
    /** For requests of which no policy is known: a third of the shortest time for a decision (ours). */
    private static final Duration WARNING = Duration.ofHours(24);
    /** For requests of which no policy is known (42 CFR 422.568(b)(1), 422.572(b)). */
    private static final Duration EXTENSION = Duration.ofDays(14);

    private final PolicyCatalog policies;

    /** Deadlines by the terms of these policies. */
    public Deadlines(PolicyCatalog policies) {
        this.policies = policies;
    }

    /** How urgent a request is. */
    public enum Urgency {
        /** Its time has passed. */
        OVERDUE,
        /** Its time passes soon, as the policy says. */
        NEARLY_DUE,
        /** Neither, or nothing of it is pended. */
        ON_TIME
    }

    /** How urgent the request is at the time. */
    public Urgency urgency(RequestFile file, Instant now) {
        if (!file.pended()) {
            return Urgency.ON_TIME;
        }
        if (file.clock().overdue(now)) {
            return Urgency.OVERDUE;
        }
        return file.clock().nearlyDue(now, warning(file)) ? Urgency.NEARLY_DUE : Urgency.ON_TIME;
    }

    /** From when on the request is nearly due. */
    public Instant warnedFrom(RequestFile file) {
        return file.clock().dueAt().minus(warning(file));
    }

    private Duration warning(RequestFile file) {
        return terms(file)
                .map(terms -> terms.warning(file.clock().expedited()))
                .max(Comparator.naturalOrder())
                .orElse(WARNING);
    }

    /** The longest warning that any policy gives, for finding all requests that could be nearly due. */
    public Duration longestWarning(boolean expedited) {
        return policies.all().stream()
                .map(policy -> policy.terms().warning(expedited))
                .max(Comparator.naturalOrder())
                .orElse(WARNING);
    }

    /**
     * The clock with the one extension that the policies of the pended items allow, the shortest of them.
     *
     * @throws IllegalStateException when it was extended before, or its time has passed
     */
    public RequestClock extended(RequestFile file, RequestFile.Extension extension) {
        Duration more = terms(file)
                .map(terms -> terms.extension().time())
                .min(Comparator.naturalOrder())
                .orElse(EXTENSION);
        return file.clock().extended(more, extension);
    }

    /**
     * The last day on which the denial can be appealed; empty for an item that is not denied, or whose policy is not
     * known any more.
     */
    public Optional<LocalDate> lastDayToAppeal(FiledItem item) {
        return item.status() == ItemStatus.DENIED
                ? policy(item)
                        .map(policy ->
                                policy.terms().appeal().lastDay(LocalDate.ofInstant(item.changedAt(), ZoneOffset.UTC)))
                : Optional.empty();
    }

    /** The policy of an item: the version that decided, else the one of that name that took effect last. */
    public Optional<CoveragePolicy> policy(FiledItem item) {
        if (item.policy() == null) {
            return Optional.empty();
        }
        Canonical decided = Canonical.parse(item.policy());
        return policies.byCanonical(decided).or(() -> policies.byCanonical(new Canonical(decided.url(), null)));
    }

    private Stream<Terms> terms(RequestFile file) {
        return file.items().stream()
                .filter(item -> item.status().pended())
                .flatMap(item -> policy(item).stream())
                .map(CoveragePolicy::terms);
    }
}
