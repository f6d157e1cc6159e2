package org.precept.pas;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.policy.DateRange;
import org.precept.record.Review;

/** A reviewer's decision in sentences for provider and member; of a denial also the section and how to appeal. */
final class ReviewExplanation {

    private ReviewExplanation() {}

    static List<String> of(Reviewed outcome) {
        if (outcome.review() instanceof Review.Approve approve) {
            return Stream.of(approved("Approved", outcome), text(approve))
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
        if (outcome.review() instanceof Review.ApproveModified modified) {
            return List.of(approved("Approved otherwise than asked", outcome), modified.text());
        }
        if (outcome.review() instanceof Review.Deny denial) {
            return denied(denial);
        }
        return asked(outcome);
    }

    private static String text(Review.Approve approve) {
        return approve.text() == null ? "" : approve.text();
    }

    private static String approved(String how, Reviewed outcome) {
        DateRange period = outcome.period() == null ? new DateRange(null, null) : outcome.period();
        return how + " by a reviewer under authorization " + outcome.number() + Explanation.units(outcome.units())
                + Explanation.valid(period) + ".";
    }

    private static List<String> denied(Review.Deny denial) {
        List<String> texts = new ArrayList<>();
        texts.add("Denied by a reviewer: " + denial.text());
        texts.add("Policy section: " + denial.section());
        texts.add("Appeal: " + denial.appeal());
        return texts;
    }

    private static List<String> asked(Reviewed outcome) {
        return outcome.review() instanceof Review.AskMore more
                ? List.of("Pended under " + outcome.number() + ": a reviewer asks for more. " + more.text())
                : List.of();
    }
}
