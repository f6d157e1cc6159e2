package org.precept.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.precept.fhir.Canonical;

/** Finds forms: which Questionnaire asks for what a policy phase lacks, and which form an answer belongs to. */
public final class QuestionnaireCatalog {
    /** Ends the url of an adaptive form. */
    static final String ADAPTIVE = "-adaptive";

    private final List<Form> forms;
    private final List<AdaptiveForm> adaptive;

    QuestionnaireCatalog(List<Form> forms, List<AdaptiveForm> adaptive) {
        this.forms = List.copyOf(forms);
        this.adaptive = List.copyOf(adaptive);
    }

    /** The static form with the canonical; without a version, the one whose policy took effect last. */
    public Optional<Form> find(Canonical canonical) {
        return forms.stream()
                .filter(form -> form.canonical().matches(canonical))
                .max(Comparator.comparing(Form::policy, PolicyCatalog.LATEST)
                        .thenComparing(form -> String.valueOf(form.canonical().version())));
    }

    /** The adaptive form with the canonical; without a version, the one beside the static form that {@link #find} finds. */
    public Optional<AdaptiveForm> findAdaptive(Canonical canonical) {
        return adaptive.stream()
                .filter(form -> form.canonical().matches(canonical))
                .max(Comparator.comparing((AdaptiveForm form) -> form.form().policy(), PolicyCatalog.LATEST)
                        .thenComparing(form -> String.valueOf(form.canonical().version())));
    }

    /** The adaptive form beside a static one; empty when there is none. */
    public Optional<AdaptiveForm> adaptiveOf(Form form) {
        return adaptive.stream()
                .filter(other -> other.form().canonical().equals(form.canonical()))
                .findFirst();
    }

    /** All adaptive forms. */
    public List<AdaptiveForm> adaptive() {
        return adaptive;
    }

    /** The form of a policy phase. */
    public Optional<Form> of(Phase phase) {
        return find(phase.questionnaire());
    }

    /** All static forms. */
    public List<Form> all() {
        return forms;
    }

    /**
     * The static form whose questions a response answers: its own, in any version (that very version when we have it),
     * the one beside an adaptive form, or the one that its contained Questionnaire is derived from. Empty when it answers
     * no form of ours.
     */
    public Optional<Form> answeredBy(QuestionnaireResponse response) {
        String named = response.getQuestionnaire();
        if (named == null) {
            return Optional.empty();
        }
        return named.startsWith("#") ? derivedFrom(response, named) : byAnyName(Canonical.parse(named));
    }

    private Optional<Form> derivedFrom(QuestionnaireResponse response, String reference) {
        String id = reference.substring(1);
        for (Resource contained : response.getContained()) {
            if (contained instanceof Questionnaire questionnaire
                    && id.equals(contained.getIdElement().getIdPart().replace("#", ""))) {
                for (CanonicalType origin : questionnaire.getDerivedFrom()) {
                    Optional<Form> form = byAnyName(Canonical.parse(origin.getValue()));
                    if (form.isPresent()) {
                        return form;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Form> byAnyName(Canonical canonical) {
        Optional<AdaptiveForm> stepwise = findAdaptive(canonical);
        if (stepwise.isPresent()) {
            return stepwise.map(AdaptiveForm::form);
        }
        String url = canonical.url();
        String bare = url.endsWith(ADAPTIVE) ? url.substring(0, url.length() - ADAPTIVE.length()) : url;
        return find(new Canonical(bare, canonical.version())).or(() -> find(new Canonical(bare, null)));
    }
}
