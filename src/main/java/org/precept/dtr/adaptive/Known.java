package org.precept.dtr.adaptive;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.precept.record.Member;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContext.Kind;

/**
 * What is known beside the answers, and where it comes from.
 *
 * @param situation for the determination
 * @param member null when the response names none that is known and bound by the policy
 * @param contexts what was recorded for the member about a product of the policy
 * @param hooked what came with the hook call of the first context, nothing for a claim
 * @param orders of that context, about the policy's product
 */
record Known(
        Situation situation,
        @Nullable Member member,
        List<RequestContext> contexts,
        HookedResources hooked,
        List<ContextRequest> orders) {
    Known {
        contexts = List.copyOf(contexts);
        orders = List.copyOf(orders);
    }

    /** The hook call that led here; empty when none did, or a claim did too (DTR 2.2 spec-43). */
    Optional<RequestContext> hook() {
        return contexts.stream().anyMatch(context -> context.kind() == Kind.TRACE)
                ? Optional.empty()
                : contexts.stream().findFirst();
    }
}
