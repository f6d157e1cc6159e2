package org.precept.pas.reviewing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;
import org.precept.determination.ReviewQueue;
import org.precept.pas.ItemOutcome;
import org.precept.pas.ItemOutcome.Rerouted;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.pas.SubmittedItem;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.DateRange;
import org.precept.policy.DenialReasons;
import org.precept.policy.Phase;
import org.precept.record.Authorizations;
import org.precept.record.Deadlines;
import org.precept.record.FiledItem;
import org.precept.record.Review;
import org.precept.record.Reviewer;
import org.precept.record.Reviewers;

/** What a review makes of an item, or why it cannot. */
final class Conclusion {

    private final Authorizations authorizations;
    private final Deadlines deadlines;
    private final DenialReasons reasons;
    private final Reviewers reviewers;

    Conclusion(Authorizations authorizations, Deadlines deadlines, DenialReasons reasons, Reviewers reviewers) {
        this.authorizations = authorizations;
        this.deadlines = deadlines;
        this.reasons = reasons;
        this.reviewers = reviewers;
    }

    /** The outcome; rejects what cannot be done (422) or not by this reviewer (403). */
    ItemOutcome of(Review review, SubmittedItem item, FiledItem filed, Position position, Reviewer reviewer) {
        if (review instanceof Review.Approve) {
            checkProduct(filed);
            DateRange period = policyPeriod(filed)
                    .orElseThrow(() -> Rejections.impossible(
                            "decision",
                            "Its policy is not known any more. Send approve-modified with the period to approve."));
            return approved(review, item, filed, reviewer, period, filed.units());
        }
        if (review instanceof Review.ApproveModified modified) {
            return modified(modified, item, filed, position, reviewer);
        }
        if (review instanceof Review.Deny denial) {
            check(denial, filed);
            return new Reviewed(item, filed, denial, reviewer, number(filed), null, null);
        }
        if (review instanceof Review.AskMore) {
            return new Reviewed(item, filed, review, reviewer, number(filed), null, null);
        }
        if (review instanceof Review.Escalate escalation) {
            if (escalation.queue() == position.queue()) {
                throw Rejections.impossible("queue", "It waits in this queue already. Name another.");
            }
            if (escalation.queue() == ReviewQueue.NURSE) {
                throw Rejections.impossible(
                        "queue",
                        "Nurses do not decide what waits for a physician or a clinician. Name one of their queues.");
            }
            return new Rerouted(item, filed, escalation.queue(), null, escalation.text());
        }
        Review.Reassign reassignment = (Review.Reassign) review;
        checkOwner(reassignment.reviewer(), position);
        return new Rerouted(item, filed, position.queue(), reassignment.reviewer(), null);
    }

    private ItemOutcome modified(
            Review.ApproveModified review, SubmittedItem item, FiledItem filed, Position position, Reviewer reviewer) {
        Optional<DateRange> usual = policyPeriod(filed);
        DateRange period = review.period() == null ? usual.orElse(null) : review.period();
        if (period == null) {
            throw Rejections.impossible("period", "Its policy is not known any more. Send the period to approve.");
        }
        BigDecimal units = review.units() == null ? filed.units() : review.units();
        int more = compare(units, filed.units());
        if (more > 0) {
            throw Rejections.impossible(
                    "units", "This is more than was asked for. Approve at most what the item asks for.");
        }
        if (more == 0 && usual.filter(period::equals).isPresent()) {
            throw Rejections.impossible("decision", "This changes nothing of what was asked for. Send approve.");
        }
        if (more < 0 || usual.filter(days -> !encloses(period, days)).isPresent()) {
            ReviewRules.refusalOfLess(position).ifPresent(why -> {
                throw Rejections.forbidden(why);
            });
        }
        if (usual.filter(days -> !encloses(days, period)).isPresent()) {
            ReviewRules.refusalOfMore(position).ifPresent(why -> {
                throw Rejections.forbidden(why);
            });
        }
        DateRange asked = usual.orElse(new DateRange(filed.serviceDate(), null));
        if (!period.overlaps(asked)) {
            throw Rejections.impossible(
                    "period",
                    "None of these days was asked for (" + days(asked)
                            + "): the provider could use none of it. To grant none, deny.");
        }
        return approved(review, item, filed, reviewer, period, units);
    }

    private ItemOutcome approved(
            Review review,
            SubmittedItem item,
            FiledItem filed,
            Reviewer reviewer,
            DateRange period,
            @Nullable BigDecimal units) {
        checkProduct(filed);
        return new Reviewed(item, filed, review, reviewer, authorizations.nextNumber(), period, units);
    }

    private static void checkProduct(FiledItem filed) {
        if (filed.product() == null) {
            throw Rejections.impossible(
                    "decision",
                    "Its codes do not name one product, so that nothing can be approved. Ask for an update with the drug"
                            + " code (ask-more).");
        }
    }

    /** X12 886 in the content, and a section that the policy has (when it names sections). */
    private void check(Review.Deny denial, FiledItem filed) {
        if (reasons.find(denial.reason()).isEmpty()) {
            throw Rejections.impossible(
                    "reason",
                    "Nobody denies for this reason. Send one of "
                            + String.join(
                                    ", ",
                                    reasons.all().stream().map(Coding::getCode).toList())
                            + " of X12 886.");
        }
        List<String> sections = phase(filed).map(Phase::sections).orElse(List.of());
        if (!sections.isEmpty() && !sections.contains(denial.section())) {
            throw Rejections.impossible(
                    "section", "The policy has no such section. Send one of: " + String.join(" | ", sections));
        }
    }

    private void checkOwner(@Nullable String name, Position position) {
        if (name == null) {
            return;
        }
        Reviewer owner = reviewers
                .named(name)
                .orElseThrow(() -> Rejections.impossible("reviewer", "There is no such reviewer."));
        ReviewQueue queue = position.queue();
        if (!owner.roles().contains(queue)) {
            throw Rejections.impossible("reviewer", "This reviewer does not work in queue " + queue.code() + ".");
        }
        if (position.deniedBy().contains(name)) {
            throw Rejections.impossible("reviewer", "This reviewer denied what is appealed. Name somebody else.");
        }
    }

    private Optional<DateRange> policyPeriod(FiledItem filed) {
        return phase(filed).map(phase -> phase.approvalFrom(filed.serviceDate()));
    }

    private Optional<Phase> phase(FiledItem filed) {
        Optional<CoveragePolicy> policy = deadlines.policy(filed);
        return policy.flatMap(found -> found.phase(String.valueOf(filed.phase())));
    }

    private static int compare(@Nullable BigDecimal granted, @Nullable BigDecimal asked) {
        return granted == null || asked == null ? 0 : granted.compareTo(asked);
    }

    /** A period of the same length at another time leaves days out as well: those are denied. */
    private static boolean encloses(DateRange period, DateRange days) {
        return (period.start() == null || (days.start() != null && period.contains(days.start())))
                && (period.end() == null || (days.end() != null && period.contains(days.end())));
    }

    private static String days(DateRange range) {
        return range.end() == null ? "from " + range.start() : range.start() + " to " + range.end();
    }

    private static String number(FiledItem filed) {
        return Objects.requireNonNull(filed.number());
    }
}
