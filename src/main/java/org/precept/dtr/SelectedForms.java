package org.precept.dtr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.AuthorizationRequest;
import org.precept.fhir.Canonical;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Form;
import org.precept.record.RequestContext;

/**
 * Forms wanted for one request, each version once. Several versions of one form go to distinct orders (DTR 2.2 oper-7): one
 * that no order of its own asks for is left out beside another, and a note says so.
 */
final class SelectedForms {
    private final Map<Canonical, Wanted> wanted = new LinkedHashMap<>();
    private final PackageNotes notes;

    /** A form with the orders that need this very version; none when it was named or recorded. */
    private record Wanted(WantedForm form, List<RequestedProduct> askedBy) {}

    SelectedForms(PackageNotes notes) {
        this.notes = notes;
    }

    boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** A form asked for by name. */
    void add(WantedForm form) {
        wanted.computeIfAbsent(form.canonical(), canonical -> new Wanted(form, new ArrayList<>()));
    }

    /** A form that the context implies. */
    void addImplied(Form form) {
        implied(form);
    }

    /** A form that an order implies. */
    void addImplied(Form form, RequestedProduct order) {
        implied(form).askedBy().add(order);
    }

    /** The same questions are asked once: in the adaptive shape, where that was asked for by name. */
    private Wanted implied(Form form) {
        return wanted.values().stream()
                .filter(other -> other.form().form().canonical().equals(form.canonical()))
                .findFirst()
                .orElseGet(() -> wanted.computeIfAbsent(
                        form.canonical(), canonical -> new Wanted(WantedForm.of(form), new ArrayList<>())));
    }

    /**
     * The forms, each with the orders and the evidence that it is for.
     *
     * @param orders those of the request
     * @param earlier those recorded under the context
     * @param context null when the request names none
     * @param along what came with the request beside orders
     * @param bare a request of which only the policy is known
     */
    List<Selection> around(
            List<RequestedProduct> orders,
            List<RequestedProduct> earlier,
            @Nullable RequestContext context,
            List<EvidenceItem> along,
            Function<CoveragePolicy, AuthorizationRequest> bare) {
        List<Selection> selections = new ArrayList<>();
        for (Wanted form : wanted.values()) {
            List<Wanted> versions = versions(form);
            if (versions.size() == 1) {
                selections.add(selection(form.form(), orders, earlier, context, along, bare));
            } else if (!form.askedBy().isEmpty()) {
                selections.add(selection(form.form(), form.askedBy(), earlier, context, along, bare));
            } else if (versions.get(0) == form
                    && versions.stream().allMatch(v -> v.askedBy().isEmpty())) {
                selections.add(selection(form.form(), orders, earlier, context, along, bare));
            } else {
                notes.warn(
                        IssueType.BUSINESSRULE,
                        null,
                        form.form().canonical() + " was left out: another version of this form is needed for the same"
                                + " coverage and order. Ask for it in a request of its own.");
            }
        }
        return selections;
    }

    /** True when something was recorded under the context that may belong to the policy. */
    static boolean concerns(RequestContext context, CoveragePolicy policy) {
        return context.requests().isEmpty()
                || context.requests().stream()
                        .anyMatch(one -> one.policy() == null
                                || one.policy().url().equals(policy.canonical().url()));
    }

    private List<Wanted> versions(Wanted form) {
        String url = form.form().canonical().url();
        return wanted.values().stream()
                .filter(other -> other.form().canonical().url().equals(url))
                .toList();
    }

    /** The first order that is sure to be of the form's policy gives the facts of the request. */
    private static Selection selection(
            WantedForm form,
            List<RequestedProduct> orders,
            List<RequestedProduct> earlier,
            @Nullable RequestContext context,
            List<EvidenceItem> along,
            Function<CoveragePolicy, AuthorizationRequest> bare) {
        CoveragePolicy policy = form.policy();
        Set<Reference> contexts = new LinkedHashSet<>();
        Set<EvidenceItem> evidence = new LinkedHashSet<>();
        AuthorizationRequest asked = null;
        List<RequestedProduct> now =
                orders.stream().filter(order -> order.mayConcern(policy)).toList();
        List<RequestedProduct> then =
                earlier.stream().filter(order -> order.mayConcern(policy)).toList();
        for (RequestedProduct order : now.isEmpty() ? then : now) {
            order.context().ifPresent(contexts::add);
            asked = asked == null && order.policy() != null ? order.request() : asked;
        }
        now.forEach(order -> evidence.addAll(order.evidence()));
        then.forEach(order -> evidence.addAll(order.evidence()));
        if (context != null && concerns(context, policy)) {
            contexts.add(RecordedContext.reference(context));
        }
        if (evidence.isEmpty()) {
            evidence.addAll(along);
        }
        return new Selection(
                form, List.copyOf(contexts), asked == null ? bare.apply(policy) : asked, List.copyOf(evidence));
    }
}
