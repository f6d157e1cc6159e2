package org.precept.policy;

import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;

/** Reads adaptive forms and checks that each belongs to a static form that is there, in that version. */
final class AdaptiveReader {
    private static final String ADAPTIVE =
            "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-questionnaireAdaptive";

    private final Map<Canonical, Form> forms;

    AdaptiveReader(Map<Canonical, Form> forms) {
        this.forms = forms;
    }

    /** True when the Questionnaire says or its name says that it is adaptive. */
    static boolean isAdaptive(Questionnaire questionnaire) {
        return questionnaire.hasExtension(ADAPTIVE)
                || String.valueOf(questionnaire.getUrl()).endsWith(QuestionnaireCatalog.ADAPTIVE);
    }

    Reading<AdaptiveForm> read(String file, Canonical canonical, Questionnaire questionnaire) {
        Elements elements = new Elements(file);
        if (questionnaire.hasItem()) {
            elements.wrong(
                    "Questionnaire.item", "an adaptive form has no items: its questions are those of the static form");
        }
        Extension address = questionnaire.getExtensionByUrl(ADAPTIVE);
        if (address == null || !(address.getValue() instanceof UriType url && url.hasValue())) {
            elements.wrong("Questionnaire.extension('" + ADAPTIVE + "')", "a valueUrl is required");
        }
        Form form = form(questionnaire, elements).orElse(null);
        if (form != null && !form.adaptiveUrl().equals(canonical.url())) {
            elements.wrong("Questionnaire.url", "must be " + form.adaptiveUrl());
        }
        return elements.result(() -> new AdaptiveForm(canonical, questionnaire, required(form)));
    }

    private Optional<Form> form(Questionnaire questionnaire, Elements elements) {
        if (questionnaire.getDerivedFrom().size() != 1) {
            elements.wrong("Questionnaire.derivedFrom", "exactly one is required: the static form, url|version");
            return Optional.empty();
        }
        Canonical origin = elements.versioned(
                "Questionnaire.derivedFrom[0]",
                questionnaire.getDerivedFrom().get(0).getValue());
        Form form = forms.get(origin);
        if (form == null) {
            elements.wrong("Questionnaire.derivedFrom[0]", origin + " is not the form of a phase of a policy here");
        }
        return Optional.ofNullable(form);
    }

    private static Form required(@Nullable Form form) {
        if (form == null) {
            throw new IllegalStateException("a form without its static form was not told to be wrong");
        }
        return form;
    }
}
