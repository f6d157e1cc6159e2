package org.precept.server.store;

import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;

/** How a member number and its payer are written on stored resources. */
final class MemberNumber {

    private MemberNumber() {}

    /**
     * True when a Coverage carries the number, as subscriberId or identifier, and is the payer's: two payers may give
     * one number.
     *
     * @param stored the Organizations that Coverages refer to, by reference
     */
    static boolean isOn(Coverage coverage, String payer, String number, Map<String, Resource> stored) {
        boolean hasNumber = number.equals(coverage.getSubscriberId())
                || has(coverage.getIdentifier(), CodeSystems.memberNumbers(payer), number);
        return hasNumber && coverage.getPayor().stream().anyMatch(payor -> isPayer(payor, payer, coverage, stored));
    }

    private static boolean isPayer(Reference payor, String payer, Coverage coverage, Map<String, Resource> stored) {
        return has(List.of(payor.getIdentifier()), CodeSystems.PAYER, payer)
                || (organization(payor, coverage, stored) instanceof Organization organization
                        && has(organization.getIdentifier(), CodeSystems.PAYER, payer));
    }

    private static @Nullable Resource organization(Reference payor, Coverage coverage, Map<String, Resource> stored) {
        if (payor.getReferenceElement().isLocal()) {
            return coverage.getContained().stream()
                    .filter(contained -> payor.getReference().equals("#" + contained.getIdPart())
                            || payor.getReference().equals(contained.getIdPart()))
                    .findFirst()
                    .orElse(null);
        }
        return stored.get(payor.getReferenceElement().toUnqualifiedVersionless().getValue());
    }

    private static boolean has(List<Identifier> identifiers, String system, String value) {
        return identifiers.stream()
                .anyMatch(identifier -> system.equals(identifier.getSystem()) && value.equals(identifier.getValue()));
    }
}
