package org.precept.record;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.determination.ReviewQueue;
import org.precept.policy.DateRange;

/** What a reviewer does about one item. */
public sealed interface Review {

    /**
     * Approves as asked (A1).
     *
     * @param text for the provider; null for none
     */
    record Approve(@Nullable String text) implements Review {}

    /**
     * Approves something else than what was asked (A6 with an addItem).
     *
     * @param units billing units granted; null as asked
     * @param period days for which it is granted; null as the policy says
     * @param text why, for the provider
     */
    record ApproveModified(
            @Nullable BigDecimal units, @Nullable DateRange period, String text) implements Review {
        /** Refuses an empty text, units of zero or less, and a modification that changes nothing. */
        public ApproveModified {
            required(text, "text");
            if (units == null && period == null) {
                throw new IllegalArgumentException("units or period is required");
            }
            if (units != null && units.signum() <= 0) {
                throw new IllegalArgumentException("units must be more than zero");
            }
        }
    }

    /**
     * Denies (A3). A denial without reason, section or appeal information cannot be made.
     *
     * @param reason X12 886 code
     * @param section of the policy that is not met, as the source calls it
     * @param text the reason in words for member and provider
     * @param appeal how, where and until when to appeal
     */
    record Deny(String reason, String section, String text, String appeal) implements Review {
        /** Refuses what is empty. */
        public Deny {
            required(reason, "reason");
            required(section, "section");
            required(text, "text");
            required(appeal, "appeal");
        }
    }

    /**
     * Asks the provider for more (A4, 0U).
     *
     * @param documents LOINC codes of documents; {@code 102089-0} is the policy's form
     * @param text what is missing, for the provider
     */
    record AskMore(List<String> documents, String text) implements Review {
        /** Copies the list; refuses an empty one. */
        public AskMore {
            documents = List.copyOf(documents);
            required(text, "text");
            if (documents.isEmpty()) {
                throw new IllegalArgumentException("documents is required");
            }
        }
    }

    /** Hands the item to another queue; the provider sees no change. */
    record Escalate(ReviewQueue queue, String text) implements Review {
        /** Refuses an empty text. */
        public Escalate {
            required(text, "text");
        }
    }

    /** Gives the item to a person of the same queue, or back to the queue when the name is null. */
    record Reassign(@Nullable String reviewer) implements Review {}

    /** Takes more time, once. */
    record Extend(String reason) implements Review {
        /** Refuses an empty reason. */
        public Extend {
            required(reason, "reason");
        }
    }

    private static void required(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is required");
        }
    }
}
