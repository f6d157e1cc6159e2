package org.precept.determination;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.DateRange;

/** The decision of policies.md. Software approves or hands on; it never denies on clinical grounds. */
public sealed interface Decision {

    /** X12 306 action code. */
    String action();

    /**
     * A1: every criterion is met and the rules may say yes.
     *
     * @param period validity of the authorization
     * @param units authorized billing units of the product over the request, null when the request has none
     */
    record Approved(DateRange period, @Nullable BigDecimal units) implements Decision {
        @Override
        public String action() {
            return "A1";
        }
    }

    /** A4, 0U: nothing contradicts, but these criteria lack documentation. */
    record DocumentationNeeded(List<Criterion> missing) implements Decision {
        @Override
        public String action() {
            return "A4";
        }
    }

    /**
     * A4, 0V: a person decides.
     *
     * @param queue whose turn it is
     * @param because criteria that are false, left to a physician or in conflict; empty when all are met and the policy
     *     asks for a person, or when only the units are beyond what is left of the limit or unknown under a limit
     */
    record ReviewNeeded(ReviewQueue queue, List<Criterion> because) implements Decision {
        @Override
        public String action() {
            return "A4";
        }
    }
}
