package org.precept.pas;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.precept.determination.OrderFacts;
import org.precept.pas.Entries.Entry;

/**
 * Reads the prescriptions in a document: it is one, or has them as entries of a Bundle or contained. What was stopped,
 * withdrawn or only proposed prescribes nothing.
 */
final class PrescriptionReader {

    private static final Set<MedicationRequestStatus> VALID = EnumSet.of(
            MedicationRequestStatus.ACTIVE, MedicationRequestStatus.ONHOLD, MedicationRequestStatus.COMPLETED);
    private static final Set<MedicationRequestIntent> NO_ORDER =
            EnumSet.of(MedicationRequestIntent.PROPOSAL, MedicationRequestIntent.PLAN, MedicationRequestIntent.OPTION);

    private PrescriptionReader() {}

    static List<OrderFacts> in(Resource content) {
        List<OrderFacts> prescriptions = new ArrayList<>();
        read(content, prescriptions);
        return prescriptions;
    }

    private static void read(Resource content, List<OrderFacts> prescriptions) {
        if (content instanceof Bundle bundle) {
            Entries entries = new Entries(bundle);
            for (Entry entry : entries.all()) {
                add(
                        entry.resource(),
                        reference -> entries.one(new Reference(reference), entry.fullUrl())
                                .map(Entry::resource),
                        prescriptions);
            }
            return;
        }
        Function<String, Optional<? extends Resource>> contained = reference -> contained(content, reference);
        add(content, contained, prescriptions);
        if (content instanceof DomainResource document) {
            document.getContained().forEach(held -> add(held, contained, prescriptions));
        }
    }

    private static Optional<Resource> contained(Resource container, String reference) {
        return container instanceof DomainResource document && reference.startsWith("#")
                ? document.getContained().stream()
                        .filter(held -> reference
                                        .substring(1)
                                        .equals(held.getIdElement().getIdPart())
                                || reference.equals(held.getId()))
                        .findFirst()
                : Optional.empty();
    }

    private static void add(
            Resource resource,
            Function<String, Optional<? extends Resource>> resolver,
            List<OrderFacts> prescriptions) {
        if (resource instanceof MedicationRequest prescription
                && VALID.contains(prescription.getStatus())
                && prescription.hasIntent()
                && !NO_ORDER.contains(prescription.getIntent())
                && !prescription.getDoNotPerform()
                && !prescription.hasModifierExtension()) {
            prescriptions.add(OrderFacts.of(prescription, resolver));
        }
    }
}
