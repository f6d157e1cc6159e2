package org.precept.pas;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Decision;
import org.precept.determination.Determination;
import org.precept.determination.GuidanceRecord;

/** What became of an item. */
sealed interface ItemOutcome {

    SubmittedItem item();

    /** Authorization number of an approved item, trace number of a pended one. */
    String number();

    /** X12 306 action code. */
    String action();

    /** X12 886 reason; null for an approval. */
    @Nullable
    String reason();

    /** True when the provider is asked for documents. */
    default boolean asksForDocuments() {
        return GuidanceRecord.MORE_INFORMATION.equals(reason());
    }

    /**
     * Decided by a policy.
     *
     * @param notes what was not counted as evidence, for people
     * @param units billing units of this item when it is approved; null when not known
     * @param givenBefore the approval was on file when the order was signed, and this request is for what it approved
     * @param considered what it was made of
     */
    record Determined(
            SubmittedItem item,
            String number,
            Determination determination,
            List<String> notes,
            @Nullable BigDecimal units,
            boolean givenBefore,
            Considered considered)
            implements ItemOutcome {
        public Determined {
            notes = List.copyOf(notes);
        }

        /** The same under another number and with other notes. */
        Determined under(String other, List<String> otherNotes) {
            return new Determined(item, other, determination, otherNotes, units, givenBefore, considered);
        }

        /** True when no finding of the determination keeps its criterion from being met. */
        boolean everyCriterionMet() {
            return determination.findings().stream()
                    .allMatch(finding -> Boolean.TRUE.equals(finding.result().value()));
        }

        Decision decision() {
            return determination.decision();
        }

        @Override
        public String action() {
            return decision().action();
        }

        @Override
        public @Nullable String reason() {
            return GuidanceRecord.reason(decision());
        }
    }

    /**
     * Pended until the drug code is sent (policies.md: no policy, no phase).
     *
     * @param candidates names of products that it could be
     */
    record CodeAwaited(SubmittedItem item, String number, Set<String> candidates) implements ItemOutcome {
        @Override
        public String action() {
            return "A4";
        }

        @Override
        public String reason() {
            return GuidanceRecord.MORE_INFORMATION;
        }
    }
}
