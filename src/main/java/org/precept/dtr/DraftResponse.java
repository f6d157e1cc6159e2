package org.precept.dtr;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;

/**
 * What a draft is about. Every reference points to the client's own resources (DTR 2.2 spec-139).
 *
 * @param subject the patient
 * @param coverage the coverage
 * @param contexts orders, and the assertion or trace number it belongs to
 * @param authored when the draft was made
 */
record DraftResponse(Reference subject, Reference coverage, List<Reference> contexts, Instant authored) {
    DraftResponse {
        contexts = List.copyOf(contexts);
    }

    /** The draft of a form (profile dtr-questionnaireresponse), status in-progress, for use with prior authorization. */
    QuestionnaireResponse of(ClosedPackage form, List<QuestionnaireResponseItemComponent> items) {
        QuestionnaireResponse draft = draft(Dtr.RESPONSE);
        draft.setQuestionnaire(form.canonical().toString());
        draft.setItem(items);
        return draft;
    }

    /**
     * What {@code $next-question} is first called with (profile dtr-questionnaireresponse-adapt, DTR 2.2 spec-25): no
     * answer yet, and a contained Questionnaire without questions that is derived from the adaptive form.
     */
    QuestionnaireResponse ofAdaptive(ClosedPackage form) {
        Questionnaire asked = form.questionnaire().copy();
        asked.setId(form.canonical().tail());
        asked.setUrl("urn:uuid:" + UUID.randomUUID()).setVersion(null); // grows with this one response only
        asked.getMeta().getProfile().clear();
        asked.getMeta().addProfile(Dtr.ADAPTIVE_FORM);
        asked.setDerivedFrom(List.of(new CanonicalType(form.canonical().toString())));
        QuestionnaireResponse draft = draft(Dtr.ADAPTIVE_RESPONSE);
        draft.addContained(asked);
        draft.setQuestionnaire("#" + asked.getIdElement().getIdPart());
        return draft;
    }

    private QuestionnaireResponse draft(String profile) {
        QuestionnaireResponse draft = new QuestionnaireResponse();
        draft.getMeta().addProfile(profile);
        draft.addExtension(new Extension(Dtr.QR_COVERAGE, coverage.copy()));
        contexts.forEach(context -> draft.addExtension(new Extension(Dtr.QR_CONTEXT, context.copy())));
        draft.addExtension(new Extension(Dtr.INTENDED_USE, withPriorAuthorization()));
        draft.setStatus(QuestionnaireResponseStatus.INPROGRESS);
        draft.setSubject(subject.copy());
        draft.setAuthored(Date.from(authored));
        return draft;
    }

    private static CodeableConcept withPriorAuthorization() {
        return new CodeableConcept()
                .addCoding(
                        new Coding().setSystem(Dtr.COVERAGE_INFORMATION_CODES).setCode("withpa"));
    }
}
