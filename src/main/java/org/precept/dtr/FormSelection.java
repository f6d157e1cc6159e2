package org.precept.dtr;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.OrderFacts;
import org.precept.dtr.PackageRequest.Given;
import org.precept.fhir.Canonical;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Form;
import org.precept.policy.PolicyContent;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContext.Kind;

/**
 * The forms of one request: those asked for by canonical, those its orders need, and those recorded under its context,
 * each version once (DTR 2.2, {@code $questionnaire-package}).
 */
final class FormSelection {
    private static final int UNPROCESSABLE = 422;

    private final PolicyContent content;
    private final PhaseFinder phases;
    private final RecordedContext recorded;
    private final PackageRequest request;
    private final Insured insured;
    private final @Nullable RequestContext context;
    private final OrderedProducts ordered;
    private final LocalDate today;
    private final PackageNotes notes;
    private final SelectedForms selected;

    FormSelection(
            PolicyContent content,
            PhaseFinder phases,
            RecordedContext recorded,
            PackageRequest request,
            Insured insured,
            @Nullable RequestContext context,
            LocalDate today,
            PackageNotes notes) {
        this.content = content;
        this.phases = phases;
        this.recorded = recorded;
        this.request = request;
        this.insured = insured;
        this.context = context;
        this.today = today;
        this.notes = notes;
        this.ordered = new OrderedProducts(content.products(), content.policies(), request, insured, today, notes);
        this.selected = new SelectedForms(notes);
    }

    /** In the order canonicals, orders, context. */
    List<Selection> select() {
        List<RequestedProduct> orders = new ArrayList<>();
        for (Given<Resource> order : request.orders()) {
            List<RequestedProduct> products = ordered.of(order);
            orders.addAll(products);
            tellUnrelated(order, products.get(0));
        }
        List<RequestedProduct> earlier = new ArrayList<>();
        Map<Canonical, ContextRequest> underContext = underContext(earlier);
        refuseWhatAsksForNothing(underContext.isEmpty());
        request.questionnaires().forEach(this::named);
        orders.forEach(this::ordered);
        underContext.forEach((canonical, one) -> recorded(canonical));
        if (context != null && underContext.isEmpty() && selected.isEmpty()) {
            notes.inform(
                    null,
                    "No form is open under this context: what was asked for is answered, the policy asks for no form, or the"
                            + " order does not say yet which drug it is for. Submit the request, look at the answer to it,"
                            + " or sign the order again with the drug's NDC or RxNorm code.");
        }
        return selected.around(orders, earlier, context, ordered.along(), this::bare);
    }

    /** A pended request that asks for no form has no package (spec-110); told only where nothing else is asked. */
    private void refuseWhatAsksForNothing(boolean noneRecorded) {
        Given<String> asked = request.context();
        if (asked != null
                && context != null
                && context.kind() == Kind.TRACE
                && noneRecorded
                && request.orders().isEmpty()
                && request.questionnaires().isEmpty()) {
            throw new RejectedRequest(
                    UNPROCESSABLE,
                    new Issue(
                            IssueType.BUSINESSRULE,
                            asked.element(),
                            "The request pended under this trace number asks for no form: a person decides it, or something"
                                    + " other than a form is awaited. The answer to the request says what."));
        }
    }

    private void named(Given<Canonical> asked) {
        Canonical canonical = asked.value();
        Optional<WantedForm> found = content.questionnaires()
                .find(canonical)
                .map(WantedForm::of)
                .or(() -> content.questionnaires().findAdaptive(canonical).map(WantedForm::of));
        if (found.isEmpty()) {
            notes.warn(
                    IssueType.NOTFOUND,
                    asked.element(),
                    "There is no questionnaire " + canonical + " here. Check url and version.");
        } else if (!found.get().policy().payers().contains(insured.payer().value())) {
            notes.warn(
                    IssueType.NOTFOUND,
                    asked.element(),
                    "Questionnaire " + canonical + " is not one of the coverage's payer.");
        } else {
            selected.add(found.get());
        }
    }

    private void ordered(RequestedProduct order) {
        CoveragePolicy policy = order.policy();
        AuthorizationRequest asked = order.request();
        if (policy != null && asked != null) {
            phases.form(policy, asked, order.evidence(), insured).ifPresent(form -> selected.addImplied(form, order));
        }
    }

    /** In the version recorded, or in today's: an answer to either counts. */
    private void recorded(Canonical canonical) {
        Optional<Form> form = content.questionnaires()
                .find(canonical)
                .or(() -> content.questionnaires().find(new Canonical(canonical.url(), null)));
        if (form.isPresent()) {
            selected.addImplied(form.get());
        } else {
            notes.warn(
                    IssueType.NOTFOUND,
                    null,
                    "The form recorded under the context, " + canonical
                            + ", is no longer offered. Sign the order again, or"
                            + " send it here as parameter order: both tell what is needed now.");
        }
    }

    /** An order may differ in detail from the one that CRD saw (spec-128), but it is for the same policy. */
    private void tellUnrelated(Given<Resource> order, RequestedProduct product) {
        if (context != null && product.policy() != null && !SelectedForms.concerns(context, product.policy())) {
            notes.warn(
                    IssueType.BUSINESSRULE,
                    order.element(),
                    "This order is not what the context is about. Its form is for the order alone, without the context.");
        }
    }

    private Map<Canonical, ContextRequest> underContext(List<RequestedProduct> earlier) {
        Map<Canonical, ContextRequest> forms = new LinkedHashMap<>();
        if (context != null) {
            for (ContextRequest one : context.requests()) {
                Canonical questionnaire = one.questionnaire();
                if (questionnaire != null) {
                    forms.putIfAbsent(questionnaire, one);
                }
                earlier(one).ifPresent(earlier::add);
            }
        }
        return forms;
    }

    /** The order or Claim item as it was recorded. */
    private Optional<RequestedProduct> earlier(ContextRequest one) {
        Canonical canonical = one.policy();
        CoveragePolicy policy = canonical == null
                ? null
                : content.policies().byCanonical(canonical).orElse(null);
        if (policy == null) {
            return Optional.empty();
        }
        Resource resource = recorded.resource(one);
        if (resource instanceof Claim claim) {
            AuthorizationRequest asked = new ClaimedItem(claim, one).request(policy, bare(policy), content.products());
            return Optional.of(new RequestedProduct(null, policy, asked, recorded.evidence(claim, insured.member())));
        }
        return OrderFacts.isOrder(resource.fhirType())
                ? Optional.of(ordered.recorded((DomainResource) resource))
                : Optional.empty();
    }

    /** A request of which nothing is known but product, member and day. */
    private AuthorizationRequest bare(CoveragePolicy policy) {
        return AuthorizationRequest.bare(
                "Coverage/" + request.coverage().value().getIdElement().getIdPart(),
                insured.payer().value(),
                policy.product(),
                today,
                null,
                ordered.statedBirthDate());
    }
}
