package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.record.NewsSubscription;
import org.precept.record.NewsSubscription.Status;
import org.precept.record.PasExchange;
import org.precept.support.StubEndpoint;
import org.precept.support.StubEndpoint.Received;

/** News reaches its endpoint, whatever the endpoint does and whenever the server is killed. */
class NewsDeliveryTest {

    private static final Map<String, Object> SETTINGS = Map.of(
            "precept.pas.notifications.first-retry", "100ms",
            "precept.pas.notifications.attempts", "3",
            "precept.pas.notifications.time-limit", "700ms");

    private final List<AutoCloseable> open = new ArrayList<>();
    private StubEndpoint endpoint;
    private String url = "";

    @BeforeEach
    void listen() throws Exception {
        endpoint = StubEndpoint.start();
        open.add(endpoint);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatWasDecidedBeforeAKillIsDeliveredAfterIt(Database database) {
        Process process = given(database);
        process.subscriptions.add(subscription("s", endpoint.address()), 20);
        changed(process, "f1", 2);
        changed(process, "f1", 3);
        process.close();

        sender(another());

        endpoint.await(3);
        assertThat(kinds()).containsExactly("handshake", "event-notification 1", "event-notification 2");
        assertThat(answers()).containsExactly("answer f1 2", "answer f1 3");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aKillWhileTheEndpointIsWaitedForMeansThatItIsSentAgain(Database database) {
        Process process = given(database);
        process.subscriptions.add(subscription("s", endpoint.address()), 20);
        NewsSender killed = sender(process);
        endpoint.await(1);
        endpoint.then(StubEndpoint.silence(Duration.ofMillis(600)));
        changed(process, "f1", 2);
        endpoint.await(2);
        process.close();
        killed.close();

        Process next = another();
        changed(next, "f1", 3);
        sender(next);

        endpoint.await(4);
        assertThat(kinds())
                .containsExactly("handshake", "event-notification 1", "event-notification 1", "event-notification 2");
        assertThat(answers()).containsExactly("answer f1 2", "answer f1 2", "answer f1 3");
        assertThat(endpoint.received().get(1).json().at("/entry/1/fullUrl"))
                .isEqualTo(endpoint.received().get(2).json().at("/entry/1/fullUrl"));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void twoProcessesSendEachEventOnceAndInOrder(Database database) {
        Process one = given(database);
        Process other = another();
        one.subscriptions.add(subscription("s", endpoint.address()), 20);
        sender(one);
        sender(other);

        for (int version = 2; version <= 20; version++) {
            changed(version % 2 == 0 ? one : other, "f1", version);
        }

        endpoint.await(20);
        pause(Duration.ofMillis(700));
        assertThat(endpoint.received().stream().skip(1).map(Received::number))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 19).mapToObj(Integer::toString).toList());
        assertThat(answers().get(0)).isEqualTo("answer f1 2");
        assertThat(answers().get(18)).isEqualTo("answer f1 20");
    }

    @Test
    void anEndpointThatFailsOrRedirectsOrHangsIsAskedAgainAndNothingOvertakes() throws Exception {
        try (StubEndpoint elsewhere = StubEndpoint.start()) {
            Process process = given(Database.H2);
            process.subscriptions.add(subscription("s", endpoint.address()), 20);
            NewsSender sender = sender(process);
            endpoint.await(1);
            endpoint.then(StubEndpoint.status(500)).then(StubEndpoint.redirect(elsewhere.address()));
            changed(process, "f1", 2);
            changed(process, "f1", 3);
            endpoint.await(5);
            endpoint.then(StubEndpoint.silence(Duration.ofSeconds(5)));
            changed(process, "f2", 2);

            endpoint.await(7);
            assertThat(endpoint.received().stream().skip(1).map(Received::number))
                    .containsExactly("1", "1", "1", "2", "3", "3");
            assertThat(elsewhere.received()).isEmpty();
            until(() -> sender.exchanges.size() == 6);
            assertThat(sender.exchanges).extracting(PasExchange::status).containsExactly(500, 307, 200, 200, 0, 200);
            assertThat(process.subscriptions.find("s").orElseThrow().status()).isEqualTo(Status.ACTIVE);
        }
    }

    @Test
    void anAnswerOfManyMegabytesIsNotRead() {
        Process process = given(Database.H2);
        process.subscriptions.add(subscription("s", endpoint.address()), 20);
        sender(process);
        endpoint.await(1);
        endpoint.otherwise(StubEndpoint.megabytes(2000));
        long start = System.nanoTime();

        changed(process, "f1", 2);
        changed(process, "f1", 3);
        endpoint.await(3);

        until(() -> process.subscriptions.progress("s").orElseThrow().delivered() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(kinds()).containsExactly("handshake", "event-notification 1", "event-notification 2");
    }

    @Test
    void whoFailsTooOftenIsLeftAloneUntilItsOwnerAsksAgainAndLosesNothing() {
        Process process = given(Database.H2);
        process.subscriptions.add(subscription("s", endpoint.address()), 20);
        sender(process);
        endpoint.await(1);
        until(() -> process.subscriptions.find("s").orElseThrow().status() == Status.ACTIVE);
        endpoint.otherwise(StubEndpoint.status(503));
        changed(process, "f1", 2);
        until(() -> process.subscriptions.find("s").orElseThrow().status() == Status.ERROR);
        changed(process, "f1", 3);
        pause(Duration.ofMillis(700));
        assertThat(endpoint.received()).hasSize(4);
        assertThat(process.subscriptions.progress("s").orElseThrow().failure()).isEqualTo("HTTP 503");

        endpoint.otherwise(StubEndpoint.status(200));
        NewsSubscription failed = process.subscriptions.find("s").orElseThrow();
        assertThat(process.subscriptions.replace(next(failed))).isTrue();

        endpoint.await(7);
        assertThat(kinds().subList(4, 7)).containsExactly("handshake", "event-notification 1", "event-notification 2");
        until(() -> process.subscriptions.progress("s").orElseThrow().failure() == null);
    }

    @Test
    void oneHangingEndpointDoesNotHoldUpAnother() throws Exception {
        try (StubEndpoint hanging = StubEndpoint.start()) {
            hanging.otherwise(StubEndpoint.silence(Duration.ofSeconds(20)));
            Process process = given(Database.H2);
            process.subscriptions.add(subscription("hanging", hanging.address()), 20);
            process.subscriptions.add(subscription("s", endpoint.address()), 20);
            sender(process);

            for (int version = 2; version <= 6; version++) {
                changed(process, "f1", version);
            }

            endpoint.await(6);
            assertThat(process.subscriptions.find("hanging").orElseThrow().status())
                    .isNotEqualTo(Status.ACTIVE);
        }
    }

    @Test
    void nothingIsSentWhereTheConfigurationNoLongerAllowsIt() {
        Process process = given(Database.H2);
        process.subscriptions.add(subscription("s", endpoint.address()), 20);
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.put("precept.pas.submitters.clinic.token-sha256", "0".repeat(64));
        settings.put("precept.pas.submitters.clinic.identifiers", "SENDER-1");

        open.add(new NewsSender(process, settings));

        until(() -> process.subscriptions.find("s").orElseThrow().status() == Status.ERROR);
        assertThat(endpoint.received()).isEmpty();
        assertThat(process.subscriptions.progress("s").orElseThrow().failure()).contains("no longer allows");
    }

    @Test
    void aSubscriptionThatHasEndedIsTurnedOff() {
        Process process = given(Database.H2);
        NewsSubscription lasting = subscription("s", endpoint.address());
        process.subscriptions.add(
                new NewsSubscription(
                        "s",
                        1,
                        lasting.owner(),
                        "2.2.1",
                        Status.ACTIVE,
                        lasting.identifiers(),
                        lasting.resource(),
                        Instant.now().minusSeconds(1),
                        null,
                        Instant.now()),
                20);
        changed(process, "f1", 2);

        sender(process);

        until(() -> process.subscriptions.find("s").orElseThrow().status() == Status.OFF);
        assertThat(endpoint.received()).isEmpty();
    }

    @Test
    void heartbeatsComeWhileNothingElseDoes() {
        Process process = given(Database.H2);
        NewsSubscription silent = subscription("s", endpoint.address());
        process.subscriptions.add(
                new NewsSubscription(
                        "s",
                        1,
                        silent.owner(),
                        "2.2.1",
                        Status.REQUESTED,
                        silent.identifiers(),
                        silent.resource(),
                        null,
                        Duration.ofSeconds(1),
                        Instant.now()),
                20);

        sender(process);

        endpoint.await(3);
        assertThat(kinds().subList(0, 3)).containsExactly("handshake", "heartbeat", "heartbeat");
    }

    private Process given(Database database) {
        url = Process.newDatabase(database);
        return another();
    }

    private Process another() {
        Process process = new Process(url, Clock.systemUTC());
        open.add(process);
        return process;
    }

    private NewsSender sender(Process process) {
        NewsSender sender = new NewsSender(process, SETTINGS);
        open.add(sender);
        return sender;
    }

    private List<String> kinds() {
        return endpoint.received().stream()
                .map(each -> (each.status("type") + " " + each.number()).strip())
                .toList();
    }

    private List<String> answers() {
        return endpoint.received().stream()
                .map(each -> each.json().at("/entry/1/resource/text").asText())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static void changed(Process process, String file, int version) {
        process.transaction.executeWithoutResult(status -> process.events.answerChanged(
                RequestEventsTest.file(file, version),
                "{\"resourceType\":\"Bundle\",\"text\":\"answer " + file + " " + version + "\"}"));
    }

    private static NewsSubscription subscription(String id, String endpoint) {
        String backport = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";
        String resource = """
                {"resourceType": "Subscription", "status": "requested", "reason": "news",
                 "criteria": "http://hl7.org/fhir/us/davinci-pas/SubscriptionTopic/PASSubscriptionTopic",
                 "_criteria": {"extension": [
                   {"url": "%1$sbackport-filter-criteria", "valueString": "org-identifier=SENDER-1"}]},
                 "channel": {"type": "rest-hook", "endpoint": "%2$s", "payload": "application/fhir+json",
                  "_payload": {"extension": [
                   {"url": "%1$sbackport-payload-content", "valueCode": "full-resource"}]}}}""".formatted(backport, endpoint);
        Instant now = Instant.now();
        return new NewsSubscription(
                id, 1, "anybody", "2.2.1", Status.REQUESTED, Set.of("SENDER-1"), resource, null, null, now);
    }

    private static NewsSubscription next(NewsSubscription before) {
        return new NewsSubscription(
                before.id(),
                before.version() + 1,
                before.owner(),
                before.edition(),
                Status.REQUESTED,
                before.identifiers(),
                before.resource(),
                null,
                null,
                Instant.now());
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(end);
            pause(Duration.ofMillis(20));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
