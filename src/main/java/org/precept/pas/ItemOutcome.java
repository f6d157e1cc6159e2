package org.precept.pas;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Decision;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Determination;
import org.precept.determination.GuidanceRecord;
import org.precept.determination.ReviewQueue;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.DateRange;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.Review;
import org.precept.record.Reviewer;

/** What became of an item. */
public sealed interface ItemOutcome {

    /** The item as its sender asked for it. */
    SubmittedItem item();

    /** Where the item stands now. */
    ItemStatus status();

    /**
     * Authorization number of an approved item, trace number of a pended one; of a denied or cancelled item the last one it
     * had. Null when it has none.
     */
    @Nullable
    String number();

    /** X12 306 action code; empty for an item in error. */
    default String action() {
        return status().action();
    }

    /** X12 886 reason; null when there is none. */
    @Nullable
    String reason();

    /** LOINC codes of the documents that the provider is asked for now; empty when nothing is. */
    default List<String> documents() {
        return List.of();
    }

    /** True when the provider is asked for documents now. */
    default boolean asksForDocuments() {
        return !documents().isEmpty();
    }

    /** The number of an item that has one. */
    default String requiredNumber() {
        return Objects.requireNonNull(number());
    }

    /**
     * Decided by a policy.
     *
     * @param notes what was not counted as evidence, for people
     * @param units billing units of this item; null when not known
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
        /** Copies the notes. */
        public Determined {
            notes = List.copyOf(notes);
        }

        /** The same under another number and with other notes. */
        public Determined under(String other, List<String> otherNotes) {
            return new Determined(item, other, determination, otherNotes, units, givenBefore, considered);
        }

        /** True when no finding of the determination keeps its criterion from being met. */
        boolean everyCriterionMet() {
            return determination.findings().stream()
                    .allMatch(finding -> Boolean.TRUE.equals(finding.result().value()));
        }

        /** What was decided. */
        public Decision decision() {
            return determination.decision();
        }

        @Override
        public ItemStatus status() {
            if (decision() instanceof Approved) {
                return ItemStatus.APPROVED;
            }
            return decision() instanceof DocumentationNeeded ? ItemStatus.PENDED_DOCUMENTS : ItemStatus.PENDED_REVIEW;
        }

        @Override
        public @Nullable String reason() {
            return GuidanceRecord.reason(decision());
        }

