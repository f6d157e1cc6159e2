package org.precept.pas.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.precept.pas.FhirAddress;
import org.precept.pas.PasEdition;
import org.precept.pas.notify.Channel.Content;
import org.precept.record.NewsEvent;
import org.precept.record.NewsSubscription;

/**
 * Writes notifications: Bundles of type history, first the status of the Subscription, then what each event is about. An
 * answer is put in as it was kept, character by character.
 */
final class NotificationWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long VERSION_BITS = 0xF000L;
    private static final long RANDOM_VERSION = 0x4000L;
    private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final FhirAddress server;

    NotificationWriter(FhirAddress server) {
        this.server = server;
    }

    /** Codes of subscription-notification-type. */
    enum Kind {
        HANDSHAKE("handshake"),
        HEARTBEAT("heartbeat"),
        EVENT("event-notification"),
        QUERY_STATUS("query-status"),
        QUERY_EVENT("query-event");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /**
     * A notification.
     *
     * @param last number of the Subscription's last event
     * @param events that it is about; none for a handshake and a heartbeat
     */
    String notification(
            NewsSubscription subscription, Kind kind, long last, List<NewsEvent> events, Content content, Instant now) {
        ObjectNode bundle = bundle("history", Backport.NOTIFICATION, now);
        ArrayNode entries = bundle.putArray("entry");
        ObjectNode status = entries.addObject();
        ObjectNode parameters = parameters(subscription, kind, last);
        events.forEach(event -> event(parameters.withArray("parameter"), event, subscription, content));
        put(status, parameters);
        happened(status, "GET", address(subscription) + "/$status", "200");
        if (content == Content.FULL_RESOURCE) {
            for (NewsEvent event : events) {
                ObjectNode entry = entries.addObject();
                entry.put("fullUrl", focus(event));
                entry.putRawValue("resource", new RawValue(event.answer()));
                happened(entry, "PUT", "ClaimResponse/" + event.responseId(), "200");
            }
        }
        return text(bundle);
    }

    /** The answer to {@code $status}: a searchset with the status of each Subscription. */
    String statuses(List<Standing> all, Instant now) {
        ObjectNode bundle = bundle("searchset", null, now);
        bundle.put("total", all.size());
        if (!all.isEmpty()) {
            ArrayNode entries = bundle.putArray("entry");
            for (Standing each : all) {
                ObjectNode entry = entries.addObject();
                ObjectNode parameters = parameters(each.subscription(), Kind.QUERY_STATUS, each.last());
                if (each.failure() != null) {
                    ObjectNode error = parameters.withArray("parameter").addObject();
                    error.put("name", "error");
                    error.putObject("valueCodeableConcept").put("text", each.failure());
                }
                put(entry, parameters);
                entry.putObject("search").put("mode", "match");
            }
        }
        return text(bundle);
    }

    /**
     * Where a Subscription stands.
     *
     * @param last number of its last event
     * @param failure why it was last not reached; null when nothing went wrong since
     */
    record Standing(
            NewsSubscription subscription,
            long last,
            @Nullable String failure) {}

    private ObjectNode parameters(NewsSubscription subscription, Kind kind, long last) {
        ObjectNode parameters = JSON.createObjectNode();
        parameters.put("resourceType", "Parameters");
        parameters.put("id", UUID.randomUUID().toString());
        parameters.putObject("meta").putArray("profile").add(Backport.STATUS);
        ArrayNode all = parameters.putArray("parameter");
        all.addObject().put("name", "subscription").putObject("valueReference").put("reference", address(subscription));
        all.addObject().put("name", "topic").put("valueCanonical", Backport.TOPIC);
        all.addObject()
                .put("name", "status")
                .put("valueCode", subscription.status().code());
        all.addObject().put("name", "type").put("valueCode", kind.code);
        all.addObject().put("name", "events-since-subscription-start").put("valueString", Long.toString(last));
        return parameters;
    }

    private void event(ArrayNode parameters, NewsEvent event, NewsSubscription subscription, Content content) {
        ArrayNode parts =
                parameters.addObject().put("name", "notification-event").putArray("part");
        parts.addObject().put("name", "event-number").put("valueString", Long.toString(event.number()));
        parts.addObject()
                .put("name", "timestamp")
                .put("valueInstant", event.occurredAt().toString());
        parts.addObject()
                .put("name", "focus")
                .putObject("valueReference")
                .put(
                        "reference",
                        content == Content.FULL_RESOURCE
                                ? focus(event)
                                : base(subscription) + "/ClaimResponse/" + event.responseId());
    }

    /** The same name for the same change however often it is sent, in the form of a random UUID. */
    private static String focus(NewsEvent event) {
        ByteBuffer digest = ByteBuffer.wrap(Hashing.sha256()
                .hashString(event.fileId() + " " + event.fileVersion(), StandardCharsets.UTF_8)
                .asBytes());
        long high = (digest.getLong() & ~VERSION_BITS) | RANDOM_VERSION;
        long low = (digest.getLong() & ~VARIANT_BITS) | VARIANT;
        return "urn:uuid:" + new UUID(high, low);
    }

    private static ObjectNode bundle(String type, @Nullable String profile, Instant now) {
        ObjectNode bundle = JSON.createObjectNode();
        bundle.put("resourceType", "Bundle");
        bundle.put("id", UUID.randomUUID().toString());
        if (profile != null) {
            bundle.putObject("meta").putArray("profile").add(profile);
        }
        bundle.put("type", type);
        bundle.put("timestamp", now.toString());
        return bundle;
    }

    private static void put(ObjectNode entry, JsonNode resource) {
        entry.put("fullUrl", "urn:uuid:" + resource.get("id").asText());
        entry.set("resource", resource);
    }

    private static void happened(ObjectNode entry, String method, String url, String status) {
        entry.putObject("request").put("method", method).put("url", url);
        entry.putObject("response").put("status", status);
    }

    private String address(NewsSubscription subscription) {
        return base(subscription) + "/Subscription/" + subscription.id();
    }

    private String base(NewsSubscription subscription) {
        return server.root() + PasEdition.of(subscription.edition()).path();
    }

    private static String text(ObjectNode bundle) {
        try {
            return JSON.writeValueAsString(bundle);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }
}
