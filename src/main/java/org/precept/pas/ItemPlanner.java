package org.precept.pas;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.precept.determination.AuthorizationRequest;
import org.precept.fhir.Days;
import org.precept.pas.BusinessError.Reason;
import org.precept.pas.ItemPlan.CodeMissing;
import org.precept.pas.ItemPlan.Governed;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.policy.ProductIdentity;
import org.precept.policy.ProductIdentity.Contradictory;
import org.precept.policy.ProductIdentity.Identified;
import org.precept.policy.ProductIdentity.Unspecific;
import org.precept.record.Member;

/** Finds for every item the policy that decides on it and the facts it decides about, or why none can. */
final class ItemPlanner {

    private final PolicyCatalog policies;
    private final ProductCatalog products;

    ItemPlanner(PolicyCatalog policies, ProductCatalog products) {
        this.policies = policies;
        this.products = products;
    }

    /** A plan for each item; when one item has none, the whole request has none. */
    Outcome<List<ItemPlan>> plan(PasRequest request, Member member) {
        List<OrderedItem> items = SubmittedItem.of(request).stream()
                .map(item -> OrderedItem.of(item, request))
                .toList();
        Map<Integer, ProductIdentity> identities = new HashMap<>();
        Map<Integer, String> productOf = new HashMap<>();
        for (OrderedItem item : items) {
            ProductIdentity identity = products.identify(item.codings());
            identities.put(item.item().sequence(), identity);
            if (identity instanceof Identified identified) {
                productOf.put(item.item().sequence(), identified.product());
            }
        }
        RequestedUnits units = new RequestedUnits(products, items, productOf);
        List<ItemPlan> plans = new ArrayList<>();
        List<BusinessError> errors = new ArrayList<>();
        for (OrderedItem item : items) {
            ItemPlanning planning = new ItemPlanning(request, member, item, units);
            Outcome<ItemPlan> plan =
                    planning.plan(Optional.ofNullable(identities.get(item.item().sequence())));
            if (plan instanceof Outcome.Of<ItemPlan> found) {
                plans.add(found.value());
            } else if (plan instanceof Outcome.Errors<ItemPlan> refused) {
                errors.addAll(refused.errors());
            }
        }
        return errors.isEmpty() ? new Outcome.Of<>(plans) : new Outcome.Errors<>(errors);
    }

    /** The planning of one item. */
    private final class ItemPlanning {
        private final PasRequest request;
        private final Member member;
        private final OrderedItem item;
        private final RequestedUnits units;
        private final LocalDate day;

        ItemPlanning(PasRequest request, Member member, OrderedItem item, RequestedUnits units) {
            this.request = request;
            this.member = member;
            this.item = item;
            this.units = units;
            LocalDate serviced = item.item().serviceDate();
            this.day = serviced == null ? request.requestDate() : serviced;
        }

        Outcome<ItemPlan> plan(Optional<ProductIdentity> identity) {
            if (!member.coveredOn(day)) {
                return error(
                        Reason.DATE_NOT_COVERED,
                        datePath(),
                        "The member's coverage is not in force on the date of service. Check coverage and date.");
            }
            ProductIdentity known = identity.orElseThrow();
            if (known instanceof Identified identified) {
                return governed(identified.product());
            }
            if (known instanceof Unspecific unspecific) {
                return unspecific(unspecific.candidates());
            }
            return error(
                    Reason.PRODUCT,
                    item.item().path() + ".productOrService",
                    known instanceof Contradictory
                            ? "The codes of this item and its order name different products. Send those of one product."
                            : "No policy here covers this code. Check the code, or ask the payer whether it needs"
                                    + " authorization elsewhere.");
        }

        private Outcome<ItemPlan> governed(String product) {
            String payer = member.payer();
            Optional<CoveragePolicy> policy = policies.find(payer, product, day);
            if (policy.isPresent()) {
                return new Outcome.Of<>(new Governed(item.item(), policy.get(), facts(product), units.of(item.item())));
            }
            return policies.knows(payer, product)
                    ? error(
                            Reason.DATE_OF_SERVICE,
                            datePath(),
                            "No policy of this payer for " + products.display(product)
                                    + " is in force on the date of service. Check the date.")
                    : error(
                            Reason.PRODUCT,
                            item.item().path() + ".productOrService",
                            "This payer has no policy here for " + products.display(product)
                                    + ". Check the code, or ask the payer whether it needs authorization elsewhere.");
        }

        private Outcome<ItemPlan> unspecific(Set<String> candidates) {
            Set<String> governed = new TreeSet<>();
            for (String candidate : candidates) {
                if (policies.find(member.payer(), candidate, day).isPresent()) {
                    governed.add(products.display(candidate));
                }
            }
            return governed.isEmpty()
                    ? error(
                            Reason.PRODUCT,
                            item.item().path() + ".productOrService",
                            "The code is shared by several products, and this payer has no policy here for any of them."
                                    + " Check the code, and send the drug code (NDC) with it.")
                    : new Outcome.Of<>(new CodeMissing(item.item(), governed));
        }

        private AuthorizationRequest facts(String product) {
            return new AuthorizationRequest(
                    request.claimUrl(),
                    item.item().sequence(),
                    request.requestDate(),
                    day,
                    member.payer(),
                    product,
                    item.billingCode().orElse(null),
                    units.of(product),
                    item.item().placeOfService(),
                    item.item().renewal(),
                    Days.only(request.statedPatient().getBirthDateElement()),
                    item.prescribers(request),
                    item.indications(request));
        }

        private String datePath() {
            return item.item().serviceDate() == null
                    ? PasRequest.CLAIM + ".created"
                    : item.item().path() + ".serviced";
        }

        private Outcome<ItemPlan> error(Reason reason, String path, String text) {
            return Outcome.Errors.of(new BusinessError(reason, path, text));
        }
    }
}
