package org.precept.dtr.adaptive;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Determination;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.determination.Finding;
import org.precept.determination.Ledger;
import org.precept.dtr.ClosedPackage;
import org.precept.dtr.DtrEdition;
import org.precept.dtr.FormContent;
import org.precept.dtr.PackageCloser;
import org.precept.dtr.adaptive.Outlook.State;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.Form;

/**
 * Finds out about a form what can be known before anybody answers it, by asking the policy's own logic: which criteria read
 * which question, and what the determination would be on a record that is empty but for one answer. Thread-safe.
 */
final class Planning {
    /** Any day will do: answers are dated before it, and no policy is asked whether it is in force. */
    private static final LocalDate DAY = LocalDate.of(2026, 1, 15);

    private static final String PHASE = "phase";
    private static final String UNITS = "requested units";

    private final FormContent content;
    private final EvidenceAssembler assembler;
    private final Determiner determiner;
    private final FhirContext fhir;

    Planning(FormContent content, EvidenceAssembler assembler, Determiner determiner, FhirContext fhir) {

        this.content = content;
        this.assembler = assembler;
        this.determiner = determiner;
        this.fhir = fhir;
    }

    /** The plan of a form; takes some hundred evaluations of its policy. */
    FormPlan plan(Form form, LocalDate today) {
        ClosedPackage closed = PackageCloser.close(
                content.questionnaire(form.canonical()).orElse(form.questionnaire()), content, today, DtrEdition.R2_2);
        return new Making(form, closed).plan();
    }

    /** A form being looked at. */
    private final class Making {
        private final Form form;
        private final ClosedPackage closed;
        private final Samples samples;
        private final DefineReads reads;
        private final Set<String> inPhase;
        private final Set<String> inUnits;
        private final Map<String, Set<String>> inCriteria = new LinkedHashMap<>();
        private final List<QuestionnaireResponseItemComponent> shown;

        private Making(Form form, ClosedPackage closed) {
            this.form = form;
            this.closed = closed;
            this.samples = new Samples(DAY, closed.options());
            this.reads = new DefineReads(form.policy().library(), content);
            this.inPhase = reads.texts(List.of(PHASE), Set.of());
            this.inUnits = reads.texts(List.of(UNITS), Set.of(PHASE));
            form.phase().criteria().criteria().forEach(criterion -> inCriteria.put(criterion.id(), read(criterion)));
            this.shown = phaseShown();
        }

        private Set<String> read(Criterion criterion) {
            String id = criterion.id();
            // What only decides the phase is asked for its own sake.
            return reads.texts(List.of(id, id + " conflict", id + " physician"), Set.of(PHASE));
        }

        private FormPlan plan() {
            List<Topic> topics = new ArrayList<>();
            for (QuestionnaireItemComponent item : closed.questionnaire().getItem()) {
                QuestionnaireItemComponent kept = item.copy();
                if (trim(kept)) {
                    topics.add(topic(kept));
                }
            }
            topics.sort(FormPlan.ORDER);
            return new FormPlan(form, closed, topics);
        }

        /** Takes out what no logic reads; false when nothing is left. */
        private boolean trim(QuestionnaireItemComponent item) {
            item.setItem(item.getItem().stream().filter(this::trim).toList());
            return item.hasItem() || isRead(item.getLinkId());
        }

        private boolean isRead(String linkId) {
            return inPhase.contains(linkId)
                    || inUnits.contains(linkId)
                    || inCriteria.values().stream().anyMatch(texts -> texts.contains(linkId));
        }

        private Topic topic(QuestionnaireItemComponent item) {
            Set<String> linkIds = new HashSet<>();
            collect(item, linkIds);
            Set<String> criteria = new HashSet<>();
            inCriteria.forEach((id, texts) -> {
                if (texts.stream().anyMatch(linkIds::contains)) {
                    criteria.add(id);
                }
            });
            return new Topic(
                    item,
                    said(item),
                    questions(item),
                    isOpenEnded(item),
                    criteria,
                    reach(item, criteria),
                    share(item),
                    linkIds.stream().anyMatch(inPhase::contains) ? phases(item) : Map.of(),
                    linkIds.stream().anyMatch(inUnits::contains));
        }

        private Map<DtrEdition, Topic.Said> said(QuestionnaireItemComponent item) {
            String library = form.library().map(Canonical::tail).orElse("");
            Map<DtrEdition, Topic.Said> said = new EnumMap<>(DtrEdition.class);
            for (DtrEdition edition : DtrEdition.values()) {
                QuestionnaireItemComponent words = item.copy();
                edition.say(words, library);
                said.put(edition, new Topic.Said(words, FixedItems.json(words, fhir)));
            }
            return said;
        }

