package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.precept.criteria.CqlLibraries;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.RequestParameters;
import org.precept.determination.Ledger;
import org.precept.fhir.Canonical;
import org.precept.policy.ContentFile;
import org.precept.policy.PolicyContent;
import org.precept.record.Ledgers;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestContext;
import org.precept.record.RequestContexts;
import org.precept.support.RealContent;

/** A payer with the shipped policies and one member, whose records and logic a test sets. */
final class FakePayer implements CriteriaEngine, Members, Ledgers, RequestContexts, PriorAuthorizations {
    static final String NUMBER = "M-1";
    static final Instant LOADED = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    final Map<String, Object> values = new HashMap<>();
    final Map<String, RequestContext> remembered = new HashMap<>();
    final List<EvidenceBundle> seen = new ArrayList<>();
    final Map<String, Bundle> bundles = new HashMap<>();
    final List<Decided> decided = new ArrayList<>();
    final List<RequestParameters> parameters = new ArrayList<>();
    List<ContentFile> files = RealContent.files();
    PolicyContent policies = RealContent.policies();
    String phase = "initial";
    String payer = "mmm";
    boolean broken;

    /** What {@code $questionnaire-package} answers. */
    Parameters answer(Parameters request) {
        String json = new String(packages().answer(request, DtrEdition.R2_2), StandardCharsets.UTF_8);
        return FhirContext.forR4Cached().newJsonParser().parseResource(Parameters.class, json);
    }

    QuestionnairePackages packages() {
        return new QuestionnairePackages(
                policies,
                new LoadedForms(
                        files.stream().map(ContentFile::resource).toList(),
                        CqlLibraries.translate(List.of()), // libraries without logic: translation is tested elsewhere
                        resource -> Optional.of(LOADED)),
                this,
                new QuestionnairePackages.Records(this, this, this, this),
                FhirContext.forR4Cached(),
                () -> "https://payer.example",
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Override
    public String phase(Canonical library, EvidenceBundle evidence, RequestParameters facts) {
        seen.add(evidence);
        parameters.add(facts);
        return phase;
    }

    @Override
    public List<CriterionResult> criteria(
            Canonical library, Collection<String> ids, EvidenceBundle evidence, RequestParameters facts) {
        throw new UnsupportedOperationException("a form needs no criteria");
    }

    @Override
    public Map<String, Object> values(
            Canonical library, Collection<String> defines, EvidenceBundle evidence, RequestParameters facts) {
        if (broken) {
            throw new CriteriaException("took too long");
        }
        seen.add(evidence);
        parameters.add(facts);
        Map<String, Object> asked = new HashMap<>(values);
        asked.keySet().retainAll(defines);
        return asked;
    }

    @Override
    public Optional<Member> find(String payerAsked, String number) {
        if (!payer.equals(payerAsked) || !NUMBER.equals(number)) {
            return Optional.empty();
        }
        Patient patient = new Patient();
        patient.setId("Patient/stored");
        patient.setBirthDateElement(new DateType("1988-04-12"));
        Coverage coverage = new Coverage();
        coverage.setStatus(CoverageStatus.ACTIVE).setSubscriberId(NUMBER);
        return Optional.of(new Member(payer, number, patient, List.of(coverage), List.of()));
    }

    @Override
    public Ledger of(String payerAsked, String memberNumber) {
        return new Ledger(List.of());
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
    public Optional<Bundle> bundleOf(String claimId) {
        return Optional.ofNullable(bundles.get(claimId));
    }

    @Override
    public void store(List<? extends Resource> resources) {
        throw notUsed();
    }

    @Override
    public void replace(List<? extends Resource> resources) {
        throw notUsed();
    }

    @Override
    public List<Resource> read(Collection<String> references) {
        throw notUsed();
    }

    @Override
    public List<Task> tasksOn(String responseId) {
        throw notUsed();
    }

    @Override
    public List<Decided> of(String patientId) {
        return decided;
    }

    @Override
    public void close() {
        // nothing is open
    }

    private static UnsupportedOperationException notUsed() {
        return new UnsupportedOperationException("forms store nothing");
    }

    static LocalDate today() {
        return LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    }
}
