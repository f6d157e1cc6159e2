package org.precept.pas;

import java.util.List;
import org.hl7.fhir.r4.model.Patient;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.Determination;
import org.precept.determination.Ledger;

/**
 * What a determination was made of, before anything was left out or honoured.
 *
 * @param member the Patient as stored
 * @param request evidence that came with the request
 * @param record the stored record
 * @param ledger approvals that counted
 * @param made what the rules said of it
 */
record Considered(
        Patient member, List<EvidenceItem> request, List<EvidenceItem> record, Ledger ledger, Determination made) {}
