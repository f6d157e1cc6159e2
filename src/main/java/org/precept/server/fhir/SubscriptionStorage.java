package org.precept.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Subscription;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/**
 * Keeps Subscriptions out of the store of resources, into which a batch or a transaction would put them past their door:
 * everybody could find them there, and nothing would be sent.
 */
@Interceptor
public class SubscriptionStorage {

    private static final int UNPROCESSABLE = 422;

    SubscriptionStorage() {}

    /** Before a resource is stored for the first time. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void creating(IBaseResource resource) {
        refuse(resource);
    }

    /** Before a resource is changed. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updating(IBaseResource before, IBaseResource after) {
        refuse(after);
    }

    private static void refuse(IBaseResource resource) {
        if (resource instanceof Subscription) {
            throw FhirFailures.withOutcome(new RejectedRequest(
                    UNPROCESSABLE,
                    new Issue(
                            IssueType.NOTSUPPORTED,
                            "Subscription",
                            "Send Subscriptions one by one: POST /fhir/Subscription.")));
        }
    }
}
