package org.precept.support;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;

/**
 * A demo member as the store would hand them out, read from the file.
 *
 * @param patient stored Patient
 * @param record everything else but the Coverage
 */
public record DemoMember(Patient patient, List<EvidenceItem> record) {

    /** The member whose file has the name, e.g. {@code anna}. */
    public static DemoMember named(String name) {
        Patient patient = null;
        List<EvidenceItem> record = new ArrayList<>();
        for (Bundle.BundleEntryComponent entry : read(name).getEntry()) {
            Resource resource = entry.getResource();
            if (resource instanceof Patient found) {
                patient = found;
            } else if (!(resource instanceof Coverage)) {
                record.add(new EvidenceItem(
                        resource.fhirType() + "/" + resource.getIdElement().getIdPart(), resource, Origin.RECORD));
            }
        }
        return new DemoMember(required(patient, name), List.copyOf(record));
    }

    /** The stored Coverages of a member. */
    public static List<Coverage> coverages(String name) {
        return read(name).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Coverage.class::isInstance)
                .map(Coverage.class::cast)
                .toList();
    }

    private static Patient required(@Nullable Patient patient, String name) {
        if (patient == null) {
            throw new AssertionError("no Patient in the file of " + name);
        }
        return patient;
    }

    private static Bundle read(String name) {
        try {
            return FhirContext.forR4Cached()
                    .newJsonParser()
                    .parseResource(Bundle.class, Files.readString(Path.of("fhir-resources/members", name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
