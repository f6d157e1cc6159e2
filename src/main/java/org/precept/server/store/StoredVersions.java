package org.precept.server.store;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/** Reads stored resources in the versions they once had. Most are still current, and those are read in bulk. */
final class StoredVersions {

    private final DaoRegistry daos;
    private final RecordTables tables;
    private final StoredResources resources;

    StoredVersions(DaoRegistry daos, RecordTables tables, StoredResources resources) {
        this.daos = daos;
        this.tables = tables;
        this.resources = resources;
    }

    /**
     * The versions that are still stored, a resource deleted since included.
     *
     * @param wanted {@code Type/id/_history/n}
     */
    Map<String, Resource> read(Collection<String> wanted) {
        Map<String, Resource> found = new HashMap<>(current(wanted));
        found.keySet().retainAll(Set.copyOf(wanted));
        for (String version : new LinkedHashSet<>(wanted)) {
            if (!found.containsKey(version)) {
                earlier(version).ifPresent(resource -> found.put(version, resource));
            }
        }
        return found;
    }

    private Map<String, Resource> current(Collection<String> wanted) {
        Set<String> references = new LinkedHashSet<>();
        Set<String> types = new TreeSet<>();
        Set<String> ids = new LinkedHashSet<>();
        for (String version : wanted) {
            IdType id = new IdType(version);
            references.add(id.toUnqualifiedVersionless().getValue());
            types.add(id.getResourceType());
            ids.add(id.getIdPart());
        }
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<Long> pids = tables.withIds(types, ids).stream()
                .filter(row -> references.contains(row.reference()))
                .map(RecordTables.Row::pid)
                .toList();
        Map<String, Resource> found = new LinkedHashMap<>();
        resources
                .read(pids)
                .forEach(resource -> found.put(
                        resource.getId() + "/_history/" + resource.getMeta().getVersionId(), resource));
        return found;
    }

    private Optional<Resource> earlier(String version) {
        IdType id = new IdType(version);
        IFhirResourceDao<?> dao = daos.getResourceDao(id.getResourceType());
        try {
            Resource resource = (Resource) dao.read(id, new SystemRequestDetails());
            resource.setId(id.toUnqualifiedVersionless());
            return Optional.of(resource);
        } catch (ResourceNotFoundException | ResourceGoneException gone) {
            return Optional.empty();
        }
    }
}
