package org.precept.server.store;

import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads stored resources of any type in bulk. */
final class StoredResources {

    private static final int CHUNK = 500;

    private final SearchBuilderFactory<JpaPid> builders;
    private final TransactionTemplate transaction;

    StoredResources(SearchBuilderFactory<JpaPid> builders, TransactionTemplate transaction) {
        this.builders = builders;
        this.transaction = transaction;
    }

    /** The current versions by database id, in that order; their ids are {@code Type/id}. */
    List<Resource> read(Collection<Long> pids) {
        List<Resource> resources = new ArrayList<>(pids.size());
        for (List<Long> chunk : Lists.partition(List.copyOf(pids), CHUNK)) {
            resources.addAll(Objects.requireNonNull(transaction.execute(status -> load(chunk))));
        }
        return resources;
    }

    private List<Resource> load(List<Long> pids) {
        // HAPI's loader takes any type; the type it is made for matters to searches only.
        return builders
                .newSearchBuilder("Patient", Patient.class)
                .loadResourcesByPid(JpaPid.fromLongList(pids), new SystemRequestDetails())
                .stream()
                .map(Resource.class::cast)
                .map(StoredResources::named)
                .toList();
    }

    private static Resource named(Resource resource) {
        resource.setId(resource.getIdElement().toUnqualifiedVersionless());
        return resource;
    }
}
