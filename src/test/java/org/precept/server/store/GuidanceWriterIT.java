package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.GuidanceResponse.GuidanceResponseStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.fhir.CodeSystems;
import org.precept.record.CallId;
import org.precept.record.HookCall;
import org.precept.support.Client;
import org.precept.support.PostgresServers;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Determinations of a hook call are on the FHIR API when a client looks, once each, also after a restart. */
class GuidanceWriterIT extends ServerTest {

    @Autowired
    private ApplicationContext h2;

    private final String instance = UUID.randomUUID().toString();

    private Stores stores;
    private Client server;

    private void given(Database database) {
        ApplicationContext context = database == Database.H2 ? h2 : PostgresServers.first();
        stores = new Stores(context);
        server = database == Database.H2 ? client : PostgresServers.client(PostgresServers.first());
    }

    @AfterEach
    void restart() {
        if (!stores.writer.isRunning()) {
            stores.writer.start();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aSearchFindsWhatWasKeptBefore(Database database) {
        given(database);

        for (int calls = 1; calls <= 5; calls++) {
            stores.hooks.keep(call(10));
            assertThat(total()).isEqualTo(calls * 10);
        }

        assertThat(queued()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatWasQueuedIsWrittenOnceAfterARestart(Database database) {
        given(database);
        stores.writer.stop();
        HookCall call = call(3);

        stores.hooks.keep(call);
        assertThat(queued()).isEqualTo(3);
        stores.writer.start();

        assertThat(total()).isEqualTo(3);
        assertThat(queued()).isZero();
        for (GuidanceResponse guidance : call.determinations()) {
            Reply reply = server.get("/fhir/GuidanceResponse/" + guidance.getIdPart());
            assertThat(reply.at("/meta/versionId")).isEqualTo("1");
            assertThat(reply.at("/moduleCanonical")).isEqualTo("https://precept.example/fhir/PlanDefinition/p|1");
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void oneThatCannotBeStoredDoesNotHoldUpTheOthers(Database database) {
        given(database);
        GuidanceResponse impossible = guidance();
        impossible.setId("GuidanceResponse/123");

        stores.hooks.keep(call(List.of(impossible, guidance())));

        assertThat(total()).isOne();
        assertThat(stores.jdbc.queryForObject("select attempts from guidance_queue where id = '123'", Integer.class))
                .isEqualTo(GuidanceQueue.ATTEMPTS);
        stores.jdbc.update("delete from guidance_queue where id = '123'");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aWriterThatStandsStillDelaysAReadButDoesNotBlockIt(Database database) throws InterruptedException {
        given(database);
        stores.writer.stop();
        stores.hooks.keep(call(1));

        assertThat(stores.pending.awaitWritten(Duration.ofMillis(50))).isFalse();
        stores.writer.start();

        assertThat(stores.pending.awaitWritten(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void aTransactionThatNamesNoDeterminationDoesNotWait() {
        given(Database.H2);
        stores.writer.stop();
        stores.hooks.keep(call(1));
        String patient = "bystander-" + instance;
        String bundle = """
                {"resourceType": "Bundle", "type": "transaction", "entry": [{
                  "resource": {"resourceType": "Patient", "id": "%1$s"},
                  "request": {"method": "PUT", "url": "Patient/%1$s"}}]}""".formatted(patient);

        Instant begin = Instant.now();
        int status = server.post("/fhir", bundle).status();

        assertThat(status).isEqualTo(200);
        // A read that waits for the writer waits five seconds.
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    private int total() {
        return server.get(
                        "/fhir/GuidanceResponse?_summary=count&request=https%3A%2F%2Fprecept.example%2Fhook-instance%7C"
                                + instance)
                .json()
                .at("/total")
                .asInt();
    }

    private int queued() {
        return stores.jdbc.queryForObject("select count(*) from guidance_queue", Integer.class);
    }

    private HookCall call(int determinations) {
        return call(IntStream.range(0, determinations).mapToObj(i -> guidance()).toList());
    }

    private HookCall call(List<GuidanceResponse> determinations) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        return new HookCall(
                CallId.of(Instant.now()),
                instance,
                "order-sign",
                "mmm",
                "M-1",
                Instant.now(),
                200,
                body,
                body,
                "{}",
                List.of(),
                determinations);
    }

    private GuidanceResponse guidance() {
        GuidanceResponse guidance = new GuidanceResponse()
                .setStatus(GuidanceResponseStatus.SUCCESS)
                .setRequestIdentifier(
                        new Identifier().setSystem(CodeSystems.HOOK_INSTANCE).setValue(instance))
                .setModule(new CanonicalType("https://precept.example/fhir/PlanDefinition/p|1"));
        guidance.addReasonReference(new Reference("urn:uuid:" + UUID.randomUUID()));
        guidance.setId("GuidanceResponse/" + UUID.randomUUID());
        return guidance;
    }
}
