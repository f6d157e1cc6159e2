package org.precept.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.crd.card.Card;
import org.precept.record.Member;

/**
 * What can be said about the orders of a call.
 *
 * @param insurance the coverage they are under, null when it could not be read
 * @param member the member, null when not known
 * @param orders one assessment per order, in the order of the call
 * @param advice cards with advice on the ordered products
 */
record Assessed(@Nullable Insurance insurance, @Nullable Member member, List<Assessment> orders, List<Card> advice) {

    /** Nothing can be said, and nothing needs to be. */
    static final Assessed NOTHING = new Assessed(null, null, List.of(), List.of());
}
