package org.precept.policy;

import org.hl7.fhir.r4.model.Questionnaire;
import org.precept.fhir.Canonical;

/**
 * The form beside a static one that asks its questions step by step (DTR 2.2, {@code $next-question}). It has no questions
 * of its own.
 *
 * @param canonical url and version
 * @param questionnaire the stored Questionnaire; must not be changed
 * @param form the static form whose questions it asks
 */
public record AdaptiveForm(Canonical canonical, Questionnaire questionnaire, Form form) {
    /** linkId of the last question of an adaptive form, whether the authorization should be issued; no policy reads it. */
    public static final String AUTHORIZATION = "authorization";
}
