package org.precept.crd;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Patient;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceReference;
import org.precept.criteria.RequestParameters;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.fhir.Canonical;
import org.precept.policy.DateRange;
import org.precept.record.Ledgers;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.RequestContext;
import org.precept.record.RequestContexts;
import org.precept.record.UnsolicitedDeterminations;
import org.springframework.util.unit.DataSize;

/**
 * A payer with the shipped policies and member M-1 of every payer, covered from 2024. Criteria come out as the test
 * says; all are met unless it says otherwise.
 */
final class FakePayer implements CriteriaEngine, Members, Ledgers, RequestContexts {
    static final Instant NOW = Instant.parse("2026-03-05T10:00:00Z");

    final Map<String, CriterionResult> results = new HashMap<>();
    final Map<String, Object> values = new HashMap<>();
    final Map<String, RequestContext> remembered = new HashMap<>();
    final List<Authorization> approvals = new ArrayList<>();
    final List<EvidenceBundle> seen = new ArrayList<>();
    final List<RequestParameters> asked = new ArrayList<>();
    /** Approves nothing while orders are signed, unless a test says otherwise. */
    UnsolicitedDeterminations desk = (orders, patience) -> Optional.empty();

    final List<EvidenceItem> record = new ArrayList<>();
    String phase = "initial";
    CrdProperties limits = limits(Duration.ofMillis(4500));
    Duration lookUp = Duration.ZERO;
    boolean broken;
    boolean storeDown;

    HookService service() {
        return HookDesk.service(limits, this, this, this, this, (orders, patience) -> desk.approve(orders, patience));
    }

    /** Small limits, so that tests reach them. */
    static CrdProperties limits(Duration time) {
        return new CrdProperties(
                List.of(),
                time,
                Duration.ofMillis(2500),
                3,
                DataSize.ofKilobytes(64),
                DataSize.ofKilobytes(160),
                20,
                null);
    }

    Answered answer(Calls call) {
        return answer(call.request());
    }

    Answered answer(HookRequest request) {
        HookAnswer answer = service().answer(request, NOW);
        answer.contexts().forEach(this::remember);
        return new Answered(answer);
    }

    void approve(String number, String product, String units, LocalDate day) {
        approvals.add(new Authorization(
                number,
                product,
                new BigDecimal(units),
                day,
                new DateRange(day, day.plusYears(1).minusDays(1))));
    }

    void set(String criterion, Boolean value) {
        results.put(criterion, result(criterion, value, false));
    }

    static CriterionResult result(String id, Boolean value, boolean conflict) {
        return new CriterionResult(
                id,
                value,
                conflict,
                false,
                null,
                value == null && !conflict
                        ? List.of()
                        : List.of(new EvidenceReference("Observation/o1", "a finding", LocalDate.of(2026, 2, 1))));
    }

    @Override
    public String phase(Canonical library, EvidenceBundle evidence, RequestParameters facts) {
        if (broken) {
            throw new CriteriaException("took too long");
        }
        return phase;
    }

    @Override
    public List<CriterionResult> criteria(
            Canonical library, Collection<String> ids, EvidenceBundle evidence, RequestParameters facts) {
        seen.add(evidence);
        asked.add(facts);
        return ids.stream()
                .map(id -> results.getOrDefault(id, result(id, true, false)))
                .toList();
    }

    @Override
    public Map<String, Object> values(
            Canonical library, Collection<String> defines, EvidenceBundle evidence, RequestParameters facts) {
        Map<String, Object> found = new HashMap<>(values);
        found.keySet().retainAll(defines);
        return found;
    }

    @Override
    public Optional<Member> find(String payer, String number) {
        if (storeDown) {
            throw new IllegalStateException("no connection");
        }
        try {
            Thread.sleep(lookUp.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!number.equals("M-1")) {
            return Optional.empty();
        }
        Patient patient = new Patient();
        patient.setId("Patient/stored");
        Coverage coverage = new Coverage();
        coverage.setStatus(CoverageStatus.ACTIVE).setSubscriberId(number);
        coverage.getPeriod().setStartElement(new DateTimeType("2024-01-01"));
        return Optional.of(new Member(payer, number, patient, List.of(coverage), record));
    }

    @Override
    public Ledger of(String payer, String memberNumber) {
        return new Ledger(approvals);
    }

    @Override
    public void remember(RequestContext context) {
        remembered.put(context.id(), context);
    }

    @Override
    public Optional<RequestContext> find(String id) {
        return Optional.ofNullable(remembered.get(id));
    }

    @Override
    public void close() {
        // nothing is open
    }
}