        /** The form, and the documents that would do in its place. */
        @Override
        public List<String> documents() {
            return decision() instanceof DocumentationNeeded needed
                    ? Stream.concat(
                                    Stream.of(Pas.COMPLETE_QUESTIONNAIRE),
                                    needed.missing().stream().map(Criterion::document))
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList()
                    : List.of();
        }
    }

    /**
     * Pended until the drug code is sent (policies.md: no policy, no phase).
     *
     * @param candidates names of products that it could be
     */
    record CodeAwaited(SubmittedItem item, String number, Set<String> candidates) implements ItemOutcome {
        @Override
        public ItemStatus status() {
            return ItemStatus.PENDED_DOCUMENTS;
        }

        @Override
        public String reason() {
            return GuidanceRecord.MORE_INFORMATION;
        }

        /** The prescription with its drug code: no form can help. */
        @Override
        public List<String> documents() {
            return List.of(Pas.PRESCRIPTION_LIST);
        }

        /** The same when a document came that does not say it in codes: a person has to look. */
        public CodeUnread forReview(ReviewQueue queue) {
            return new CodeUnread(item, number, candidates, queue);
        }
    }

    /**
     * Waits for a reviewer, because what was sent does not say in codes which product is meant.
     *
     * @param candidates names of products that it could be
     */
    record CodeUnread(SubmittedItem item, String number, Set<String> candidates, ReviewQueue queue)
            implements ItemOutcome {
        @Override
        public ItemStatus status() {
            return ItemStatus.PENDED_REVIEW;
        }

        @Override
        public String reason() {
            return GuidanceRecord.MEDICAL_REVIEW;
        }
    }

    /**
     * Stays as it stood: what the current answer says of it is said again.
     *
     * @param filed as it stands
     * @param arrived LOINC codes of documents that are no longer asked for, because they are here
     */
    record Kept(SubmittedItem item, FiledItem filed, Set<String> arrived) implements ItemOutcome {
        /** Copies the set. */
        public Kept {
            arrived = Set.copyOf(arrived);
        }

        /** Nothing changes about it at all. */
        public Kept(SubmittedItem item, FiledItem filed) {
            this(item, filed, Set.of());
        }

        @Override
        public ItemStatus status() {
            return filed.status();
        }

        @Override
        public @Nullable String number() {
            return filed.number();
        }

        @Override
        public @Nullable String reason() {
            return filed.reason();
        }
    }

    /**
     * Withdrawn by the provider. What was approved for it is free again.
     *
     * @param filed as it stood before; null when it was cancelled in the request that first named it
     */
    record Cancelled(SubmittedItem item, @Nullable FiledItem filed) implements ItemOutcome {
        @Override
        public ItemStatus status() {
            return ItemStatus.CANCELLED;
        }

        @Override
        public @Nullable String number() {
            return filed == null ? null : filed.number();
        }

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /**
     * Approved while an order was signed, and nothing of that is left: requests for it gave it back, or a person decided on
     * them.
     *
     * @param filed as it stood before
     */
    record Ended(SubmittedItem item, FiledItem filed) implements ItemOutcome {
        @Override
        public ItemStatus status() {
            return ItemStatus.CANCELLED;
        }

        @Override
        public @Nullable String number() {
            return filed.number();
        }

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /**
     * Decided by a person: approved, approved modified, denied, or asked for more.
     *
     * @param filed as it stood before
     * @param review an {@link Review.Approve}, {@link Review.ApproveModified}, {@link Review.Deny} or {@link Review.AskMore}
     * @param number a new authorization number of an approval; otherwise the number the item has
     * @param period days for which it is approved; null when it is not
     * @param units billing units approved; null when it is not approved, or units are not known
     */
    record Reviewed(
            SubmittedItem item,
            FiledItem filed,
            Review review,
            Reviewer reviewer,
            String number,
            @Nullable DateRange period,
            @Nullable BigDecimal units)
            implements ItemOutcome {
        /** Refuses a review that decides nothing, and an approval without a period. */
        public Reviewed {
            boolean approval = review instanceof Review.Approve || review instanceof Review.ApproveModified;
            if (!approval && !(review instanceof Review.Deny) && !(review instanceof Review.AskMore)) {
                throw new IllegalArgumentException("This review decides nothing");
            }
            if (approval != (period != null)) {
                throw new IllegalArgumentException("A period belongs to an approval, and only to an approval");
            }
        }

        @Override
        public ItemStatus status() {
            if (review instanceof Review.Approve) {
                return ItemStatus.APPROVED;
            }
            if (review instanceof Review.ApproveModified) {
                return ItemStatus.MODIFIED;
            }
            return review instanceof Review.Deny ? ItemStatus.DENIED : ItemStatus.PENDED_DOCUMENTS;
        }

        @Override
        public @Nullable String reason() {
            if (review instanceof Review.Deny denial) {
                return denial.reason();
            }
            return review instanceof Review.AskMore ? GuidanceRecord.MORE_INFORMATION : null;
        }

        @Override
        public List<String> documents() {
            return review instanceof Review.AskMore more ? more.documents() : List.of();
        }
    }

    /**
     * Handed to another queue or person; the provider sees no change.
     *
     * @param filed as it stood before
     * @param queue where it waits now
     * @param owner user name of the reviewer it is given to; null: anybody of the queue
     * @param text why, for the next reviewer; null when nothing was said
     */
    record Rerouted(
            SubmittedItem item,
            FiledItem filed,
            ReviewQueue queue,
            @Nullable String owner,
            @Nullable String text) implements ItemOutcome {
        @Override
        public ItemStatus status() {
            return ItemStatus.PENDED_REVIEW;
        }

        @Override
        public @Nullable String number() {
            return filed.number();
        }

        @Override
        public @Nullable String reason() {
            return filed.reason();
        }
    }

    /**
     * Cannot be decided because of errors in what was sent, beside items that can.
     *
     * @param filed as it stands and stays; null when it was never decided
     * @param errors at least one
     */
    record InError(SubmittedItem item, @Nullable FiledItem filed, List<BusinessError> errors) implements ItemOutcome {
        /** Copies the errors; refuses none. */
        public InError {
            errors = List.copyOf(errors);
            if (errors.isEmpty()) {
                throw new IllegalArgumentException("An item in error has an error");
            }
        }

        @Override
        public ItemStatus status() {
            return filed == null ? ItemStatus.IN_ERROR : filed.status();
        }

        @Override
        public @Nullable String number() {
            return filed == null ? null : filed.number();
        }

        @Override
        public @Nullable String reason() {
            return filed == null ? null : filed.reason();
        }
    }
}
