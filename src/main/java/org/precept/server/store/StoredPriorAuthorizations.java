package org.precept.server.store;

import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;
import org.precept.record.PriorAuthorizations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Decided requests in the FHIR store, and which Bundle each Claim came in. */
final class StoredPriorAuthorizations implements PriorAuthorizations {

    private final IFhirSystemDao<Bundle, Meta> system;
    private final RecordTables tables;
    private final StoredResources resources;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    StoredPriorAuthorizations(
            IFhirSystemDao<Bundle, Meta> system,
            RecordTables tables,
            StoredResources resources,
            JdbcTemplate jdbc,
            TransactionTemplate transaction) {
        this.system = system;
        this.tables = tables;
        this.resources = resources;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** One nested FHIR transaction: HAPI then resolves references between the resources whatever their order. */
    @Override
    public void store(List<? extends Resource> stored) {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        for (Resource resource : stored) {
            IdType id = named(resource);
            bundle.addEntry()
                    .setResource(resource)
                    .getRequest()
                    .setMethod(HTTPVerb.PUT)
                    .setUrl(id.getValue());
        }
        transaction.executeWithoutResult(status -> {
            system.transactionNested(new SystemRequestDetails(), bundle);
            index(stored);
        });
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
