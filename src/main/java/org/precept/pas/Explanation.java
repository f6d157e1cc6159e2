package org.precept.pas;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Period;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Decision;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.determination.ReviewQueue;
import org.precept.pas.ItemOutcome.Cancelled;
import org.precept.pas.ItemOutcome.CodeAwaited;
import org.precept.pas.ItemOutcome.CodeUnread;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.Ended;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.DateRange;
import org.precept.record.FiledItem;
import org.precept.record.Review;

/** An item's outcome in sentences for the provider: first the decision, then each criterion, then what the policy adds. */
final class Explanation {

    private Explanation() {}

    static List<String> of(ItemOutcome outcome) {
        if (outcome instanceof Determined determined) {
            return of(determined);
        }
        if (outcome instanceof Reviewed reviewed) {
            return ReviewExplanation.of(reviewed);
        }
        if (outcome instanceof Cancelled cancelled) {
            return List.of(cancelled(cancelled));
        }
        if (outcome instanceof CodeUnread unread) {
            return List.of(unread(unread));
        }
        if (outcome instanceof Ended ended) {
            return List.of(ended(ended));
        }
        return outcome instanceof CodeAwaited awaited ? List.of(drugCode(awaited)) : List.of();
    }

    private static String cancelled(Cancelled outcome) {
        FiledItem filed = outcome.filed();
        return "Cancelled as the provider asked."
                + (filed != null && LedgerEntries.approved(filed.status())
                        ? " Authorization " + filed.number() + " is no longer valid."
                        : "");
    }

    private static String ended(Ended outcome) {
        return "Ended: of what was approved while the order was signed, requests gave back all, or a person decided on it."
                + " Authorization " + outcome.filed().number() + " is no longer valid.";
    }

    /**
     * What to send for an item that lacks documents.
     *
     * @param document LOINC code of what is asked for: a form asks for all that is missing, a document for what it would show
     */
    static String missing(ItemOutcome outcome, String document) {
        if (outcome instanceof Determined determined && determined.decision() instanceof DocumentationNeeded needed) {
            return needed.missing().stream()
                    .filter(criterion ->
                            document.equals(Pas.COMPLETE_QUESTIONNAIRE) || document.equals(criterion.document()))
                    .map(criterion -> criterion.documentation() == null ? criterion.title() : criterion.documentation())
                    .collect(Collectors.joining(" "));
        }
        if (outcome instanceof Reviewed reviewed && reviewed.review() instanceof Review.AskMore more) {
            return more.text();
        }
        return outcome instanceof CodeAwaited awaited ? drugCode(awaited) : "";
    }

    private static List<String> of(Determined outcome) {
        Determination determination = outcome.determination();
        List<String> texts = new ArrayList<>();
        texts.add(decision(outcome) + " Decided by " + determination.policy().title() + ", version "
                + determination.policy().canonical().version() + ", "
                + determination.phase().title() + ".");
        determination.findings().forEach(finding -> texts.add(finding.text()));
        outcome.notes().forEach(note -> texts.add("Note: " + note + "."));
        determination
                .policy()
                .instructions()
                .forEach(instruction -> texts.add(instruction.summary() + " " + instruction.detail()));
        return texts;
    }

    private static String decision(Determined outcome) {
        Decision decision = outcome.decision();
        if (decision instanceof Approved approved) {
            return "Approved under authorization " + outcome.number() + units(outcome.units())
                    + valid(approved.period()) + "." + later(outcome, approved.period())
                    + (outcome.givenBefore() ? " It was on file when the order was signed." : "")
                    + (outcome.everyCriterionMet() ? " Every criterion is met." : "");
        }
        if (decision instanceof DocumentationNeeded) {
            return "Pended under " + outcome.number() + ": documentation is missing. Complete the questionnaire "
                    + outcome.determination().phase().questionnaire() + " (DTR context " + outcome.number()
                    + "), or send what is asked for below.";
        }
        return review(outcome.number(), (ReviewNeeded) decision);
    }

    /** What of the requested days comes after the approval. */
    private static String later(Determined outcome, DateRange approved) {
        if (outcome.item().item().getServiced() instanceof Period asked
                && asked.hasEnd()
                && approved.end() != null
                && Dates.day(asked.getEndElement()).isAfter(approved.end())) {
            return " The request is for days until " + Dates.day(asked.getEndElement())
                    + ": what comes after the approval needs a renewal.";
        }
        return "";
    }

    private static String review(String number, ReviewNeeded review) {
        String start = "Pended under " + number + " for review by a " + reviewer(review.queue()) + ". ";
        if (review.because().isEmpty()) {
            return start + "Nothing speaks against it; under this policy a person decides.";
        }
        return start + "To be reviewed: "
                + review.because().stream().map(Criterion::title).collect(Collectors.joining(", ")) + ".";
    }

    private static String reviewer(ReviewQueue queue) {
        return queue == ReviewQueue.NURSE ? "nurse reviewer" : queue.code();
    }

    static String units(@Nullable BigDecimal units) {
        return units == null || units.signum() == 0 ? "" : ", " + units.toPlainString() + " units";
    }

    static String valid(DateRange period) {
        return (period.start() == null ? "" : ", from " + period.start())
                + (period.end() == null ? "" : " to " + period.end());
    }

    private static String unread(CodeUnread outcome) {
        return "Pended under " + outcome.number() + " for review by a " + reviewer(outcome.queue())
                + ": what was sent does not say in codes which product is meant. It could be "
                + String.join(", ", outcome.candidates()) + ".";
    }

    private static String drugCode(CodeAwaited awaited) {
        return "Pended under " + awaited.number() + ": the billing code does not name one product. It could be "
                + String.join(", ", awaited.candidates())
                + ". Send the drug code (NDC, or the RxNorm product on the order).";
    }
}
