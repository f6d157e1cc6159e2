package org.precept.pas.notify;

import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.Delete;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.UriParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Subscription;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.PasEdition;
import org.precept.record.NewsSubscription;

/**
 * Subscriptions on the FHIR API, each to its owner only. They are not kept among the other resources, where a search, a
 * history or a transaction of anybody could reach them.
 */
public final class SubscriptionDoor implements IResourceProvider {

    private static final int BAD_REQUEST = 400;

    private final Owners owners;
    private final SubscriptionService service;
    private final SubscriptionReader reader;

    SubscriptionDoor(Owners owners, SubscriptionService service, SubscriptionReader reader) {
        this.owners = owners;
        this.service = service;
        this.reader = reader;
    }

    @Override
    public Class<Subscription> getResourceType() {
        return Subscription.class;
    }

    /** Stores a Subscription; the handshake follows. */
    @Create
    public MethodOutcome create(@ResourceParam Subscription asked, HttpServletRequest request) {
        NewsSubscription created = service.create(asked, owner(request), PasEdition.of(request));
        return outcome(created).setCreated(true);
    }

    /** One of the caller's own. */
    @Read
    public Subscription read(@IdParam IdType id, HttpServletRequest request) {
        return reader.resource(service.find(id.getIdPart(), owner(request), PasEdition.of(request)));
    }

    /** Changes one of the caller's own; with an If-Match header only if it has not changed meanwhile. */
    @Update
    public MethodOutcome update(@IdParam IdType id, @ResourceParam Subscription asked, HttpServletRequest request) {
        return outcome(
                service.update(id.getIdPart(), id.getVersionIdPart(), asked, owner(request), PasEdition.of(request)));
    }

    /** Deletes one of the caller's own, with what was kept for it. */
    @Delete
    public MethodOutcome delete(@IdParam @Nullable IdType id, HttpServletRequest request) {
        if (id == null) {
            throw new RejectedRequest(
                    BAD_REQUEST,
                    new Issue(IssueType.REQUIRED, "Subscription.id", "Name one: DELETE Subscription/<id>."));
        }
        service.delete(id.getIdPart(), owner(request), PasEdition.of(request));
        return new MethodOutcome();
    }

    /** The caller's own. */
    @Search
    public IBundleProvider search(
            @OptionalParam(name = "_id") @Nullable TokenOrListParam ids,
            @OptionalParam(name = "status") @Nullable TokenOrListParam statuses,
            @OptionalParam(name = "url") @Nullable UriParam url,
            @OptionalParam(name = "criteria") @Nullable StringParam criteria,
            HttpServletRequest request) {
        List<Subscription> found = service.all(owner(request), PasEdition.of(request)).stream()
                .filter(each ->
                        has(ids, each.id()) && has(statuses, each.status().code()))
                .map(reader::resource)
                .filter(each -> url == null
                        || String.valueOf(url.getValue())
                                .equals(each.getChannel().getEndpoint()))
                .filter(each -> criteria == null || each.getCriteria().startsWith(String.valueOf(criteria.getValue())))
                .toList();
        return new AllAtOnce(found);
    }

    private static boolean has(@Nullable TokenOrListParam wanted, String value) {
        return wanted == null
                || wanted.getValuesAsQueryTokens().isEmpty()
                || wanted.getValuesAsQueryTokens().stream().anyMatch(each -> value.equals(each.getValue()));
    }

    /** Named without its version, which the handshake changes soon: earlier ones are not kept. The ETag has it. */
    private MethodOutcome outcome(NewsSubscription stored) {
        Subscription resource = reader.resource(stored);
        MethodOutcome outcome = new MethodOutcome(resource.getIdElement().toVersionless());
        outcome.setResource(resource);
        return outcome;
    }

    private Owner owner(HttpServletRequest request) {
        return owners.calling(request.getHeader("Authorization"));
    }

    /** An owner has few: they are one page, and nothing of them is kept for a next one. */
    private static final class AllAtOnce extends SimpleBundleProvider {
        private AllAtOnce(List<Subscription> found) {
            super(found);
        }

        @Override
        public Integer preferredPageSize() {
            return Math.max(1, size());
        }
    }
}
