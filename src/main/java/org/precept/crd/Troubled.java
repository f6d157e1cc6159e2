package org.precept.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.crd.Assessment.Trouble;
import org.precept.fhir.RejectedRequest;

/** What is said of all orders of a call when technical trouble kept us from looking at them. */
final class Troubled {
    private Troubled() {}

    /** The same of each order. */
    static List<Assessment> all(List<DraftOrder> orders, String reason) {
        return orders.stream()
                .map(order -> (Assessment) new Trouble(order, null, reason))
                .toList();
    }

    /**
     * What can be said when time has run out (resp-43).
     *
     * @param call what came with the call, without queries
     */
    static Assessed late(HookRequest request, Gathering call, InsuranceFinder insurances) {
        return new Assessed(
                insurance(request, call, insurances),
                null,
                all(call.orders(), "The answer could not be found in time. Try again later."),
                List.of());
    }

    private static @Nullable Insurance insurance(HookRequest request, Gathering call, InsuranceFinder insurances) {
        if (call.coverages().isEmpty()) {
            return null;
        }
        try {
            return insurances.find(call, request).orElse(null);
        } catch (RejectedRequest unclear) {
            // What says more of the coverage may be what there was no time to read.
            return null;
        }
    }
}
