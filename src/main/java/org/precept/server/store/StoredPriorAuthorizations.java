package org.precept.server.store;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.precept.record.PriorAuthorizations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Decided requests in the FHIR store, and which Bundle each Claim came in. */
final class StoredPriorAuthorizations implements PriorAuthorizations {

    private final DaoRegistry daos;
    private final ReferencedFirst referencedFirst;
    private final RecordTables tables;
    private final StoredResources resources;
    private final ReviewTasks reviewTasks;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    StoredPriorAuthorizations(
            DaoRegistry daos,
            ReferencedFirst referencedFirst,
            RecordTables tables,
            StoredResources resources,
            JdbcTemplate jdbc,
            TransactionTemplate transaction) {
        this.daos = daos;
        this.referencedFirst = referencedFirst;
        this.tables = tables;
        this.resources = resources;
        this.reviewTasks = new ReviewTasks(jdbc);
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * One by one in one transaction. A FHIR transaction would take the names of evidence in a client's Bundle
     * ({@code urn:uuid:...}) for placeholders of its own and refuse them.
     */
    @Override
    public void store(List<? extends Resource> stored) {
        for (Resource resource : stored) {
            resource.setId(named(resource));
        }
        transaction.executeWithoutResult(status -> {
            TransactionDetails details = new TransactionDetails();
            referencedFirst.order(stored).forEach(resource -> create(resource, details));
            index(stored);
            reviewTasks.stored(stored);
        });
    }

    private <T extends Resource> void create(T resource, TransactionDetails details) {
        // The ids are new: without this, HAPI asks the database for each.
        details.addResolvedResourceId(resource.getIdElement().toUnqualifiedVersionless(), null);
        IFhirResourceDao<T> dao = daos.getResourceDao(resource);
        dao.update(resource, null, true, false, new SystemRequestDetails(), details);
    }

    @Override
    public void replace(List<? extends Resource> resources) {
        for (Resource resource : resources) {
            resource.setId(named(resource));
        }
        transaction.executeWithoutResult(status -> {
            TransactionDetails details = new TransactionDetails();
            resources.forEach(resource -> update(resource, details));
            reviewTasks.stored(resources);
        });
    }

    private <T extends Resource> void update(T resource, TransactionDetails details) {
        IFhirResourceDao<T> dao = daos.getResourceDao(resource);
        dao.update(resource, null, true, false, new SystemRequestDetails(), details);
    }

    @Override
    public List<Resource> read(Collection<String> references) {
        if (references.isEmpty()) {
            return List.of();
        }
        tables.flush();
        return resources.read(tables.named(references));
    }

    @Override
    public List<Task> tasksOn(String responseId) {
        tables.flush();
        return resources.read(tables.tasks(responseId)).stream()
                .map(Task.class::cast)
                .toList();
    }

    @Override
    public List<Decided> of(String patientId) {
        tables.flush();
        List<Long> pids = tables.priorAuthorizations(new IdType(patientId).getIdPart());
        List<Claim> claims = new ArrayList<>();
        Map<String, ClaimResponse> answers = new HashMap<>();
        for (Resource resource : resources.read(pids)) {
            if (resource instanceof Claim claim) {
                claims.add(claim);
            } else if (resource instanceof ClaimResponse response) {
                answers.put(response.getRequest().getReference(), response);
            }
        }
        Collections.reverse(claims);
        List<Decided> decided = new ArrayList<>();
        for (Claim claim : claims) {
            ClaimResponse answer = answers.get(claim.getId());
            if (answer != null) {
                decided.add(new Decided(claim, answer));
            }
        }
        return decided;
    }

    @Override
    public Optional<Bundle> bundleOf(String claimId) {
        tables.flush();
        return jdbc
                .queryForList(
                        "select bundle_id from claim_bundle where claim_id = ?",
                        String.class,
                        new IdType(claimId).getIdPart())
                .stream()
                .findFirst()
                .flatMap(this::bundle);
    }

    private Optional<Bundle> bundle(String id) {
        return resources.read(tables.current("Bundle", id)).stream()
                .map(Bundle.class::cast)
                .findFirst();
    }

    /** A Bundle that begins with a Claim is the one that the Claims stored with it came in. */
    private void index(List<? extends Resource> stored) {
        stored.stream()
                .filter(StoredPriorAuthorizations::isRequest)
                .findFirst()
                .ifPresent(bundle -> stored.stream()
                        .filter(Claim.class::isInstance)
                        .forEach(claim -> jdbc.update(
                                "insert into claim_bundle (claim_id, bundle_id) values (?, ?)",
                                claim.getIdElement().getIdPart(),
                                bundle.getIdElement().getIdPart())));
    }

    private static boolean isRequest(Resource resource) {
        return resource instanceof Bundle bundle
                && bundle.hasEntry()
                && bundle.getEntryFirstRep().getResource() instanceof Claim;
    }

    private static IdType named(Resource resource) {
        String id = resource.getIdElement().getIdPart();
        if (id == null) {
            throw new IllegalArgumentException("A " + resource.fhirType() + " to be stored has no id");
        }
        return new IdType(resource.fhirType(), id);
    }
}
