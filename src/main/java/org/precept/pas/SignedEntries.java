package org.precept.pas;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.fhir.CodeSystems;
import org.precept.pas.Entries.Entry;
import org.precept.policy.Payer;
import org.precept.record.SignedOrders;

/**
 * What came with signed orders as the entries of a request Bundle. Resources keep their ids and stand under the client's
 * own addresses, so that their references lead where they led there.
 */
final class SignedEntries {

    /** Stands for a client's server that was not named. */
    private static final String UNNAMED_SERVER = "https://ehr.invalid/fhir";

    private final SignedOrders signed;
    private final Bundle bundle = new Bundle();
    private final Set<String> names = new HashSet<>();
    private Entries entries;

    SignedEntries(SignedOrders signed, Payer payer) {
        this.signed = signed;
        String insurer = insurer(payer);
        Patient patient = signed.patient();
        String beneficiary = add(named(patient), identified(patient));
        coverage(insurer, beneficiary);
        signed.orders().forEach(order -> add(order.reference(), order.resource()));
        for (EvidenceItem item : signed.evidence()) {
            Resource resource = item.resource();
            if (!(resource instanceof Patient || resource instanceof Coverage || resource instanceof Claim)) {
                add(item.reference(), resource);
            }
        }
        this.entries = new Entries(bundle);
    }

    /** The entry that a reference of a resource of the client leads to, by its address or by type and id. */
    Optional<Entry> find(@Nullable String reference) {
        if (reference == null) {
            return Optional.empty();
        }
        List<Entry> found = entries.find(reference, null);
        if (found.isEmpty()) {
            Reference asked = new Reference(reference);
            found = entries.find(
                    asked.getReferenceElement().getResourceType() + "/"
                            + asked.getReferenceElement().getIdPart(),
                    null);
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    Entries entries() {
        return entries;
    }

    /** The entries' Bundle with the Claim as first entry; what the Claim leads to is complete. */
    Bundle with(Claim claim) {
        bundle.getEntry()
                .add(
                        0,
                        new Bundle.BundleEntryComponent()
                                .setFullUrl(Ids.urn(claim))
                                .setResource(claim));
        entries = new Entries(bundle);
        close();
        return bundle;
    }

    /** How an order stands in the Bundle. */
    String name(EvidenceItem order) {
        return address(order.reference());
    }

    /** The name under which the call brought a resource, lest references to it go astray. */
    private String named(Resource resource) {
        return signed.evidence().stream()
                .filter(item -> item.resource() == resource)
                .map(EvidenceItem::reference)
                .findFirst()
                .orElseGet(() ->
                        resource.fhirType() + "/" + resource.getIdElement().getIdPart());
    }

    private String insurer(Payer payer) {
        Organization insurer = payer.organization().copy();
        insurer.setId(Ids.next());
        String name = Ids.urn(insurer);
        names.add(name);
        bundle.addEntry().setFullUrl(name).setResource(insurer);
        return name;
    }

    /** The client's Coverage as one of the payer, under the number by which the member was found. */
    private void coverage(String insurer, String beneficiary) {
        Coverage coverage = signed.coverage().copy();
        coverage.setPayor(List.of(new Reference(insurer)));
        coverage.setBeneficiary(new Reference(beneficiary));
        coverage.setSubscriberId(signed.memberNumber());
        if (!coverage.hasIdentifier()) {
            coverage.addIdentifier(memberNumber());
        }
        add(named(signed.coverage()), coverage);
    }

    /** The client's Patient; when it has no identifier, a copy with the member number. */
    private Patient identified(Patient patient) {
        return patient.hasIdentifier() ? patient : patient.copy().addIdentifier(memberNumber());
    }

    private Identifier memberNumber() {
        return new Identifier()
                .setType(Codes.concept(Pas.IDENTIFIER_TYPE, "MB", null))
                .setSystem(CodeSystems.memberNumbers(signed.payer()))
                .setValue(signed.memberNumber());
    }

    private String add(String reference, Resource resource) {
        boolean named = resource.getIdElement().hasIdPart() || absolute(reference);
        String name = named ? address(reference) : "urn:uuid:" + Ids.next();
        if (names.add(name)) {
            bundle.addEntry().setFullUrl(name).setResource(resource);
        }
        return name;
    }

    private String address(String reference) {
        if (absolute(reference)) {
            return reference;
        }
        String server = signed.clientServer() == null ? UNNAMED_SERVER : signed.clientServer();
        return (server.endsWith("/") ? server : server + "/") + reference;
    }

    private static boolean absolute(String reference) {
        return reference.startsWith("urn:") || reference.contains("://");
    }

    /**
     * Everything that the Claim leads to is in a request (requirements spec-13, spec-14). What the client did not send
     * along is named by its address instead of referred to; the client's resource itself is not changed.
     */
    private void close() {
        Set<Integer> reached = new HashSet<>();
        Deque<Entry> todo = new ArrayDeque<>(List.of(entries.all().get(0)));
        while (!todo.isEmpty()) {
            Entry entry = todo.remove();
            if (!reached.add(entry.position())) {
                continue;
            }
            boolean complete = References.in(entry.resource(), "").stream()
                    .allMatch(found ->
                            entries.one(found.reference(), entry.fullUrl()).isPresent());
            Resource resource = complete ? entry.resource() : entry.resource().copy();
            for (References.Found found : References.in(resource, "")) {
                Optional<Entry> direct = entries.one(found.reference(), entry.fullUrl());
                direct.or(() -> find(found.reference().getReference())).ifPresentOrElse(todo::add, () -> {});
                if (direct.isEmpty()) {
                    correct(found.reference());
                }
            }
            bundle.getEntry().get(entry.position()).setResource(resource);
        }
        entries = new Entries(bundle);
    }

    private void correct(Reference reference) {
        Entry target = find(reference.getReference()).orElse(null);
        if (target != null) {
            reference.setReference(target.fullUrl());
            return;
        }
        if (!reference.hasIdentifier()) {
            reference.setIdentifier(
                    new Identifier().setSystem("urn:ietf:rfc:3986").setValue(address(reference.getReference())));
        }
        reference.setReference(null);
    }
}
