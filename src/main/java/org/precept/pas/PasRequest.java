package org.precept.pas;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.pas.Entries.Entry;

/**
 * A request or inquiry that passed the structural checks.
 *
 * @param edition of PAS that it was sent by; its answer is said so
 * @param digest see {@link Message#digest()}
 * @param bundle as received
 * @param entries of the bundle
 * @param claim the first entry
 * @param patient entry of the patient
 * @param coverage the Coverage of the focal insurance; null in an inquiry without one
 */
public record PasRequest(
        PasEdition edition,
        String digest,
        Bundle bundle,
        Entries entries,
        Claim claim,
        Entry patient,
        @Nullable Coverage coverage) {

    static final String CLAIM = "Bundle.entry[0].resource";

    /** How evidence names the request itself. */
    public String claimUrl() {
        return entries.all().get(0).name();
    }

    /** The patient as the request describes them. */
    public Patient statedPatient() {
        return (Patient) patient.resource();
    }

    /** Today, for this request (policies.md): Claim.created. */
    public LocalDate requestDate() {
        return Dates.day(claim.getCreatedElement());
    }

    /** The identifier under which the request's determinations are found. */
    public Identifier identifier() {
        return claim.getIdentifier().stream()
                .filter(identifier -> identifier.hasSystem() && identifier.hasValue())
                .findFirst()
                .orElseThrow();
    }

    /** The entry that a reference of the Claim means. */
    Optional<Entry> entry(Reference reference) {
        return entries.one(reference, entries.all().get(0).fullUrl());
    }

    /** The resource that a reference of the Claim means, when it is of the type. */
    <T extends Resource> Optional<T> resolve(Reference reference, Class<T> type) {
        return entry(reference).map(Entry::resource).filter(type::isInstance).map(type::cast);
    }

    /** The same request with items that it did not name. */
    PasRequest naming(List<Claim.ItemComponent> items) {
        Bundle complete = bundle.copy();
        Claim named = (Claim) complete.getEntryFirstRep().getResource();
        items.forEach(item -> named.addItem(item.copy()));
        Entries all = new Entries(complete);
        return new PasRequest(edition, digest, complete, all, named, all.all().get(patient.position()), coverage);
    }

    /** Who provides: the requesting provider and the care team, as the Claim refers to them. */
    List<Reference> providers() {
        return Stream.concat(
                        Stream.of(claim.getProvider()),
                        claim.getCareTeam().stream().map(Claim.CareTeamComponent::getProvider))
                .toList();
    }
}
