package org.precept.pas.notify;

import ca.uhn.fhir.context.FhirContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.precept.pas.PasEdition;
import org.precept.pas.notify.Channel.Content;
import org.precept.record.NewsSubscription;
import org.precept.record.NewsSubscription.Status;

/** Reads Subscriptions: what PAS and this server ask of them, and what is stored of them. */
final class SubscriptionReader {

    private static final int LARGEST = 100_000;

    private final FhirContext fhir;
    private final FilterReader filters;
    private final ChannelReader channels = new ChannelReader();
    private final Duration shortestHeartbeat;

    SubscriptionReader(FhirContext fhir, Owners owners, Duration shortestHeartbeat) {
        this.fhir = fhir;
        this.filters = new FilterReader(owners);
        this.shortestHeartbeat = shortestHeartbeat;
    }

    /**
     * A Subscription as it is to be stored. It starts from the beginning, with a handshake, whatever changed; or it is off.
     *
     * @throws org.precept.fhir.RejectedRequest 422 when this server cannot do what it asks for
     */
    NewsSubscription read(Subscription asked, String id, int version, Owner owner, PasEdition edition, Instant now) {
        Faults faults = new Faults();
        boolean off = version > 1 && asked.getStatus() == SubscriptionStatus.OFF;
        boolean asRead = version > 1 && asked.getStatus() == SubscriptionStatus.ACTIVE;
        if (!off && !asRead && asked.getStatus() != SubscriptionStatus.REQUESTED) {
            faults.add("status", "Send requested" + (version == 1 ? "." : ", or off to hear no more."));
        }
        if (!asked.hasReason()) {
            faults.add("reason", "Say why the Subscription is made.");
        }
        if (asked.hasModifierExtension() || asked.getChannel().hasModifierExtension()) {
            faults.add("modifierExtension", "This server understands no modifier extension of Subscriptions.");
        }
        Set<String> identifiers = filters.read(asked, owner, edition, faults);
        channels.read(asked.getChannel(), owner, edition, faults);
        OptionalInt heartbeat = channels.heartbeat(asked.getChannel(), shortestHeartbeat, faults);
        if (asked.hasEnd() && !asked.getEnd().toInstant().isAfter(now)) {
            faults.add("end", "The Subscription would have ended already.");
        }
        String json = fhir.newJsonParser().encodeResourceToString(asked);
        if (json.length() > LARGEST) {
            faults.add("text", "The Subscription is too large: at most " + LARGEST + " characters.");
        }
        faults.refuse();
        return new NewsSubscription(
                id,
                version,
                owner.name(),
                edition.version(),
                off ? Status.OFF : Status.REQUESTED,
                identifiers,
                json,
                asked.hasEnd() ? asked.getEnd().toInstant() : null,
                heartbeat.isPresent() ? Duration.ofSeconds(heartbeat.getAsInt()) : null,
                now);
    }

    /** The Subscription as its owner reads it. */
    Subscription resource(NewsSubscription stored) {
        Subscription resource = fhir.newJsonParser().parseResource(Subscription.class, stored.resource());
        resource.setId("Subscription/" + stored.id() + "/_history/" + stored.version());
        resource.getMeta().setVersionId(Integer.toString(stored.version()));
        resource.getMeta()
                .setLastUpdatedElement(new InstantType(stored.changedAt().toString()));
        resource.setStatus(SubscriptionStatus.fromCode(stored.status().code()));
        return resource;
    }

    /** How much of a request its notifications carry. */
    Content content(NewsSubscription stored) {
        Subscription resource = fhir.newJsonParser().parseResource(Subscription.class, stored.resource());
        Extension content = resource.getChannel().getPayloadElement().getExtensionByUrl(Backport.CONTENT);
        return Content.ID_ONLY.code().equals(content.getValue().primitiveValue())
                ? Content.ID_ONLY
                : Content.FULL_RESOURCE;
    }

    /**
     * Where the notifications of a stored Subscription go; empty when they may not be sent there (any more), or it names
     * sending systems that are not its owner's (any more).
     */
    Optional<Channel> channel(NewsSubscription stored, Owner owner) {
        Subscription resource = fhir.newJsonParser().parseResource(Subscription.class, stored.resource());
        Faults faults = new Faults();
        PasEdition edition = PasEdition.of(stored.edition());
        filters.read(resource, owner, edition, faults);
        Optional<Channel> channel = channels.read(resource.getChannel(), owner, edition, faults);
        return faults.none() ? channel : Optional.empty();
    }
}
