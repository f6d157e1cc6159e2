package org.precept.dtr.adaptive;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Ledger;
import org.precept.determination.OrderFacts;
import org.precept.dtr.ClaimedItem;
import org.precept.dtr.RecordedContext;
import org.precept.dtr.ResponseSubject;
import org.precept.fhir.Canonical;
import org.precept.fhir.Days;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Form;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.policy.QuestionnaireCatalog;
import org.precept.record.CallId;
import org.precept.record.HookCalls;
import org.precept.record.Ledgers;
import org.precept.record.LoggedCall;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContext.Kind;
import org.precept.record.RequestContexts;

/**
 * Finds what is known about whom and what a response is about: the member's record, and what CRD or PAS saw. Without a known
 * member that is nothing, whatever context is named. Thread-safe.
 */
final class Situations {
    private final PolicyCatalog policies;
    private final ProductCatalog products;
    private final QuestionnaireCatalog forms;
    private final Members members;
    private final Ledgers ledgers;
    private final RequestContexts contexts;
    private final HookCalls calls;
    private final RecordedContext recorded;
    private final FhirContext fhir;
    private final Clock clock;

    Situations(
            PolicyCatalog policies,
            ProductCatalog products,
            QuestionnaireCatalog forms,
            Members members,
            Ledgers ledgers,
            RequestContexts contexts,
            HookCalls calls,
            RecordedContext recorded,
            FhirContext fhir,
            Clock clock) {
        this.policies = policies;
        this.products = products;
        this.forms = forms;
        this.members = members;
        this.ledgers = ledgers;
        this.contexts = contexts;
        this.calls = calls;
        this.recorded = recorded;
        this.fhir = fhir;
        this.clock = clock;
    }

    /** What is known. */
    Known find(QuestionnaireResponse response, Form form) {
        ResponseSubject subject = ResponseSubject.of(response);
        Member member = subject.member()
                .filter(number -> form.policy().payers().contains(number.payer()))
                .flatMap(number -> members.find(number.payer(), number.number()))
                .orElse(null);
        LocalDate today = LocalDate.now(clock);
        if (member == null) {
            String payer = form.policy().payers().iterator().next();
            Situation nothing = new Situation(
                    form.policy(),
                    Situation.bare(form.policy(), payer, today),
                    new Patient(),
                    List.of(),
                    List.of(),
                    new Ledger(List.of()));
            return new Known(nothing, null, List.of(), HookedResources.NONE, List.of());
        }
        List<RequestContext> about = subject.known(contexts).stream()
                .filter(context -> !concerning(context, form).isEmpty())
                .toList();
        return about.isEmpty()
                ? withoutContext(member, form, response, today)
                : withContext(member, form, response, today, about);
    }

    private Known withoutContext(Member member, Form form, QuestionnaireResponse response, LocalDate today) {
        CoveragePolicy policy = policies.find(member.payer(), form.policy().product(), today)
                .filter(found -> found.id().equals(form.policy().id()))
                .orElse(form.policy());
        return new Known(
                situation(policy, Situation.bare(policy, member.payer(), today), member, List.of(), response),
                member,
                List.of(),
                HookedResources.NONE,
                List.of());
    }

    private Known withContext(
            Member member, Form form, QuestionnaireResponse response, LocalDate today, List<RequestContext> about) {
        RequestContext first = about.get(0);
        List<ContextRequest> requests = concerning(first, form);
        CoveragePolicy policy = policies.byCanonical(canonical(requests.get(0))).orElse(form.policy());
        HookedResources hooked = first.kind() == Kind.ASSERTION ? hooked(first) : HookedResources.NONE;
        List<Resource> resources = requests.stream().map(recorded::resource).toList();
        AuthorizationRequest asked = resources.get(0) instanceof Claim claim
                ? item(claim, requests.get(0), policy, member, today)
                : ordered(first, resources, hooked, policy);
        List<EvidenceItem> evidence = new ArrayList<>(hooked.items());
        for (int i = 0; i < requests.size(); i++) {
            if (resources.get(i) instanceof Claim claim) {
                evidence.addAll(recorded.evidence(claim, member));
            } else if (hooked.find(requests.get(i).reference()).isEmpty()) {
                evidence.add(new EvidenceItem(requests.get(i).reference(), resources.get(i), Origin.REQUEST));
            }
        }
        return new Known(situation(policy, asked, member, evidence, response), member, about, hooked, requests);
    }

    private Situation situation(
            CoveragePolicy policy,
            AuthorizationRequest asked,
            Member member,
            List<EvidenceItem> evidence,
            QuestionnaireResponse response) {
        EarlierCompletions earlier = new EarlierCompletions(response, policy, forms);
        return new Situation(
                policy,
                asked,
                member.patient(),
                evidence,
                member.record().stream()
                        .filter(item -> !earlier.isReplaced(item.resource()))
                        .toList(),
                ledgers.of(member.payer(), member.number()));
    }

    private HookedResources hooked(RequestContext context) {
        return CallId.ofAssertion(context.id())
                .flatMap(calls::find)
                .map(LoggedCall::request)
                .map(body -> HookedResources.read(body, fhir))
                .orElse(HookedResources.NONE);
    }

    private List<ContextRequest> concerning(RequestContext context, Form form) {
        return context.requests().stream()
                .filter(request -> Optional.ofNullable(request.policy())
                        .flatMap(policies::byCanonical)
                        .filter(policy -> policy.id().equals(form.policy().id()))
                        .isPresent())
                .toList();
    }

    private static Canonical canonical(ContextRequest request) {
        return Optional.ofNullable(request.policy()).orElseThrow();
    }

    /** The orders of one call are one request: their units count together, as they did when the call was answered. */
    private AuthorizationRequest ordered(
            RequestContext context, List<Resource> orders, HookedResources hooked, CoveragePolicy policy) {
        List<OrderFacts> facts = orders.stream()
                .map(order -> OrderFacts.of((DomainResource) order, hooked::find))
                .toList();
        LocalDate birthDate = hooked.patient()
                .map(Patient::getBirthDateElement)
                .map(Days::only)
                .orElse(null);
        return facts.get(0)
                .request(
                        context.payer(),
                        policy.product(),
                        units(facts, policy.product()),
                        LocalDate.ofInstant(context.recordedAt(), clock.getZone()),
                        birthDate);
    }

    private @Nullable BigDecimal units(List<OrderFacts> orders, String product) {
        BigDecimal sum = BigDecimal.ZERO;
        for (OrderFacts order : orders) {
            Quantity quantity = order.quantity();
            Optional<BigDecimal> units = quantity == null ? Optional.empty() : products.units(product, quantity);
            if (units.isEmpty()) {
                return null;
            }
            sum = sum.add(units.get());
        }
        return sum;
    }

    private AuthorizationRequest item(
            Claim claim, ContextRequest item, CoveragePolicy policy, Member member, LocalDate today) {
        return new ClaimedItem(claim, item).request(policy, Situation.bare(policy, member.payer(), today), products);
    }
}
