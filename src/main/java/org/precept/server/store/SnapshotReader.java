package org.precept.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.ResourceReferenceInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.fhir.CodeSystems;
import org.precept.record.Member;
import org.precept.record.PackedEvidence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a member and their record from the FHIR store. */
final class SnapshotReader {

    private static final Logger log = LoggerFactory.getLogger(SnapshotReader.class);
    /** A statement names its prescriber's role, the role its practitioner: two steps, and one to spare. */
    private static final int STEPS = 3;

    private final RecordTables tables;
    private final StoredResources resources;
    private final FhirContext fhir;
    private final PackedEvidence packed;

    SnapshotReader(RecordTables tables, StoredResources resources, FhirContext fhir) {
        this.tables = tables;
        this.resources = resources;
        this.fhir = fhir;
        this.packed = new PackedEvidence(fhir);
    }

    /** The member; empty when no Patient carries the number, or more than one does. */
    Optional<Snapshot> read(String payer, String number) {
        String system = CodeSystems.memberNumbers(payer);
        Set<Long> patients = tables.patients(system, number);
        if (patients.size() != 1) {
            if (!patients.isEmpty()) {
                log.warn(
                        "{} stored Patients (HFJ_RESOURCE.RES_ID {}) carry one member number of payer {}: the member"
                                + " counts as not found until only one does",
                        patients.size(),
                        new TreeSet<>(patients),
                        payer);
            }
            return Optional.empty();
        }
        long patient = patients.iterator().next();
        Reading reading = new Reading(tables.stamp(system, number, patient, List.of()));
        List<Long> pids = new ArrayList<>(List.of(patient));
        pids.addAll(tables.record(patient));
        reading.add(resources.read(pids));
        return reading.patient()
                .map(found -> new Snapshot(
                        reading.member(payer, number, found), patient, List.copyOf(reading.sought), reading.stamp));
    }

    /** Collects what is read, by reference, and follows references until nothing new is found. */
    private final class Reading {
        private final Map<String, Resource> found = new LinkedHashMap<>();
        private final Set<String> sought = new HashSet<>();
        private Stamp stamp;

        Reading(Stamp stamp) {
            this.stamp = stamp;
        }

        void add(List<Resource> read) {
            List<Resource> latest = read;
            for (int step = 0; step <= STEPS && !latest.isEmpty(); step++) {
                latest.forEach(resource -> found.put(resource.getId(), resource));
                latest = step == STEPS ? List.of() : referencedBy(latest);
            }
        }

        private List<Resource> referencedBy(List<Resource> referring) {
            Set<String> references = new TreeSet<>();
            referring.forEach(resource -> references.addAll(references(resource)));
            references.removeAll(found.keySet());
            if (references.isEmpty()) {
                return List.of();
            }
            Set<String> ids = new TreeSet<>();
            references.forEach(reference -> ids.add(reference.substring(reference.indexOf('/') + 1)));
            Set<String> unstamped = new TreeSet<>(ids);
            unstamped.removeAll(sought);
            if (!unstamped.isEmpty()) {
                stamp = stamp.plus(tables.stampOfReferenced(unstamped));
                sought.addAll(unstamped);
            }
            List<Long> pids = tables.referenced(ids).stream()
                    .filter(row -> references.contains(row.reference()))
                    .map(RecordTables.Row::pid)
                    .toList();
            return resources.read(pids);
        }

        Optional<Patient> patient() {
            return of(Patient.class).stream().findFirst();
        }

        Member member(String payer, String number, Patient patient) {
            List<Coverage> coverages = of(Coverage.class).stream()
                    .filter(coverage -> MemberNumber.isOn(coverage, payer, number, found))
                    .toList();
            List<EvidenceItem> record = found.values().stream()
                    .filter(SnapshotReader::isEvidence)
                    .map(resource -> new EvidenceItem(resource.getId(), resource, Origin.RECORD))
                    .toList();
            return packed.unpacked(new Member(payer, number, patient, coverages, record));
        }

        private <T extends Resource> List<T> of(Class<T> type) {
            return found.values().stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList();
        }
    }

    private static boolean isEvidence(Resource resource) {
        return switch (resource.fhirType()) {
            case "Patient", "Coverage", "Organization" -> false;
            default -> true;
        };
    }

    /** References to the types that count with a record, {@code Type/id}; payers only from Coverages. */
    private Set<String> references(Resource resource) {
        Set<String> references = new HashSet<>();
        for (ResourceReferenceInfo info : fhir.newTerser().getAllResourceReferences(resource)) {
            IIdType id = info.getResourceReference().getReferenceElement();
            boolean local = id.hasIdPart() && id.hasResourceType() && !id.isAbsolute();
            if (local && isFollowed(id.getResourceType(), resource)) {
                references.add(id.getResourceType() + "/" + id.getIdPart());
            }
        }
        return references;
    }

    private static boolean isFollowed(String type, Resource from) {
        return RecordTables.REFERENCED.contains(type) && (!type.equals("Organization") || from instanceof Coverage);
    }
}
