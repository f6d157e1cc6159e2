package org.precept.determination;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.fhir.Days;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Form;
import org.precept.policy.QuestionnaireCatalog;

/**
 * Puts together what a determination may rest on: all that came with the request, the answers with it, and the member's
 * stored record (policies.md, "What a criterion's result is"). Resources are never changed; the few that must differ are
 * copied. Thread-safe.
 */
public final class EvidenceAssembler {
    private final QuestionnaireCatalog questionnaires;
    private final AnswerScreen screen;

    /** @param questionnaires the forms whose answers count */
    public EvidenceAssembler(QuestionnaireCatalog questionnaires) {
        this.questionnaires = questionnaires;
        this.screen = new AnswerScreen(questionnaires);
    }

    /**
     * Merges request and record.
     *
     * @param policy whose questionnaires count
     * @param requestDate stored answers older than the policy allows before this day do not count
     * @param member the Patient as stored
     * @param request resources that came with the request, Patients among them
     * @param record the stored record
     */
    public AssembledEvidence assemble(
            CoveragePolicy policy,
            LocalDate requestDate,
            Patient member,
            List<EvidenceItem> request,
            List<EvidenceItem> record) {
        Set<String> notes = new LinkedHashSet<>();
        LocalDate oldest = requestDate.minusDays(policy.storedAnswersDays());
        return merge(member, request, record, notes, item -> counted(policy, oldest, item, notes));
    }

    /** As {@link #assemble}, where no policy is asked about: answers of forms are left out. */
    public AssembledEvidence withoutForms(Patient member, List<EvidenceItem> request, List<EvidenceItem> record) {
        return merge(
                member,
                request,
                record,
                new LinkedHashSet<>(),
                item -> item.resource() instanceof QuestionnaireResponse ? Optional.empty() : Optional.of(item));
    }

    private static AssembledEvidence merge(
            Patient member,
            List<EvidenceItem> request,
            List<EvidenceItem> record,
            Set<String> notes,
            Function<EvidenceItem, Optional<EvidenceItem>> counted) {
        List<EvidenceItem> items = new ArrayList<>(request.size() + record.size());
        OtherPatients others = OtherPatients.among(request, member);
        Set<String> seen = new HashSet<>();
        for (List<EvidenceItem> source : List.of(request, record)) {
            MedicationReferences medications = new MedicationReferences(source);
            for (EvidenceItem item : source) {
                Resource resource = item.resource();
                if (resource instanceof Patient
                        || ResourceState.retracted(resource)
                        || !seen.add(item.origin() + " " + item.reference())) {
                    continue;
                }
                if (others.own(resource)) {
                    counted.apply(item).map(medications::inlined).ifPresent(items::add);
                } else {
                    notes.add(resource.fhirType() + " of another patient was not counted");
                }
            }
        }
        return new AssembledEvidence(new EvidenceBundle(member, items), new ArrayList<>(notes));
    }

    private Optional<EvidenceItem> counted(
            CoveragePolicy policy, LocalDate oldest, EvidenceItem item, Set<String> notes) {
        if (!(item.resource() instanceof QuestionnaireResponse response)) {
            return Optional.of(item);
        }
        if (!finished(response) || (item.origin() == Origin.RECORD && !authoredSince(response, oldest))) {
            return Optional.empty();
        }
        return questionnaires
                .answeredBy(response)
                .filter(form -> form.policy().id().equals(policy.id()))
                .map(form -> screened(item, response, form, notes));
    }

    private EvidenceItem screened(EvidenceItem item, QuestionnaireResponse response, Form form, Set<String> notes) {
        List<RefusedAnswer> refused = screen.refused(response, form);
        if (refused.isEmpty()) {
            return item;
        }
        refused.forEach(answer -> notes.add(answer.note()));
        return new EvidenceItem(item.reference(), screen.without(response, form), item.origin());
    }

    private static boolean finished(QuestionnaireResponse response) {
        return response.getStatus() == QuestionnaireResponseStatus.COMPLETED
                || response.getStatus() == QuestionnaireResponseStatus.AMENDED;
    }

    private static boolean authoredSince(QuestionnaireResponse response, LocalDate oldest) {
        LocalDate authored = Days.first(response.getAuthoredElement());
        return authored != null && !authored.isBefore(oldest);
    }
}
