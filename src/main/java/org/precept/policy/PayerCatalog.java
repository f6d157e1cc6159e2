package org.precept.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.precept.fhir.CodeSystems;

/** The payers this server answers for. */
public final class PayerCatalog {
    private final Map<String, Payer> payers = new LinkedHashMap<>();

    PayerCatalog(Collection<Payer> payers) {
        payers.forEach(payer -> this.payers.put(payer.value(), payer));
    }

    /** The payer with the identifier value. */
    public Optional<Payer> find(String payer) {
        return Optional.ofNullable(payers.get(payer));
    }

    /** The payer that an Organization of a request names by its identifier. */
    public Optional<Payer> of(Organization organization) {
        return organization.getIdentifier().stream()
                .flatMap(id -> of(id).stream())
                .findFirst();
    }

    /** The payer that an identifier names; empty when its system is another or its value unknown. */
    public Optional<Payer> of(Identifier identifier) {
        return CodeSystems.PAYER.equals(identifier.getSystem()) && identifier.hasValue()
                ? find(identifier.getValue().strip())
                : Optional.empty();
    }

    /** All payers, in the order they were read. */
    public List<Payer> all() {
        return List.copyOf(payers.values());
    }
}
