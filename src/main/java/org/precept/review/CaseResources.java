package org.precept.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.precept.fhir.CodeSystems;
import org.precept.record.Documents;
import org.precept.record.PriorAuthorizations;
import org.precept.record.TraceDocument;

/**
 * What a reviewer reads beside the Task: member, request, answer, findings with their evidence, the Bundle as it was sent with
 * its documents, and what arrived later.
 */
final class CaseResources {

    private final PriorAuthorizations resources;
    private final Documents documents;

    CaseResources(PriorAuthorizations resources, Documents documents) {
        this.resources = resources;
        this.documents = documents;
    }

    /** Documents that arrived for the item since it was asked for, the earliest first. */
    List<TraceDocument> arrived(Task task) {
        List<String> traces = task.getIdentifier().stream()
                .filter(identifier -> CodeSystems.TRACE.equals(identifier.getSystem()))
                .map(Identifier::getValue)
                .toList();
        return traces.isEmpty() ? List.of() : documents.of(traces);
    }

    /** They, once each. */
    List<Resource> behind(Task task) {
        Set<String> named = new LinkedHashSet<>();
        task.getBasedOn().forEach(claim -> name(claim, named));
        name(task.getFocus(), named);
        name(task.getFor(), named);
        task.getInput().forEach(input -> {
            if (input.getValue() instanceof Reference reference) {
                name(reference, named);
            }
        });
        arrived(task).forEach(document -> named.add(document.document()));
        Map<String, Resource> found = new LinkedHashMap<>();
        read(named, found);
        Set<String> evidence = new LinkedHashSet<>();
        found.values().forEach(resource -> evidence(resource, evidence));
        evidence.removeAll(found.keySet());
        read(evidence, found);
        List<Resource> all = new ArrayList<>(found.values());
        task.getBasedOn().stream()
                .map(claim -> new IdType(claim.getReference()).getIdPart())
                .flatMap(claim -> resources.bundleOf(claim).stream())
                .forEach(bundle -> all.add(asReceived(bundle)));
        return all;
    }

    private void read(Set<String> named, Map<String, Resource> found) {
        resources.read(named).forEach(resource -> found.put(name(resource), resource));
    }

    /** Evidence from the record; what came with the request is in its Bundle. */
    private static void evidence(Resource resource, Set<String> names) {
        if (resource instanceof GuidanceResponse guidance) {
            guidance.getContained().stream()
                    .filter(Parameters.class::isInstance)
                    .flatMap(parameters -> ((Parameters) parameters).getParameter().stream())
                    .flatMap(parameter -> parameter.getPart().stream())
                    .forEach(part -> {
                        if (part.getValue() instanceof Reference reference) {
                            name(reference, names);
                        }
                    });
        }
    }

    /** Only what this server has itself: {@code Type/id}. */
    private static void name(Reference reference, Set<String> names) {
        IdType id = new IdType(reference.getReference());
        if (id.hasResourceType() && id.hasIdPart() && !id.isAbsolute()) {
            names.add(id.getResourceType() + "/" + id.getIdPart());
        }
    }

    private static String name(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    /** A stored Bundle names its resources by fullUrl; their own ids stand in the entries. */
    private static Bundle asReceived(Bundle stored) {
        Bundle received = stored.copy();
        for (Bundle.BundleEntryComponent entry : received.getEntry()) {
            if (entry.hasResource()) {
                entry.getResource().setId(entry.getId());
            }
            entry.setId(null);
        }
        return received;
    }
}
