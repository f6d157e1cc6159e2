package org.precept.determination;

import java.util.List;
import java.util.stream.Collectors;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.EvidenceReference;
import org.precept.policy.CriteriaTree.Criterion;

/** Says a finding in words that a clinician reads. */
final class FindingText {
    private static final int SHOWN = 5;

    private FindingText() {}

    /** Title, what was found, why, on what evidence, and what to send when it is not known. */
    static String of(Criterion criterion, CriterionResult result) {
        String text = withoutRequest(criterion, result);
        boolean open = result.value() == null && !result.conflict() && !result.physician();
        return open && criterion.documentation() != null ? text + ' ' + sentence(criterion.documentation()) : text;
    }

    static String withoutRequest(Criterion criterion, CriterionResult result) {
        StringBuilder text = new StringBuilder(criterion.title()).append(": ").append(state(result));
        if (result.note() != null) {
            text.append(' ').append(sentence(result.note()));
        }
        if (!result.evidence().isEmpty()) {
            text.append(" Evidence: ").append(evidence(result.evidence())).append('.');
        }
        return text.toString();
    }

    private static String state(CriterionResult result) {
        if (result.conflict()) {
            return "contradictory.";
        }
        if (result.value() != null) {
            return result.value() ? "met." : "not met.";
        }
        if (result.physician()) {
            return "left to a physician.";
        }
        return result.evidence().isEmpty() ? "nothing on file says so yet." : "what is on file does not settle it.";
    }

    private static String evidence(List<EvidenceReference> evidence) {
        String shown = evidence.stream()
                .map(reference -> display(reference))
                .distinct()
                .limit(SHOWN)
                .collect(Collectors.joining("; "));
        long more = evidence.stream().map(FindingText::display).distinct().count() - SHOWN;
        return more > 0 ? shown + "; and " + more + " more" : shown;
    }

    /** What the evidence is, with its date. */
    static String display(EvidenceReference reference) {
        return reference.date() == null ? reference.display() : reference.display() + " (" + reference.date() + ")";
    }

    private static String sentence(String text) {
        String bare = text.strip();
        return bare.endsWith(".") ? bare : bare + ".";
    }
}
