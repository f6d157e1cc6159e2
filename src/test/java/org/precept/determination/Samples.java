package org.precept.determination;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.EvidenceBundle;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;
import org.precept.policy.Approver;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.CriteriaTree;
import org.precept.policy.CriteriaTree.AllOf;
import org.precept.policy.CriteriaTree.AnyOf;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.DateRange;
import org.precept.policy.Phase;
import org.precept.policy.QuantityLimit;
import org.precept.policy.Terms;
import org.precept.policy.Terms.Appeal;
import org.precept.policy.Terms.Term;

/** Small values for tests of the decision. */
final class Samples {
    static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final Term DAY = new Term(Duration.ofDays(1), "source");
    private static final Terms TERMS = new Terms(DAY, DAY, DAY, DAY, DAY, DAY, new Appeal(DAY, "Appeal.", null), DAY);

    private Samples() {}

    static Criterion criterion(String id) {
        return new Criterion(id, "Title of " + id, "The policy's sentence.", "Section 1", "0F", "Send " + id, null);
    }

    static AllOf all(CriteriaTree... members) {
        return new AllOf(List.of(members));
    }

    static AnyOf any(CriteriaTree... members) {
        return new AnyOf(List.of(members));
    }

    static CriterionResult result(String id, @Nullable Boolean value) {
        return new CriterionResult(id, value, false, false, null, List.of());
    }

    static CriterionResult conflict(String id) {
        return new CriterionResult(id, null, true, false, null, List.of());
    }

    static CriterionResult toPhysician(String id, @Nullable Boolean value) {
        return new CriterionResult(id, value, false, true, null, List.of());
    }

    static Phase phase(CriteriaTree criteria, @Nullable QuantityLimit limit) {
        return new Phase(
                "initial",
                "Initial",
                criteria,
                Canonical.parse("https://precept.example/fhir/Questionnaire/p-initial|1.0.0"),
                Period.ofMonths(12),
                limit);
    }

    static QuantityLimit limit(int units) {
        return new QuantityLimit(BigDecimal.valueOf(units), 365);
    }

    static CoveragePolicy policy(Approver approver, Phase... phases) {
        return new CoveragePolicy(
                "p",
                Canonical.parse("https://precept.example/fhir/PlanDefinition/p|1.0.0"),
                "Policy",
                new DateRange(null, null),
                Set.of("mmm"),
                "lemtrada",
                approver,
                Canonical.parse("https://precept.example/fhir/Library/P|1.0.0"),
                90,
                List.of(phases),
                TERMS,
                List.of(),
                "Source",
                null);
    }

    static AuthorizationRequest request(@Nullable Integer units) {
        return new AuthorizationRequest(
                "urn:uuid:claim",
                1,
                TODAY,
                TODAY,
                "mmm",
                "lemtrada",
                new CodingKey(CodeSystems.HCPCS, "J0202"),
                units == null ? null : BigDecimal.valueOf(units),
                null,
                false,
                null,
                List.of(),
                List.of());
    }

    static Authorization approval(int units, LocalDate serviceDate) {
        return new Authorization(
                "PA" + serviceDate,
                "lemtrada",
                BigDecimal.valueOf(units),
                serviceDate,
                new DateRange(serviceDate, serviceDate.plusYears(1).minusDays(1)));
    }

    static EvidenceBundle nothing() {
        return new EvidenceBundle(new Patient(), List.of());
    }
}