        private double share(QuestionnaireItemComponent item) {
            List<QuestionnaireResponseItemComponent> alone = samples.alone(item);
            if (alone.isEmpty() || isOpenEnded(item)) {
                return 0;
            }
            long settling = alone.stream()
                    .filter(answer -> Settled.isForGood(determined(List.of(answer))))
                    .count();
            return (double) settling / alone.size();
        }

        private Map<String, Set<State>> reach(QuestionnaireItemComponent item, Set<String> criteria) {
            Map<String, Set<State>> reach = new HashMap<>();
            criteria.forEach(id -> reach.put(id, EnumSet.noneOf(State.class)));
            Optional<List<List<QuestionnaireResponseItemComponent>>> all = samples.all(item);
            if (all.isEmpty()) {
                reach.values().forEach(states -> states.add(State.NOT_MET));
                return reach;
            }
            for (List<QuestionnaireResponseItemComponent> answers : all.get()) {
                for (Finding finding : determined(answers).findings()) {
                    Set<State> states = reach.get(finding.criterion().id());
                    if (states != null) {
                        states.add(Settled.state(finding.result()));
                    }
                }
            }
            // Decided without an answer here: nothing can be said of what an answer would do where it is open.
            reach.values().stream()
                    .filter(states -> !states.contains(State.OPEN))
                    .forEach(states -> states.add(State.NOT_MET));
            return reach;
        }

        /** For each other phase an answer that shows it; if it can be, one that settles nothing beside. */
        private Map<String, List<QuestionnaireResponseItemComponent>> phases(QuestionnaireItemComponent item) {
            Map<String, List<QuestionnaireResponseItemComponent>> phases = new LinkedHashMap<>();
            Set<String> harmless = new HashSet<>();
            for (List<QuestionnaireResponseItemComponent> answers :
                    samples.all(item).orElse(List.of())) {
                Determination determination = determine(answers);
                String phase = determination.phase().code();
                if (answers.isEmpty() || harmless.contains(phase)) {
                    continue;
                }
                if (!Settled.isForGood(determination)) {
                    harmless.add(phase);
                    phases.put(phase, answers);
                } else {
                    phases.putIfAbsent(phase, answers);
                }
            }
            return phases;
        }

        /** What has to be answered for the phase of this form to be the one that applies; nothing for most. */
        private List<QuestionnaireResponseItemComponent> phaseShown() {
            String wanted = form.phase().code();
            if (determine(List.of()).phase().code().equals(wanted)) {
                return List.of();
            }
            return closed.questionnaire().getItem().stream()
                    .filter(item -> inPhase.contains(item.getLinkId()))
                    .map(item -> phases(item).get(wanted))
                    .filter(answers -> answers != null)
                    .findFirst()
                    .orElse(List.of());
        }

        private Determination determined(List<QuestionnaireResponseItemComponent> answers) {
            List<QuestionnaireResponseItemComponent> all = new ArrayList<>(answers);
            shown.stream()
                    .filter(item -> answers.stream()
                            .noneMatch(answer -> answer.getLinkId().equals(item.getLinkId())))
                    .forEach(all::add);
            return determine(all);
        }

        private Determination determine(List<QuestionnaireResponseItemComponent> answers) {
            QuestionnaireResponse response = new QuestionnaireResponse();
            response.setQuestionnaire(form.canonical().toString());
            response.setStatus(QuestionnaireResponseStatus.COMPLETED);
            response.getAuthoredElement().setValueAsString(DAY.toString());
            answers.forEach(answer -> response.addItem(answer.copy()));
            EvidenceItem evidence = new EvidenceItem("QuestionnaireResponse/sample", response, Origin.REQUEST);
            return determiner.determine(
                    form.policy(),
                    request(),
                    assembler
                            .assemble(form.policy(), DAY, new Patient(), List.of(evidence), List.of())
                            .bundle(),
                    new Ledger(List.of()));
        }

        /** On the medical benefit: criteria that only hold there are not waived. */
        private AuthorizationRequest request() {
            return Situation.bare(
                    form.policy(),
                    form.policy().payers().iterator().next(),
                    DAY,
                    new CodingKey(CodeSystems.HCPCS, "-"));
        }
    }

    private static void collect(QuestionnaireItemComponent item, Set<String> linkIds) {
        linkIds.add(item.getLinkId());
        item.getItem().forEach(child -> collect(child, linkIds));
    }

    private static int questions(QuestionnaireItemComponent item) {
        boolean question =
                item.getType() != QuestionnaireItemType.GROUP && item.getType() != QuestionnaireItemType.DISPLAY;
        return (question ? 1 : 0)
                + item.getItem().stream().mapToInt(Planning::questions).sum();
    }

    private static boolean isOpenEnded(QuestionnaireItemComponent item) {
        return item.getType() != QuestionnaireItemType.BOOLEAN && item.getType() != QuestionnaireItemType.CHOICE;
    }
}
