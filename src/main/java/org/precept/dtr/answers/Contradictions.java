package org.precept.dtr.answers;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.determination.Finding;
import org.precept.dtr.ResponseSubject;
import org.precept.fhir.Canonical;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Form;
import org.precept.record.Ledgers;
import org.precept.record.Member;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContexts;

/** Finds the criteria that the answers of a response and the rest of the evidence contradict each other about. */
final class Contradictions {
    private final Determiner determiner;
    private final EvidenceAssembler assembler;
    private final Ledgers ledgers;
    private final RequestContexts contexts;
    private final FhirContext fhir;
    private final Clock clock;

    Contradictions(
            Determiner determiner,
            EvidenceAssembler assembler,
            Ledgers ledgers,
            RequestContexts contexts,
            FhirContext fhir,
            Clock clock) {
        this.determiner = determiner;
        this.assembler = assembler;
        this.ledgers = ledgers;
        this.contexts = contexts;
        this.fhir = fhir;
        this.clock = clock;
    }

    /**
     * What a response contradicts.
     *
     * @param findings criteria in conflict that an answer of the response has a part in
     * @param recorded references of the evidence that is stored here
     */
    record Found(List<Finding> findings, Set<String> recorded) {}

    /**
     * Compares the answers with the member's record, and with the orders recorded under the response's contexts.
     *
     * @param reference {@code QuestionnaireResponse/id}
     * @throws CriteriaException when the criteria cannot be computed
     */
    Found of(String reference, QuestionnaireResponse response, Form form, Member member) {
        LocalDate today = LocalDate.now(clock);
        CoveragePolicy policy = form.policy();
        List<EvidenceItem> sent = new ArrayList<>();
        sent.add(new EvidenceItem(reference, response.copy(), Origin.REQUEST));
        sent.addAll(orders(response, policy));
        List<EvidenceItem> record = member.record().stream()
                .filter(item -> !item.reference().equals(reference))
                .toList();
        EvidenceBundle evidence = assembler
                .assemble(policy, today, member.patient(), sent, record)
                .bundle();
        List<Finding> findings = determiner
                .findings(
                        policy,
                        form.phase(),
                        request(reference, policy, member, today),
                        evidence,
                        ledgers.of(member.payer(), member.number()))
                .stream()
                .filter(finding -> finding.result().conflict())
                .filter(finding -> finding.result().evidence().stream()
                        .anyMatch(item -> item.reference().equals(reference)))
                .toList();
        Set<String> recorded =
                new TreeSet<>(record.stream().map(EvidenceItem::reference).toList());
        return new Found(findings, recorded);
    }

    private List<EvidenceItem> orders(QuestionnaireResponse response, CoveragePolicy policy) {
        List<EvidenceItem> orders = new ArrayList<>();
        for (String id : ResponseSubject.of(response).contexts()) {
            contexts.find(id)
                    .ifPresent(context -> context.requests().stream()
                            .filter(request -> concerns(request, policy))
                            .forEach(request -> order(request, orders)));
        }
        return orders;
    }

    private static boolean concerns(ContextRequest request, CoveragePolicy policy) {
        Canonical named = request.policy();
        return named != null && named.url().equals(policy.canonical().url());
    }

    private void order(ContextRequest request, List<EvidenceItem> orders) {
        Resource resource = (Resource) fhir.newJsonParser().parseResource(request.resource());
        if (!(resource instanceof Claim)) {
            orders.add(new EvidenceItem(request.reference(), resource, Origin.REQUEST));
        }
    }

    /** Nothing is known of the request but product, member and day. */
    private static AuthorizationRequest request(
            String reference, CoveragePolicy policy, Member member, LocalDate today) {
        return AuthorizationRequest.bare(reference, member.payer(), policy.product(), today, null, null);
    }
}
