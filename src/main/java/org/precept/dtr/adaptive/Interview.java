package org.precept.dtr.adaptive;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.determination.Finding;
import org.precept.dtr.adaptive.Outlook.State;
import org.precept.policy.Approver;
import org.precept.policy.Form;
import org.precept.policy.Phase;

/**
 * Says which question to put next. It asks the {@link Determiner} what is decided, as every door does, and only reasons about
 * what is still open. Thread-safe.
 */
final class Interview {
    private final EvidenceAssembler assembler;
    private final Determiner determiner;
    private final Function<Form, FormPlan> plans;
    private final Function<Phase, Optional<Form>> forms;

    /**
     * @param plans finds the plan of a form
     * @param forms finds the form of a phase
     */
    Interview(
            EvidenceAssembler assembler,
            Determiner determiner,
            Function<Form, FormPlan> plans,
            Function<Phase, Optional<Form>> forms) {
        this.assembler = assembler;
        this.determiner = determiner;
        this.plans = plans;
        this.forms = forms;
    }

    /**
     * What comes next.
     *
     * @param determination on all that is known and was answered
     * @param evidence it rests on
     * @param ask topics to put, empty when nothing can change the outcome any more
     * @param plan of the form that the topics are from
     * @param last true when nothing will be asked after these
     */
    record Step(Determination determination, EvidenceBundle evidence, List<Topic> ask, FormPlan plan, boolean last) {
        Step {
            ask = List.copyOf(ask);
        }
    }

    /**
     * The next step.
     *
     * @param start the form that the adaptive form is derived from
     * @param answers so far; names the form it answers as any stored response does. Counts as if it were completed
     * @param asked linkIds of the topics that were put, answered or not
     */
    Step next(Situation situation, Form start, QuestionnaireResponse answers, Set<String> asked) {
        EvidenceBundle evidence = evidence(situation, answers, List.of());
        Determination now = determine(situation, evidence);
        FormPlan plan = plans.apply(forms.apply(now.phase()).orElse(start));
        if (Settled.isMet(now) && !unitsAreOpen(now, plan, asked)) {
            return new Step(now, evidence, List.of(), plan, true);
        }
        for (FormPlan each : List.of(plans.apply(start), plan)) {
            for (Topic topic : each.without(asked)) {
                if (decides(situation, answers, now, topic)) {
                    return new Step(now, evidence, List.of(topic), each, false);
                }
            }
        }
        if (Settled.isForGood(now)) {
            return new Step(now, evidence, List.of(), plan, true);
        }
        List<Topic> open = plan.without(asked);
        Outlook outlook = outlook(now, open);
        List<Topic> wanted =
                open.stream().filter(topic -> wanted(topic, now, outlook)).toList();
        List<Topic> together = together(wanted, outlook);
        return new Step(now, evidence, together, plan, together.size() == wanted.size());
    }

    /** True when an answer could show another phase, and with it another decision. */
    private boolean decides(Situation situation, QuestionnaireResponse answers, Determination now, Topic topic) {
        return topic.phases().entrySet().stream()
                .filter(phase -> !phase.getKey().equals(now.phase().code()))
                .map(phase -> determine(situation, evidence(situation, answers, phase.getValue())))
                .anyMatch(then -> !then.phase().code().equals(now.phase().code())
                        && !(Settled.isForGood(now) && Settled.isForGood(then)));
    }

    private boolean wanted(Topic topic, Determination now, Outlook outlook) {
        return topic.criteria().stream().anyMatch(id -> isOpen(outlook, id) && outlook.mattersStill(id))
                || (Settled.isMet(now) && topic.units());
    }

    /** The first, and those after it that no answer to the ones before could make needless (DTR 2.2 spec-36). */
    private static List<Topic> together(List<Topic> wanted, Outlook outlook) {
        List<Topic> together = new ArrayList<>();
        Set<String> before = new HashSet<>();
        for (Topic topic : wanted) {
            boolean needed = together.isEmpty()
                    || topic.criteria().stream()
                            .filter(id -> !before.contains(id) && isOpen(outlook, id))
                            .anyMatch(id -> outlook.mattersWhatever(id, before));
            if (!needed) {
                break;
            }
            together.add(topic);
            before.addAll(topic.criteria());
        }
        return together;
    }

    private static boolean isOpen(Outlook outlook, String criterion) {
        return outlook.possible().getOrDefault(criterion, Set.of()).contains(State.OPEN);
    }

    /** What is decided stays; what is open may be met, now or with documents that come later, and what answers make of it. */
    private static Outlook outlook(Determination now, List<Topic> open) {
        Map<String, Set<State>> possible = new HashMap<>();
        for (Finding finding : now.findings()) {
            State state = Settled.state(finding.result());
            Set<State> states = EnumSet.of(state);
            if (state == State.OPEN) {
                states.add(State.MET);
                open.forEach(topic -> states.addAll(
                        topic.reach().getOrDefault(finding.criterion().id(), Set.of())));
            }
            possible.put(finding.criterion().id(), states);
        }
        return new Outlook(now.phase().criteria(), possible);
    }

    private static boolean unitsAreOpen(Determination now, FormPlan plan, Set<String> asked) {
        return now.phase().limit() != null
                && now.request().units() == null
                && now.decision() instanceof ReviewNeeded
                && now.policy().approver() == Approver.RULES
                && plan.without(asked).stream().anyMatch(Topic::units);
    }

    private Determination determine(Situation situation, EvidenceBundle evidence) {
        return determiner.determine(situation.policy(), situation.request(), evidence, situation.ledger());
    }

    private EvidenceBundle evidence(
            Situation situation, QuestionnaireResponse answers, List<QuestionnaireResponseItemComponent> more) {
        QuestionnaireResponse counted = answers.copy();
        counted.setStatus(QuestionnaireResponseStatus.COMPLETED);
        Map<String, QuestionnaireResponseItemComponent> added = new LinkedHashMap<>();
        more.forEach(item -> added.put(item.getLinkId(), item.copy()));
        counted.getItem().removeIf(item -> added.containsKey(item.getLinkId()));
        added.values().forEach(counted::addItem);
        List<EvidenceItem> request = new ArrayList<>(situation.evidence());
        request.add(new EvidenceItem("QuestionnaireResponse", counted, Origin.REQUEST));
        return assembler
                .assemble(
                        situation.policy(),
                        situation.request().requestDate(),
                        situation.patient(),
                        request,
                        situation.record())
                .bundle();
    }
}
