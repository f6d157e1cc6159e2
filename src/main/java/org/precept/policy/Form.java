package org.precept.policy;

import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.precept.fhir.Canonical;

/**
 * The static form of one policy phase.
 *
 * @param canonical url and version
 * @param questionnaire the stored Questionnaire; must not be changed
 * @param policy whose form it is; of several versions the one that took effect last
 * @param phase of the policy
 * @param questions by linkId, groups and displays left out
 */
public record Form(
        Canonical canonical,
        Questionnaire questionnaire,
        CoveragePolicy policy,
        Phase phase,
        Map<String, Question> questions) {
    private static final String CQF_LIBRARY = "http://hl7.org/fhir/StructureDefinition/cqf-library";

    /** The url of the adaptive form beside this one (design.md, "Contract"). */
    public String adaptiveUrl() {
        return canonical.url() + QuestionnaireCatalog.ADAPTIVE;
    }

    /** The library whose defines fill the form, as the form names it; empty when nothing fills it. */
    public Optional<Canonical> library() {
        return questionnaire.getExtensionsByUrl(CQF_LIBRARY).stream()
                .map(Extension::getValue)
                .filter(CanonicalType.class::isInstance)
                .map(value -> Canonical.parse(value.primitiveValue()))
                .findFirst();
    }

    /** The question with the linkId. */
    public Optional<Question> question(String linkId) {
        return Optional.ofNullable(questions.get(linkId));
    }
}
