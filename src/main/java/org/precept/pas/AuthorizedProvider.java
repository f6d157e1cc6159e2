package org.precept.pas;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.precept.pas.Entries.Entry;

/** For whom an approval is: the provider of the Claim as Practitioner or Organization. */
final class AuthorizedProvider {

    private AuthorizedProvider() {}

    /** Empty when the Bundle has neither. */
    static Optional<Reference> of(PasRequest request) {
        return request.entry(request.claim().getProvider()).flatMap(provider -> reference(provider, request));
    }

    /** What every authorized provider is (X12 98): a service provider. */
    static CodeableConcept type() {
        return Codes.concept(Pas.X12_ENTITY, "SJ", "Service Provider");
    }

    private static Optional<Reference> reference(Entry provider, PasRequest request) {
        if (provider.resource() instanceof Organization || provider.resource() instanceof Practitioner) {
            return Optional.of(new Reference(provider.name()));
        }
        return provider.resource() instanceof PractitionerRole role
                ? request.entries()
                        .one(role.getPractitioner(), provider.fullUrl())
                        .map(practitioner -> new Reference(practitioner.name()))
                : Optional.empty();
    }
}
