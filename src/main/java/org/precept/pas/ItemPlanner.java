package org.precept.pas;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Ledger;
import org.precept.fhir.Days;
import org.precept.pas.BusinessError.Reason;
import org.precept.pas.ItemPlan.CodeMissing;
import org.precept.pas.ItemPlan.Governed;
import org.precept.pas.ItemPlan.Wrong;
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

    /** A plan for each item of a new request that extends nothing; errors when there is nothing to decide about any of them. */
    Outcome<List<ItemPlan>> plan(PasRequest request, Member member) {
        return plan(request, member, new Ledger(List.of()));
    }

    /**
     * A plan for each item of a new request; errors when there is nothing to decide about any of them.
     *
     * @param onFile the member's approvals, which items may extend
     */
    Outcome<List<ItemPlan>> plan(PasRequest request, Member member, Ledger onFile) {
        return plan(request, member, onFile, Map.of());
    }

    /**
     * The same for a request of which more is known than its codes say.
     *
     * @param meant products by item sequence, asked only where the codes leave it open which is meant
     */
    Outcome<List<ItemPlan>> plan(PasRequest request, Member member, Ledger onFile, Map<Integer, String> meant) {
        List<SubmittedItem> items = SubmittedItem.of(request);
        List<ItemPlan> plans = Prolongations.checked(request, plan(request, member, items, items, meant), onFile);
        List<BusinessError> errors = new ArrayList<>();
        for (ItemPlan plan : plans) {
            if (!(plan instanceof Wrong wrong)) {
                return new Outcome.Of<>(plans);
            }
            errors.addAll(wrong.errors());
        }
        return new Outcome.Errors<>(errors);
    }

    /**
     * Plans for some items of a request.
     *
     * @param wanted items to be planned, in order
     * @param counted items whose units are requested together: all but those that are approved and stay so, which the ledger
     *     counts, and those that are no longer wanted
     * @param meant products by item sequence, as far as something else than the items' codes says which is meant; asked only
     *     where the codes leave it open
     */
    List<ItemPlan> plan(
            PasRequest request,
            Member member,
            List<SubmittedItem> wanted,
            List<SubmittedItem> counted,
            Map<Integer, String> meant) {
        List<OrderedItem> items =
                counted.stream().map(item -> OrderedItem.of(item, request)).toList();
        Map<Integer, ProductIdentity> identities = new HashMap<>();
        Map<Integer, String> productOf = new HashMap<>();
        for (OrderedItem item : items) {
            ProductIdentity identity = identity(item, meant.get(item.item().sequence()));
            identities.put(item.item().sequence(), identity);
            if (identity instanceof Identified identified) {
                productOf.put(item.item().sequence(), identified.product());
            }
        }
        RequestedUnits units = new RequestedUnits(products, items, productOf);
        Set<Integer> sequences = wanted.stream().map(SubmittedItem::sequence).collect(Collectors.toSet());
        return items.stream()
                .filter(item -> sequences.contains(item.item().sequence()))
                .map(item -> new ItemPlanning(request, member, item, units)
                        .plan(identities.get(item.item().sequence())))
                .toList();
    }

    private ProductIdentity identity(OrderedItem item, @Nullable String meant) {
        ProductIdentity coded = products.identify(item.codings());
        return meant != null
                        && coded instanceof Unspecific unspecific
                        && unspecific.candidates().contains(meant)
                ? new Identified(meant)
                : coded;
    }

    /** The planning of one item. */
    private final class ItemPlanning {
        private final PasRequest request;
        private final Member member;
        private final OrderedItem item;
        private final RequestedUnits units;
        private final SupportingInformation information;
        private final LocalDate day;

        ItemPlanning(PasRequest request, Member member, OrderedItem item, RequestedUnits units) {
            this.request = request;
            this.member = member;
            this.item = item;
            this.units = units;
            this.information = SupportingInformation.of(request.claim());
            this.day = day();
        }

        /** First date of service, of the item itself or of the event it is part of; else the request's date. */
        private LocalDate day() {
            LocalDate serviced = item.item().serviceDate();
            LocalDate event = serviced == null ? information.eventDay(item.item()) : serviced;
            return event == null ? request.requestDate() : event;
        }

        ItemPlan plan(@Nullable ProductIdentity identity) {
            if (!member.coveredOn(day)) {
                return error(
                        Reason.DATE_NOT_COVERED,
                        datePath(),
                        "The member's coverage is not in force on the date of service. Check coverage and date.");
            }
            ProductIdentity known = Objects.requireNonNull(identity);
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

        private ItemPlan governed(String product) {
            String payer = member.payer();
            Optional<CoveragePolicy> policy = policies.find(payer, product, day);
            if (policy.isPresent()) {
                return new Governed(item.item(), policy.get(), facts(product), units.of(item.item()));
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

        private ItemPlan unspecific(Set<String> candidates) {
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
                    : new CodeMissing(item.item(), governed);
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
            if (item.item().serviceDate() != null) {
                return item.item().path() + ".serviced";
            }
            return information.eventDay(item.item()) == null
                    ? PasRequest.CLAIM + ".created"
                    : PasRequest.CLAIM + ".supportingInfo.where(category.coding.code = 'patientEvent').timing";
        }

        private ItemPlan error(Reason reason, String path, String text) {
            return new Wrong(item.item(), List.of(new BusinessError(reason, path, text)));
        }
    }
}
