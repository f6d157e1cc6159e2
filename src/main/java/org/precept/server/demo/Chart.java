package org.precept.server.demo;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/**
 * All that the clinic holds about one patient: what it knew, the order as the payer answered it, and what apps wrote.
 * Resources in it are never changed, only replaced. Kept in memory. Thread-safe.
 */
final class Chart {

    private static final int MOST_WRITTEN = 40;
    private static final long MOST_CHARACTERS = 10_000_000;
    private static final int NOT_FOUND = 404;
    private static final int CHANGED = 412;
    private static final int FULL = 507;

    private final ClinicPatient patient;
    private final FhirContext fhir;
    private final Clock clock;
    private final Map<String, Written> written = new LinkedHashMap<>();
    private SignedOrder order;

    Chart(ClinicPatient patient, FhirContext fhir, Clock clock) {
        this.patient = patient;
        this.fhir = fhir;
        this.clock = clock;
        this.order = new SignedOrder(patient.order(), List.of());
    }

    ClinicPatient patient() {
        return patient;
    }

    synchronized SignedOrder order() {
        return order;
    }

    synchronized void order(SignedOrder answered) {
        order = answered;
    }

    /** Back to what the clinic knew before anything was asked. */
    synchronized void empty() {
        written.clear();
        order = new SignedOrder(patient.order(), List.of());
    }

    /** Every resource of the chart, what was written last first. */
    synchronized List<Resource> all() {
        List<Resource> all = new ArrayList<>();
        written.values().forEach(each -> all.add(0, each.resource));
        Stream.of(
                        Stream.of(patient.patient(), patient.coverage(), order.order()),
                        Stream.of(patient.practitioner(), patient.role()),
                        patient.findings().stream())
                .flatMap(each -> each)
                .forEach(all::add);
        return all;
    }

    /** The resource of a local reference {@code Type/id}. */
    Optional<Resource> find(String reference) {
        return all().stream()
                .filter(each -> ClinicPatient.reference(each).equals(reference))
                .findFirst();
    }

    /** What an app wrote of a form, the last first. */
    List<QuestionnaireResponse> responses() {
        return all().stream()
                .filter(QuestionnaireResponse.class::isInstance)
                .map(QuestionnaireResponse.class::cast)
                .toList();
    }

    /** @throws RejectedRequest when this chart has no such response */
    QuestionnaireResponse response(String id) {
        return responses().stream()
                .filter(each -> each.getIdPart().equals(id))
                .findFirst()
                .orElseThrow(() -> rejected(
                        NOT_FOUND, IssueType.NOTFOUND, "The patient's chart has no QuestionnaireResponse of that id."));
    }

    /** Files a new resource under an id of ours. @throws RejectedRequest when the chart is full */
    synchronized DomainResource create(DomainResource resource) {
        resource.setId(UUID.randomUUID().toString());
        return file(resource, 1);
    }

    /**
     * Replaces a resource that an app wrote.
     *
     * @param expected version that the app has seen; null when it does not say
     * @throws RejectedRequest when no app wrote such a resource, when it has changed since, or when the chart is full
     */
    synchronized DomainResource update(DomainResource resource, @Nullable String expected) {
        Written before = written.get(ClinicPatient.reference(resource));
        if (before == null) {
            throw rejected(NOT_FOUND, IssueType.NOTFOUND, "Nothing to update here. Create it with POST.");
        }
        String version = before.resource.getMeta().getVersionId();
        if (expected != null && !expected.equals(version)) {
            throw rejected(CHANGED, IssueType.CONFLICT, "It has changed since: it is now version " + version + ".");
        }
        return file(resource, Integer.parseInt(version) + 1);
    }

    private DomainResource file(DomainResource resource, int version) {
        resource.getMeta().setVersionId(Integer.toString(version)).setLastUpdated(Date.from(clock.instant()));
        String reference = ClinicPatient.reference(resource);
        int size = fhir.newJsonParser().encodeResourceToString(resource).length();
        Written before = written.get(reference);
        long others = written.values().stream().mapToLong(Written::size).sum() - (before == null ? 0 : before.size);
        if (others + size > MOST_CHARACTERS || (before == null && written.size() >= MOST_WRITTEN)) {
            throw rejected(
                    FULL,
                    IssueType.TOOCOSTLY,
                    "This chart of the demo is full: " + MOST_WRITTEN + " resources, " + MOST_CHARACTERS
                            + " characters. Restarting the server empties it.");
        }
        written.put(reference, new Written(resource, size));
        return resource;
    }

    private static RejectedRequest rejected(int status, IssueType type, String diagnostics) {
        return new RejectedRequest(status, new Issue(type, null, diagnostics));
    }

    private record Written(DomainResource resource, int size) {}
}
