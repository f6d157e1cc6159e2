package org.precept.server.store;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps clients of the FHIR API from changing, deleting or forging what was filed: requests and the Bundles they came in,
 * answers, determinations, and the Tasks and document requests given out about them. Only operations write those; they are
 * not clients of the API, and do not come by here.
 */
@Interceptor
public final class FiledResources {

    private static final int FORBIDDEN = 403;

    private final JdbcTemplate jdbc;

    FiledResources(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Before a client's resource is created: it must not pass for one of ours. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void creating(IBaseResource resource) {
        refuseIf(!(resource instanceof Claim) && !(resource instanceof Bundle) && isFiled(resource), resource);
    }

    /** Before a resource is changed: neither one of ours, nor into one. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updating(IBaseResource old, IBaseResource resource) {
        refuseIf(isFiled(old) || isFiled(resource), old);
    }

    /** Before a resource is deleted. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
    public void deleting(IBaseResource resource) {
        refuseIf(isFiled(resource), resource);
    }

    private static void refuseIf(boolean filed, IBaseResource resource) {
        if (filed) {
            throw new RejectedRequest(
                    FORBIDDEN,
                    new Issue(
                            IssueType.FORBIDDEN,
                            resource.fhirType(),
                            "What belongs to a request for prior authorization is written by operations alone. Change a"
                                    + " request with Claim/$submit; reviewers decide at /review/Task."));
        }
    }

    private boolean isFiled(IBaseResource resource) {
        if (resource instanceof GuidanceResponse) {
            return true;
        }
        if (resource instanceof ClaimResponse response) {
            return isFiledClaim(response.getRequest().getReference());
        }
        if (resource instanceof Task task) {
            return ReviewTasks.queue(task) != null || isTraced(task.getIdentifier());
        }
        if (resource instanceof CommunicationRequest communication) {
            return isTraced(communication.getIdentifier());
        }
        if (resource instanceof Claim claim) {
            return isFiledClaim(claim.getIdElement().getIdPart());
        }
        return resource instanceof Bundle bundle
                && bundle.getEntryFirstRep().getResource() instanceof Claim
                && counts("bundle_id", bundle.getIdElement().getIdPart());
    }

    private boolean isFiledClaim(@Nullable String reference) {
        return reference != null && counts("claim_id", new IdType(reference).getIdPart());
    }

    private boolean counts(String column, @Nullable String id) {
        Integer rows = id == null
                ? null
                : jdbc.queryForObject("select count(*) from claim_bundle where " + column + " = ?", Integer.class, id);
        return rows != null && rows > 0;
    }

    /** Items are traced by numbers of this server's own. */
    private static boolean isTraced(List<Identifier> identifiers) {
        return identifiers.stream().anyMatch(identifier -> CodeSystems.TRACE.equals(identifier.getSystem()));
    }
}
