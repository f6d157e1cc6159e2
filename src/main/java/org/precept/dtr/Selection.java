package org.precept.dtr;

import java.util.List;
import org.hl7.fhir.r4.model.Reference;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.AuthorizationRequest;
import org.precept.policy.Form;

/**
 * A form to be sent, and what is known of the request it is for.
 *
 * @param wanted the form
 * @param contexts what the draft is to point at (extension qr-context)
 * @param request what is asked for, as far as known: fills the form's answers from request facts
 * @param evidence resources that came with the order or were recorded under the context
 */
record Selection(
        WantedForm wanted, List<Reference> contexts, AuthorizationRequest request, List<EvidenceItem> evidence) {
    Selection {
        contexts = List.copyOf(contexts);
        evidence = List.copyOf(evidence);
    }

    /** The static form: its questions, its policy. */
    Form form() {
        return wanted.form();
    }
}
