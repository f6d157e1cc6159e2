package org.precept.dtr;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.OrderFacts;
import org.precept.dtr.PackageRequest.Given;
import org.precept.fhir.Canonical;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Form;
import org.precept.policy.PolicyContent;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;

/**
 * The forms of one request: those asked for by canonical, those its orders need, and those recorded under its context,
 * each version once (DTR 2.2, {@code $questionnaire-package}).
 */
final class FormSelection {
    private final PolicyContent content;
    private final PhaseFinder phases;
    private final RecordedContext recorded;
    private final PackageRequest request;
    private final Insured insured;
    private final @Nullable RequestContext context;
    private final OrderedProducts ordered;
    private final LocalDate today;
    private final PackageNotes notes;
    private final Map<Canonical, Selection> selected = new LinkedHashMap<>();

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
    }

    /** In the order canonicals, orders, context. */
    List<Selection> select() {
        List<RequestedProduct> orders =
                request.orders().stream().map(ordered::of).toList();
        List<RequestedProduct> earlier = new ArrayList<>();
        Map<Canonical, ContextRequest> underContext = underContext(earlier);
        request.questionnaires().forEach(asked -> named(asked, orders, earlier));
        for (RequestedProduct order : orders) {
            CoveragePolicy policy = order.policy();
            AuthorizationRequest asked = order.request();
            if (policy != null && asked != null) {
                phases.form(policy, asked, order.evidence(), insured).ifPresent(form -> add(form, orders, earlier));
            }
        }
        underContext.forEach((canonical, recordedRequest) -> content.questionnaires()
                .find(canonical)
                .ifPresentOrElse(
                        form -> add(form, orders, earlier),
                        () -> notes.warn(
                                IssueType.NOTFOUND,
                                null,
                                "The form recorded under the context, " + canonical + ", is no longer offered.")));
        if (context != null && underContext.isEmpty() && selected.isEmpty()) {
            notes.inform(
                    null,
                    "No form is open under this context: what is needed was answered, or the policy asks for none. Submit"
                            + " the request, or look at the answer to it.");
        }
        return List.copyOf(selected.values());
    }

    private void named(Given<Canonical> asked, List<RequestedProduct> orders, List<RequestedProduct> earlier) {
        Canonical canonical = asked.value();
        Optional<Form> found = content.questionnaires().find(canonical);
        if (found.isEmpty()) {
            notes.warn(
                    isAdaptive(canonical) ? IssueType.NOTSUPPORTED : IssueType.NOTFOUND,
                    asked.element(),
                    isAdaptive(canonical)
                            ? "Adaptive forms are not offered. Ask for the static form beside it, without -adaptive."
                            : "There is no questionnaire " + canonical + " here. Check url and version.");
        } else if (!found.get().policy().payers().contains(insured.payer().value())) {
            notes.warn(
                    IssueType.NOTFOUND,
                    asked.element(),
                    "Questionnaire " + canonical + " is not one of the coverage's payer.");
        } else {
            add(found.get(), orders, earlier);
        }
    }

    private boolean isAdaptive(Canonical canonical) {
        return content.questionnaires().all().stream()
                .anyMatch(form -> form.adaptiveUrl().equals(canonical.url()));
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

    /** Adds the form for the orders that may concern it; the first that is sure to gives its facts. */
    private void add(Form form, List<RequestedProduct> orders, List<RequestedProduct> earlier) {
        if (selected.containsKey(form.canonical())) {
            return;
        }
        Set<Reference> contexts = new LinkedHashSet<>();
        List<EvidenceItem> evidence = new ArrayList<>();
        AuthorizationRequest asked = null;
        boolean now = orders.stream().anyMatch(order -> order.mayConcern(form.policy()));
        for (RequestedProduct order : now ? orders : earlier) {
            if (order.mayConcern(form.policy())) {
                order.context().ifPresent(contexts::add);
                evidence.addAll(order.evidence());
                asked = asked == null && order.policy() != null ? order.request() : asked;
            }
        }
        if (now) {
            earlier.stream()
                    .filter(order -> order.mayConcern(form.policy()))
                    .forEach(order -> evidence.addAll(order.evidence()));
        }
        if (context != null) {
            contexts.add(RecordedContext.reference(context));
        }
        if (evidence.isEmpty()) {
            evidence.addAll(ordered.along());
        }
        selected.put(
                form.canonical(),
                new Selection(form, List.copyOf(contexts), asked == null ? bare(form.policy()) : asked, evidence));
    }

    /** A request of which nothing is known but product, member and day. */
    private AuthorizationRequest bare(CoveragePolicy policy) {
        return new AuthorizationRequest(
                "Coverage/" + request.coverage().value().getIdElement().getIdPart(),
                1,
                today,
                today,
                insured.payer().value(),
                policy.product(),
                null,
                null,
                null,
                false,
                ordered.statedBirthDate(),
                List.of(),
                List.of());
    }
}
