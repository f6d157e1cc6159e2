package org.precept.dtr.adaptive;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.precept.dtr.DtrEdition;
import org.precept.fhir.Canonical;
import org.precept.policy.Form;
import org.precept.policy.QuestionnaireCatalog;

/** Plans of forms, made when a form is first asked for and kept. Thread-safe. */
final class FormPlans {
    private final Planning planning;
    private final QuestionnaireCatalog forms;
    private final Clock clock;
    private final Map<Canonical, FormPlan> known = new ConcurrentHashMap<>();

    FormPlans(Planning planning, QuestionnaireCatalog forms, Clock clock) {
        this.planning = planning;
        this.forms = forms;
        this.clock = clock;
    }

    FormPlan of(Form form) {
        return known.computeIfAbsent(form.canonical(), any -> planning.plan(form, LocalDate.now(clock)));
    }

    /** Every item that a conversation begun with the form may put, by linkId: the phase may turn out to be another one. */
    Map<String, List<QuestionnaireItemComponent>> items(Form form, DtrEdition edition) {
        Map<String, List<QuestionnaireItemComponent>> items = new HashMap<>();
        items.put(FixedItems.COMPLETE, List.of(FixedItems.complete()));
        items.put(FixedItems.AUTHORIZATION, List.of(FixedItems.authorization()));
        forms.all().stream()
                .filter(other -> other.policy().id().equals(form.policy().id()))
                .flatMap(other -> of(other).topics().stream())
                .forEach(topic -> items.computeIfAbsent(topic.linkId(), any -> new ArrayList<>())
                        .add(topic.in(edition).item()));
        return items;
    }
}
