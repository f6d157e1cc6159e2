package org.precept.pas.reviewing;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.precept.determination.ReviewQueue;
import org.precept.record.ReviewKind;
import org.precept.record.Reviewer;

/**
 * Who may do what about an item. Reviewers work in the queues of their roles; what another reviewer has is theirs; only
 * physicians and clinicians deny, wholly or in part; and who denied does not decide on the appeal (CMS-0057-F, 42 CFR
 * 422.590(h); policies.md, "Decision").
 */
final class ReviewRules {

    private static final Set<ReviewQueue> MAY_DENY = Set.of(ReviewQueue.PHYSICIAN, ReviewQueue.CLINICIAN);

    private ReviewRules() {}

    /** Why the reviewer may not do it, in words; empty when they may. */
    static Optional<String> refusal(ReviewKind kind, Position position, Reviewer reviewer) {
        if (!reviewer.roles().contains(position.queue())) {
            return Optional.of("It waits in queue " + position.queue().code() + ", and you work in "
                    + reviewer.roles().stream().map(ReviewQueue::code).sorted().collect(Collectors.joining(", "))
                    + ". Leave it to somebody of that queue.");
        }
        if (kind != ReviewKind.REASSIGN
                && position.owner() != null
                && !position.owner().equals(reviewer.name())) {
            return Optional.of("Another reviewer has it. Reassign it to yourself first.");
        }
        if (kind == ReviewKind.DENY && !MAY_DENY.contains(position.queue())) {
            return Optional.of(ONLY_PHYSICIANS);
        }
        if (kind.decides() && position.deniedBy().contains(reviewer.name())) {
            return Optional.of("It appeals a denial of yours, and somebody else has to decide on it. Reassign it.");
        }
        return Optional.empty();
    }

    /** Why something less than what was asked for may not be approved here; empty when it may: the rest is denied. */
    static Optional<String> refusalOfLess(Position position) {
        return MAY_DENY.contains(position.queue()) ? Optional.empty() : Optional.of(ONLY_PHYSICIANS);
    }

    /** Why days may not be approved here that the policy does not give; empty when they may. */
    static Optional<String> refusalOfMore(Position position) {
        return MAY_DENY.contains(position.queue())
                ? Optional.empty()
                : Optional.of(
                        "Only physicians and clinicians approve days that the policy does not give. Escalate it.");
    }

    private static final String ONLY_PHYSICIANS =
            "Only physicians and clinicians deny, also in part, in their own queues. Escalate it.";
}
