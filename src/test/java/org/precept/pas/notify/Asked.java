package org.precept.pas.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Subscriptions as a provider's system writes them. */
public final class Asked {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final ObjectNode subscription = JSON.createObjectNode();

    private Asked(String sender, String endpoint) {
        subscription.put("resourceType", "Subscription");
        subscription
                .putObject("meta")
                .putArray("profile")
                .add("http://hl7.org/fhir/us/davinci-pas/StructureDefinition/profile-subscription");
        subscription.put("status", "requested");
        subscription.put("reason", "Hear of decisions on our requests.");
        subscription.put("criteria", Backport.TOPIC);
        filter("org-identifier=" + sender);
        ObjectNode channel = subscription.putObject("channel");
        channel.put("type", "rest-hook").put("endpoint", endpoint).put("payload", "application/fhir+json");
        channel.putArray("header").add("Authorization: Bearer secret-of-the-endpoint");
        content("full-resource");
    }

    /** Of decisions on the requests of a sender, with full answers. */
    public static Asked of(String sender, String endpoint) {
        return new Asked(sender, endpoint);
    }

    Asked filter(String filter) {
        subscription
                .putObject("_criteria")
                .putArray("extension")
                .addObject()
                .put("url", Backport.FILTER)
                .put("valueString", filter);
        return this;
    }

    Asked content(String content) {
        channel()
                .putObject("_payload")
                .putArray("extension")
                .addObject()
                .put("url", Backport.CONTENT)
                .put("valueCode", content);
        return this;
    }

    Asked seconds(String extension, int seconds) {
        channel().withArray("extension").addObject().put("url", extension).put("valueUnsignedInt", seconds);
        return this;
    }

    Asked header(String header) {
        channel().withArray("header").add(header);
        return this;
    }

    Asked channel(String element, String value) {
        channel().put(element, value);
        return this;
    }

    Asked put(String element, String value) {
        subscription.put(element, value);
        return this;
    }

    Asked without(String element) {
        subscription.remove(element);
        return this;
    }

    /** As it is sent. */
    public String json() {
        return subscription.toString();
    }

    private ObjectNode channel() {
        return (ObjectNode) subscription.get("channel");
    }
}
