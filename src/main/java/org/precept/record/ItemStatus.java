package org.precept.record;

/** Where an item of a request stands; each with its X12 306 action code. */
public enum ItemStatus {
    /** Certified in total. */
    APPROVED("A1"),
    /** Certified, but not as asked: a reviewer granted something else. */
    MODIFIED("A6"),
    /** Not certified; a reviewer decided so. */
    DENIED("A3"),
    /** Waits for documents of the provider (X12 886 0U). */
    PENDED_DOCUMENTS("A4"),
    /** Waits for a reviewer (X12 886 0V). */
    PENDED_REVIEW("A4"),
    /** Withdrawn by the provider. */
    CANCELLED("C"),
    /** Could not be decided because of an error in it; carries no action. */
    IN_ERROR("");

    private final String action;

    ItemStatus(String action) {
        this.action = action;
    }

    /** X12 306 action code; empty for an item in error. */
    public String action() {
        return action;
    }

    /** True while somebody still has to do something before the item is decided. */
    public boolean pended() {
        return this == PENDED_DOCUMENTS || this == PENDED_REVIEW;
    }
}
