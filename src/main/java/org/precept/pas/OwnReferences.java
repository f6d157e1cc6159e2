package org.precept.pas;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.precept.pas.Entries.Entry;
import org.precept.pas.References.Found;
import org.precept.policy.Payer;
import org.precept.record.Member;

/**
 * Turns references of a request or answer into those of the stored resources: patient, payer, Claim and what the answer
 * creates point at ours; everything else keeps the client's absolute URL or is named by its identifier, so that a client's
 * {@code Patient/1} never becomes our {@code Patient/1}.
 */
final class OwnReferences {

    private static final Pattern REST_URL = Pattern.compile("https?://.+/[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}");

    private final PasRequest request;
    private final Map<String, String> own = new HashMap<>();

    OwnReferences(PasRequest request, Member member, Payer payer) {
        this.request = request;
        own.put(request.patient().name(), "Patient/" + member.patient().getIdPart());
        request.entry(request.claim().getInsurer())
                .ifPresent(insurer -> own.put(
                        insurer.name(), "Organization/" + payer.organization().getIdPart()));
    }

    /** Names one of the client's or answer's own resources as it is stored, {@code Type/id}. */
    void put(String name, String stored) {
        own.put(name, stored);
    }

    /** Rewrites the references of a resource in place. */
    <T extends Resource> T in(T resource) {
        for (Found found : References.in(resource, "")) {
            rewrite(found.reference());
        }
        return resource;
    }

    private void rewrite(Reference reference) {
        Entry target = request.entry(reference).orElse(null);
        String name = target == null ? reference.getReference() : target.name();
        String stored = own.get(name);
        reference.setResource(null);
        if (stored != null) {
            reference.setReference(stored);
            return;
        }
        if (target == null) {
            return;
        }
        reference.setType(target.resource().fhirType());
        describe(reference, target);
        // The store takes no other literal names; a client's urn would mean nothing there anyway.
        reference.setReference(REST_URL.matcher(name).matches() ? name : null);
        if (!reference.hasReference() && !reference.hasIdentifier()) {
            reference.setIdentifier(
                    new Identifier().setSystem("urn:ietf:rfc:3986").setValue(name));
        }
    }

    private void describe(Reference reference, Entry target) {
        if (target.resource() instanceof Patient) {
            return;
        }
        if (!reference.hasIdentifier()) {
            Providers.identifier(target, request.entries())
                    .ifPresent(identifier -> reference.setIdentifier(identifier.copy()));
        }
        if (!reference.hasDisplay()
                && target.resource() instanceof Organization organization
                && organization.hasName()) {
            reference.setDisplay(organization.getName());
        } else if (!reference.hasDisplay()
                && target.resource() instanceof Practitioner practitioner
                && practitioner.hasName()) {
            reference.setDisplay(practitioner.getNameFirstRep().getNameAsSingleString());
        }
    }
}
