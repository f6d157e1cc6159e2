package org.precept.dtr.adaptive;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.precept.dtr.DtrEdition;

/**
 * A top-level item of a form with all that is asked within it; asked as a whole, or not at all.
 *
 * @param item without the details that no logic reads; shared, never changed
 * @param said the item as each edition of the guide says it
 * @param questions how many questions there are within, groups and displays left out
 * @param openEnded answered with more than a click: a date, a number, a text, a document, a group
 * @param criteria those whose logic reads one of its answers
 * @param reach what answers to it alone can make of them beside leaving them open or meeting them
 * @param share how much of what it offers settles the determination on an otherwise empty record, 0 to 1
 * @param phases answers that show another phase on an otherwise empty record, by phase; empty when it decides no phase
 * @param units true when the units to be authorized may be read from it
 */
record Topic(
        QuestionnaireItemComponent item,
        Map<DtrEdition, Said> said,
        int questions,
        boolean openEnded,
        Set<String> criteria,
        Map<String, Set<Outlook.State>> reach,
        double share,
        Map<String, List<QuestionnaireResponseItemComponent>> phases,
        boolean units) {
    Topic {
        said = Map.copyOf(said);
        criteria = Set.copyOf(criteria);
        reach = Map.copyOf(reach);
        phases = Map.copyOf(phases);
    }

    /**
     * An item in the words of an edition.
     *
     * @param item shared, never changed
     * @param json the same as JSON
     */
    record Said(QuestionnaireItemComponent item, String json) {}

    /** The item in the edition's words. */
    Said in(DtrEdition edition) {
        return Objects.requireNonNull(said.get(edition));
    }

    String linkId() {
        return item.getLinkId();
    }

    /** True when an answer to it may show another phase of the policy. */
    boolean decidesPhase() {
        return !phases.isEmpty();
    }
}
