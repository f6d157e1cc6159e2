package org.precept.pas.inferno;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.precept.support.Client;
import org.precept.support.Reply;
import org.precept.support.StubEndpoint;
import org.precept.support.StubSubmitters;

/**
 * A Subscription of the clinic and what comes of it (groups 1 and 2.3 of the suites).
 *
 * @param asked the Subscription as it was sent
 * @param created the answer to it
 */
record Notifications(Client client, String base, StubEndpoint endpoint, String asked, Reply created)
        implements AutoCloseable {
    private static final String SUBSCRIPTION = """
            {"resourceType":"Subscription",
             "meta":{"profile":["http://hl7.org/fhir/us/davinci-pas/StructureDefinition/profile-subscription"]},
             "status":"requested","reason":"Hear of decisions on our requests.",
             "criteria":"http://hl7.org/fhir/us/davinci-pas/SubscriptionTopic/PASSubscriptionTopic",
             "_criteria":{"extension":[{
              "url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria",
              "valueString":"org-identifier=%s"}]},
             "channel":{"type":"rest-hook","endpoint":"%s","payload":"application/fhir+json",
              "header":["Authorization: Bearer of the tester"],"_payload":{"extension":[{
               "url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content",
               "valueCode":"full-resource"}]}}}""";
    private static final String STATUS =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-status-r4";

    /** Subscribes and waits for the handshake. */
    static Notifications subscribe(Client client, String base) throws IOException {
        StubEndpoint endpoint = StubEndpoint.start(StubSubmitters.CLINIC_PORT);
        String asked = SUBSCRIPTION.formatted(StubSubmitters.CLINIC_SENDER, endpoint.address());
        Reply created = client.send(HttpRequest.newBuilder(client.uri(base + "/Subscription"))
                .header("Content-Type", "application/fhir+json")
                .header("Authorization", "Bearer " + StubSubmitters.CLINIC)
                .POST(BodyPublishers.ofString(asked)));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        Notifications notifications = new Notifications(client, base, endpoint, asked, created);
        endpoint.await(1);
        return notifications;
    }

    /** The event notifications that came, when there are at least so many. */
    List<JsonNode> events(int count) {
        return endpoint.await(1 + count).stream()
                .filter(received -> received.status("type").equals("event-notification"))
                .map(StubEndpoint.Received::json)
                .toList();
    }

    /** Subscription, handshake and events, as they are validated. */
    List<JsonNode> all(int count) {
        List<JsonNode> all = new ArrayList<>(List.of(created.json()));
        endpoint.await(1 + count).forEach(received -> all.add(received.json()));
        return all;
    }

    /** What is wrong with Subscription, handshake and events. */
    List<String> problems(int count) {
        List<String> problems = new ArrayList<>();
        JsonNode resource = created.json();
        if (!resource.path("status").asText().equals("requested")
                || !resource.at("/channel/endpoint").asText().equals(endpoint.address())) {
            problems.add("the Subscription is not as it was asked for: " + resource);
        }
        List<StubEndpoint.Received> all = endpoint.await(1 + count);
        all.stream()
                .filter(received ->
                        !"Bearer of the tester".equals(received.headers().getFirst("Authorization")))
                .forEach(received -> problems.add("a notification without the header asked for"));
        status(all.get(0).json(), "handshake", "requested", problems);
        for (JsonNode event : events(count)) {
            status(event, "event-notification", "active", problems);
            focus(event, problems);
        }
        return problems;
    }

    private void status(JsonNode notification, String type, String status, List<String> problems) {
        JsonNode first = notification.at("/entry/0");
        if (!notification.path("type").asText().equals("history")
                || !value(first, "type").equals(type)
                || !value(first, "status").equals(status)
                || !first.at("/resource/meta/profile/0").asText().equals(STATUS)
                || !first.at("/request/url").asText().endsWith("Subscription/" + created.at("/id") + "/$status")) {
            problems.add("no " + type + " of the Subscription: " + first);
        }
        for (JsonNode entry : notification.path("entry")) {
            if (!entry.at("/request/method").isTextual()
                    || !entry.at("/response/status").isTextual()) {
                problems.add("an entry without request or response");
            }
        }
    }

    /** Every event is about a whole answer that is there. */
    private static void focus(JsonNode notification, List<String> problems) {
        List<JsonNode> foci = notification.at("/entry/0/resource").findParents("valueReference").stream()
                .filter(part -> part.path("name").asText().equals("focus"))
                .toList();
        if (foci.isEmpty()) {
            problems.add("an event about nothing");
        }
        for (JsonNode focus : foci) {
            String name = focus.at("/valueReference/reference").asText();
            List<JsonNode> bundles = Exchange.elements(notification.path("entry")).stream()
                    .filter(entry -> entry.path("fullUrl").asText().equals(name))
                    .map(entry -> entry.path("resource"))
                    .toList();
            if (bundles.size() != 1) {
                problems.add("no entry for the event: " + name);
            }
            for (JsonNode bundle : bundles) {
                problems.addAll(BundleRules.claimResponseFirst(bundle, false));
                problems.addAll(BundleRules.names(bundle));
                problems.addAll(BundleRules.references(bundle));
            }
        }
    }

    private static String value(JsonNode entry, String parameter) {
        for (JsonNode each : entry.at("/resource/parameter")) {
            if (each.path("name").asText().equals(parameter)) {
                return each.path("valueCode").asText();
            }
        }
        return "";
    }

    @Override
    public void close() {
        client.send(HttpRequest.newBuilder(client.uri(base + "/Subscription/" + created.at("/id")))
                .header("Authorization", "Bearer " + StubSubmitters.CLINIC)
                .DELETE());
        endpoint.close();
    }
}
