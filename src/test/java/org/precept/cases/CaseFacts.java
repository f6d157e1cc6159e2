package org.precept.cases;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Patient;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Ledger;

/**
 * The facts of a policy case, for tests that look at them from another side.
 *
 * @param name policy and case
 * @param request what is asked for
 * @param codes of what is asked for; empty when the case names the product only
 * @param member as stored
 * @param withRequest what came with the request
 * @param record what is stored
 * @param ledger approvals on file
 */
public record CaseFacts(
        String name,
        AuthorizationRequest request,
        List<Coding> codes,
        Patient member,
        List<EvidenceItem> withRequest,
        List<EvidenceItem> record,
        Ledger ledger) {

    /** Every case, policy by policy. */
    public static List<CaseFacts> all() {
        List<CaseFacts> all = new ArrayList<>();
        CaseFile.policies()
                .forEach(policy -> CaseFile.cases(policy).forEach(file -> {
                    ObjectNode written = CaseFile.read(file);
                    written.remove(List.of("why", "expect"));
                    Shorthand keys = new Shorthand("case", written);
                    String name = CaseFile.name(policy);
                    all.add(new PolicyCase(name, keys).facts(name + "/" + CaseFile.name(file)));
                }));
        return all;
    }

    /** The engine that decides the cases. */
    public static CriteriaEngine engine() {
        return CaseWorld.CRITERIA.engine();
    }
}
