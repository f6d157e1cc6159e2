package org.precept.determination;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.RequestParameters;
import org.precept.fhir.CodeSystems;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.Phase;
import org.precept.policy.QuantityLimit;

/**
 * The decision: a pure function of policy version, request, evidence and ledger. CRD, DTR and PAS all call this one; the
 * same input gives the same answer at any later time. Thread-safe.
 */
public final class Determiner {
    private static final String REQUESTED_UNITS = "requested units";

    private final CriteriaEngine engine;

    /** @param engine holds the libraries of all policies that will be asked about */
    public Determiner(CriteriaEngine engine) {
        this.engine = engine;
    }

    /**
     * Decides on one request.
     *
     * @param policy the version in force on the date of service
     * @param evidence as {@link EvidenceAssembler} puts it together
     * @param ledger the member's approvals at the payer
     * @throws CriteriaException when the criteria cannot be computed or the library names a phase the policy lacks
     */
    public Determination determine(
            CoveragePolicy policy, AuthorizationRequest request, EvidenceBundle evidence, Ledger ledger) {
        RequestParameters facts = parameters(request, ledger);
        String code = engine.phase(policy.library(), evidence, facts);
        Phase phase = policy.phase(code)
                .orElseThrow(() -> new CriteriaException(
                        "Library " + policy.library() + " says phase '" + code + "', which " + policy.id() + " lacks"));
        BigDecimal used = used(phase.limit(), request, ledger);
        RequestParameters limited = limited(facts, phase.limit(), used);

        List<Criterion> criteria = phase.criteria().criteria().toList();
        List<CriterionResult> results = engine.criteria(
                policy.library(), criteria.stream().map(Criterion::id).toList(), evidence, limited);
        List<Finding> findings = findings(criteria, results);

        BigDecimal units = units(policy, phase, request, evidence, limited);
        Decision decision = new DecisionOrder(policy.approver(), phase, new Kleene(byId(results)))
                .decide(over(phase.limit(), units, used), phase.approvalFrom(request.serviceDate()), units);
        return new Determination(request, policy, phase, findings, decision);
    }

    /**
     * What the evidence says about each criterion of a phase, whatever phase the evidence shows. Decides nothing.
     *
     * @throws CriteriaException when the criteria cannot be computed
     */
    public List<Finding> findings(
            CoveragePolicy policy, Phase phase, AuthorizationRequest request, EvidenceBundle evidence, Ledger ledger) {
        List<Criterion> criteria = phase.criteria().criteria().toList();
        RequestParameters facts =
                limited(parameters(request, ledger), phase.limit(), used(phase.limit(), request, ledger));
        return findings(
                criteria,
                engine.criteria(
                        policy.library(), criteria.stream().map(Criterion::id).toList(), evidence, facts));
    }

    /**
     * What the CQL is told of a request before the phase, hence the limit, is known. For doors that ask the engine for
     * other defines than criteria, e.g. to fill a form or to show advice.
     */
    public static RequestParameters parameters(AuthorizationRequest request, Ledger ledger) {
        return new RequestParameters(
                request.requestDate(),
                request.serviceDate(),
                request.units(),
                null,
                BigDecimal.ZERO,
                request.placeOfService(),
                request.billingCode() != null && request.billingCode().system().equals(CodeSystems.HCPCS),
                request.renewal(),
                ledger.lastServiceDateBefore(request.product(), request.requestDate())
                        .orElse(null),
                request.statedBirthDate(),
                request.prescribers(),
                request.indications(),
                request.reference());
    }

    /** What the CQL was told when the criteria were computed: asked with these, it need not compute again what it has. */
    public static RequestParameters parameters(Determination made, Ledger ledger) {
        QuantityLimit limit = made.phase().limit();
        return limited(parameters(made.request(), ledger), limit, used(limit, made.request(), ledger));
    }

    /** An earlier phase or a reviewer may have allowed more than this phase does: then nothing is left, not less. */
    private static RequestParameters limited(RequestParameters facts, @Nullable QuantityLimit limit, BigDecimal used) {
        return limit == null ? facts.withLimit(null, used) : facts.withLimit(limit.units(), used.min(limit.units()));
    }

    private static BigDecimal used(@Nullable QuantityLimit limit, AuthorizationRequest request, Ledger ledger) {
        return limit == null
                ? BigDecimal.ZERO
                : ledger.used(request.product(), request.serviceDate(), limit.windowDays());
    }

    /**
     * The units asked for: of the request, or, where the policy counts units and the request gives none, what the
     * evidence says (the library's define {@code requested units}), so that an approval on file always has its units.
     */
    private @Nullable BigDecimal units(
            CoveragePolicy policy,
            Phase phase,
            AuthorizationRequest request,
            EvidenceBundle evidence,
            RequestParameters facts) {
        if (request.units() != null || phase.limit() == null) {
            return request.units();
        }
        Object stated = engine.values(policy.library(), List.of(REQUESTED_UNITS), evidence, facts)
                .get(REQUESTED_UNITS);
        return stated instanceof BigDecimal decimal
                ? decimal
                : stated instanceof Integer integer ? BigDecimal.valueOf(integer) : null;
    }

    private static boolean over(@Nullable QuantityLimit limit, @Nullable BigDecimal units, BigDecimal used) {
        return limit != null && units != null && units.add(used).compareTo(limit.units()) > 0;
    }

    private static List<Finding> findings(List<Criterion> criteria, List<CriterionResult> results) {
        if (criteria.size() != results.size()) {
            throw new CriteriaException(
                    "asked for " + criteria.size() + " criteria, got " + results.size() + " results");
        }
        List<Finding> findings = new ArrayList<>(criteria.size());
        for (int i = 0; i < criteria.size(); i++) {
            Criterion criterion = criteria.get(i);
            CriterionResult result = results.get(i);
            findings.add(new Finding(criterion, result, FindingText.of(criterion, result)));
        }
        return findings;
    }

    private static Map<String, CriterionResult> byId(List<CriterionResult> results) {
        Map<String, CriterionResult> byId = new HashMap<>();
        results.forEach(result -> byId.put(result.id(), result));
        return byId;
    }
}
