package org.precept.record;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of {@link Review}, with their codes on the wire. */
public enum ReviewKind {
    APPROVE("approve", Review.Approve.class),
    APPROVE_MODIFIED("approve-modified", Review.ApproveModified.class),
    DENY("deny", Review.Deny.class),
    ASK_MORE("ask-more", Review.AskMore.class),
    ESCALATE("escalate", Review.Escalate.class),
    REASSIGN("reassign", Review.Reassign.class),
    EXTEND("extend", Review.Extend.class);

    private final String code;
    private final Class<? extends Review> type;

    ReviewKind(String code, Class<? extends Review> type) {
        this.code = code;
        this.type = type;
    }

    /** The kind of a review. */
    public static ReviewKind of(Review review) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.isInstance(review))
                .findFirst()
                .orElseThrow();
    }

    /** The kind with the code. */
    public static Optional<ReviewKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }

    /** The code on the wire. */
    public String code() {
        return code;
    }

    /** True when it says something about the item itself: a person of rank and without prejudice has to say it. */
    public boolean decides() {
        return this == APPROVE || this == APPROVE_MODIFIED || this == DENY;
    }
}
