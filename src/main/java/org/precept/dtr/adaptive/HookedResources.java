package org.precept.dtr.adaptive;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;

/**
 * What a hook call brought: the resources of its context and prefetch, each once, under the names that CRD gave them.
 *
 * @param items in the order of the call
 */
record HookedResources(List<EvidenceItem> items) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing was brought. */
    static final HookedResources NONE = new HookedResources(List.of());

    HookedResources {
        items = List.copyOf(items);
    }

    /** Reads the body of a call as it was logged; what cannot be read is left out, as it was when the call was answered. */
    static HookedResources read(byte[] body, FhirContext fhir) {
        JsonNode call;
        try {
            call = JSON.readTree(body);
        } catch (IOException e) {
            return NONE;
        }
        Map<String, EvidenceItem> found = new LinkedHashMap<>();
        call.path("context").forEach(value -> collect(value, "", fhir, found));
        call.path("prefetch").forEach(value -> collect(value, "", fhir, found));
        return new HookedResources(List.copyOf(found.values()));
    }

    private static void collect(JsonNode value, String fullUrl, FhirContext fhir, Map<String, EvidenceItem> found) {
        String type = value.path("resourceType").asText();
        if (type.equals("Bundle")) {
            value.path("entry")
                    .forEach(entry -> collect(
                            entry.path("resource"), entry.path("fullUrl").asText(), fhir, found));
        } else if (!type.isEmpty() && !type.equals("OperationOutcome")) {
            String local = type + "/" + value.path("id").asText();
            boolean absolute = fullUrl.contains("://") || fullUrl.startsWith("urn:");
            if (!found.containsKey(local)) {
                parse(value, fhir)
                        .ifPresent(resource -> found.put(
                                local, new EvidenceItem(absolute ? fullUrl : local, resource, Origin.REQUEST)));
            }
        }
    }

    private static Optional<Resource> parse(JsonNode value, FhirContext fhir) {
        try {
            return Optional.of((Resource) fhir.newJsonParser().parseResource(value.toString()));
        } catch (DataFormatException notFhir) {
            return Optional.empty();
        }
    }

    /** The resource that a reference of the call leads to. */
    Optional<Resource> find(String reference) {
        return items.stream()
                .filter(item -> item.reference().equals(reference)
                        || reference.equals(item.resource().fhirType() + "/"
                                + item.resource().getIdElement().getIdPart()))
                .map(EvidenceItem::resource)
                .findFirst();
    }

    /** The Patient of the call, when it brought one and no other. */
    Optional<Patient> patient() {
        List<Patient> patients = items.stream()
                .map(EvidenceItem::resource)
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .toList();
        return patients.size() == 1 ? Optional.of(patients.get(0)) : Optional.empty();
    }
}
