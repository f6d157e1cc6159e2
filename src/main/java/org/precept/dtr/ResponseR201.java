package org.precept.dtr;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;

/**
 * Says a QuestionnaireResponse of DTR 2.2 in the words of DTR 2.0.1: the coverage is one of the contexts, what software
 * filled in is {@code auto}. Saying it twice changes nothing more.
 */
final class ResponseR201 {
    private static final String CODES = "http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp";
    private static final Set<String> AUTOMATIC = Set.of("auto-server", "auto-client");
    /** The profile wants the coverage and what it is for. */
    private static final int LEAST_CONTEXTS = 2;

    private ResponseR201() {}

    /** Changes the response, and the form it contains. */
    static void say(QuestionnaireResponse response) {
        response.getContained().stream()
                .filter(Questionnaire.class::isInstance)
                .map(Questionnaire.class::cast)
                .forEach(FormR201::say);
        coverageAmongContexts(response);
        response.getExtensionsByUrl(Dtr.INTENDED_USE).stream()
                .map(Extension::getValue)
                .filter(CodeableConcept.class::isInstance)
                .flatMap(value -> ((CodeableConcept) value).getCoding().stream())
                .filter(coding -> Dtr.COVERAGE_INFORMATION_CODES.equals(coding.getSystem()))
                .forEach(coding -> coding.setSystem(CODES));
        response.getItem().forEach(ResponseR201::origins);
        response.getMeta().getProfile().clear();
        response.getMeta().addProfile(profile(response));
    }

    /**
     * Gives a response without answers an item all the same, which the profile wants: the form's first, unanswered.
     *
     * @param form what the response answers
     */
    static void begin(QuestionnaireResponse response, Questionnaire form) {
        if (!response.hasItem()) {
            form.getItem().stream()
                    .filter(item -> item.getType() != QuestionnaireItemType.DISPLAY)
                    .findFirst()
                    .ifPresent(item -> response.setItem(new ArrayList<>(List.of(open(item)))));
        }
    }

    private static QuestionnaireResponseItemComponent open(QuestionnaireItemComponent item) {
        QuestionnaireResponseItemComponent open = new QuestionnaireResponseItemComponent();
        open.setLinkId(item.getLinkId()).setText(item.getText());
        return open;
    }

    /** The coverage comes first; qr-coverage is an extension of later editions. */
    private static void coverageAmongContexts(QuestionnaireResponse response) {
        List<Extension> coverages = new ArrayList<>(response.getExtensionsByUrl(Dtr.QR_COVERAGE));
        response.getExtension().removeAll(coverages);
        coverages.forEach(coverage -> coverage.setUrl(Dtr.QR_CONTEXT));
        response.getExtension().addAll(0, coverages);
    }

    private static void origins(QuestionnaireResponseItemComponent item) {
        for (QuestionnaireResponseItemAnswerComponent answer : item.getAnswer()) {
            answer.getExtensionsByUrl(Dtr.INFORMATION_ORIGIN).stream()
                    .flatMap(origin -> origin.getExtensionsByUrl("source").stream())
                    .filter(source -> source.getValue() instanceof CodeType code && AUTOMATIC.contains(code.getValue()))
                    .forEach(source -> source.setValue(new CodeType(DtrEdition.R2_0_1.automatic())));
            answer.getItem().forEach(ResponseR201::origins);
        }
        item.getItem().forEach(ResponseR201::origins);
    }

    /** The guide's profile where all is there that it wants, SDC's otherwise. DTR 2.0.1 has none for adaptive forms. */
    private static String profile(QuestionnaireResponse response) {
        if (response.hasContained()) {
            return Dtr.SDC + "sdc-questionnaireresponse-adapt";
        }
        boolean complete = response.hasItem()
                && response.getExtensionsByUrl(Dtr.QR_CONTEXT).size() >= LEAST_CONTEXTS;
        return complete ? Dtr.RESPONSE : Dtr.SDC + "sdc-questionnaireresponse";
    }
}
