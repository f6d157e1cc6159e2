package org.precept.crd;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.precept.crd.Assessment.DetailCodeNeeded;
import org.precept.crd.Assessment.NotCovered;
import org.precept.crd.Assessment.Trouble;
import org.precept.crd.Assessment.Undetermined;
import org.precept.crd.coverage.CoverageInformation.ReasonCode;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Payer;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.policy.ProductIdentity;
import org.precept.policy.ProductIdentity.Contradictory;
import org.precept.policy.ProductIdentity.Identified;
import org.precept.policy.ProductIdentity.Unspecific;
import org.precept.record.Member;

/**
 * Says of an order what can be said when no policy's criteria apply to it. Nothing is said to need no authorization.
 *
 * @param arrived the day of the call, for orders without a date
 */
record WithoutPolicy(
        PolicyCatalog policies,
        ProductCatalog products,
        Payer payer,
        Member member,
        Gathering gathered,
        LocalDate arrived) {

    /** What is said when no policy's criteria apply; null when they do. */
    @Nullable
    Assessment of(DraftOrder order, ProductIdentity identity) {
        LocalDate day = order.facts().dateOfService(arrived);
        if (order.facts().doNotPerform()) {
            return new Undetermined(
                    order,
                    "The " + order.noun()
                            + " is not to be performed, so there is nothing whose coverage could be determined.");
        }
        if (!member.coveredOn(day)) {
            return new NotCovered(
                    order,
                    ReasonCode.NO_ACTIVE_COVERAGE,
                    "The coverage with " + payer.name() + " is not in force on " + day + ".");
        }
        if (identity instanceof Identified identified) {
            if (policies.find(payer.value(), identified.product(), day).isPresent()) {
                return null;
            }
            return new Undetermined(
                    order,
                    payer.name() + " has no policy for " + products.display(identified.product())
                            + " in force here on " + day
                            + ", so neither coverage nor the need for authorization can be"
                            + " determined. Ask the payer.");
        }
        if (identity instanceof Unspecific unspecific) {
            List<CoveragePolicy> possible = unspecific.candidates().stream()
                    .sorted()
                    .flatMap(product -> policies.find(payer.value(), product, day).stream())
                    .toList();
            if (!possible.isEmpty()) {
                return new DetailCodeNeeded(order, new TreeSet<>(unspecific.candidates()), possible);
            }
            return new Undetermined(
                    order,
                    "The codes of the order could mean " + names(unspecific.candidates()) + "; " + payer.name()
                            + " has no policy here for any of them. Ask the payer.");
        }
        if (identity instanceof Contradictory contradictory) {
            return new Undetermined(
                    order,
                    "The codes of the order name different products: " + names(contradictory.products())
                            + ". Correct the order.");
        }
        if (!order.notFound().isEmpty()) {
            return orderNotFound(order);
        }
        if (order.facts().codings().isEmpty()
                && (gathered.couldNotRead("Medication") || gathered.couldNotRead("Device"))) {
            return new Trouble(
                    order,
                    null,
                    "What is ordered could not be read from the EHR: " + String.join(", ", gathered.notSeen()) + ".");
        }
        return new Undetermined(
                order,
                (order.noun().equals("appointment") ? "The appointment follows no order. " : "") + "None of the "
                        + order.noun() + "'s codes is covered by a policy of " + payer.name()
                        + " kept here, so neither coverage nor the need for authorization can be determined. Ask the"
                        + " payer.");
    }

    private Assessment orderNotFound(DraftOrder order) {
        String what = "What the appointment is for could not be told, because its order is not at hand: "
                + String.join(", ", order.notFound());
        boolean failed = order.notFound().stream()
                .anyMatch(reference -> gathered.couldNotRead(reference.substring(0, reference.indexOf('/'))));
        return failed
                ? new Trouble(order, null, what + " (" + String.join(", ", gathered.notSeen()) + ").")
                : new Undetermined(order, what + ". Send it with the appointment, or ask the payer.");
    }

    private String names(Set<String> codes) {
        return codes.stream().map(products::display).sorted().collect(Collectors.joining(", "));
    }
}
