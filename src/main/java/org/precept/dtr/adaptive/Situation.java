package org.precept.dtr.adaptive;

import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Ledger;
import org.precept.fhir.CodingKey;
import org.precept.policy.CoveragePolicy;

/**
 * What a form is asked about: all that is known beside its own answers.
 *
 * @param policy that applies
 * @param request what is asked for, as far as known
 * @param patient the member as stored; without content when the member is not known
 * @param evidence what came with the order or claim
 * @param record what is stored about the member
 * @param ledger the member's approvals
 */
record Situation(
        CoveragePolicy policy,
        AuthorizationRequest request,
        Patient patient,
        List<EvidenceItem> evidence,
        List<EvidenceItem> record,
        Ledger ledger) {
    Situation {
        evidence = List.copyOf(evidence);
        record = List.copyOf(record);
    }

    /** A request of which nothing is known but product, payer and day. */
    static AuthorizationRequest bare(CoveragePolicy policy, String payer, LocalDate day) {
        return bare(policy, payer, day, null);
    }

    /** The same with a billing code. */
    static AuthorizationRequest bare(
            CoveragePolicy policy, String payer, LocalDate day, @Nullable CodingKey billingCode) {
        return AuthorizationRequest.bare("QuestionnaireResponse", payer, policy.product(), day, billingCode, null);
    }
}
