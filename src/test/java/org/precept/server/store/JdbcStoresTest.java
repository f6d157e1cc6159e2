package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.fhir.Canonical;
import org.precept.record.CallId;
import org.precept.record.HookCall;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContext.Kind;
import org.precept.server.start.StartRefusedException;
import org.springframework.dao.DuplicateKeyException;

/** What is kept comes back the same, on both databases, in another process. */
class JdbcStoresTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30.123Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private Process one;
    private Process other;

    private void given(Database database) {
        String url = Process.newDatabase(database);
        one = new Process(url, CLOCK);
        other = new Process(url, CLOCK);
    }

    @AfterEach
    void stop() {
        if (one != null) {
            one.close();
            other.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void anAnswerIsReplayedToTheLetter(Database database) {
        given(database);
        String answer = "{\"text\":\"Größe ≤ 60 – \\u2028" + "x".repeat(100_000) + "\"}";

        one.submissions.keep("digest-1", answer);

        assertThat(other.submissions.answerTo("digest-1")).contains(answer);
        assertThat(other.submissions.answerTo("digest-2")).isEmpty();
        assertThatThrownBy(() -> other.submissions.keep("digest-1", "another"))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aContextIsFoundByItsIdAndReplacedByALaterOne(Database database) {
        given(database);
        RequestContext first = context("TR000000001X", Kind.TRACE, "{}");
        RequestContext later = context("TR000000001X", Kind.TRACE, "{\"resourceType\":\"Claim\"}");

        one.contexts.remember(first);
        assertThat(other.contexts.find("TR000000001X")).contains(first);
        one.contexts.remember(later);

        assertThat(other.contexts.find("TR000000001X")).contains(later);
        assertThat(other.contexts.find("TR0000000028")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aCallIsKeptWithItsAssertionsAndWithoutItsToken(Database database) {
        given(database);
        String assertion = UUID.randomUUID().toString();
        byte[] incompressible = new byte[3_000_000];
        new Random(1).nextBytes(incompressible);

        one.hooks.keep(call(
                "{\"fhirAuthorization\":{\"access_token\":\"secret\",\"scope\":\"s\"},\"n\":1.10}"
                        .getBytes(StandardCharsets.UTF_8),
                incompressible,
                List.of(context(assertion, Kind.ASSERTION, "{}")),
                List.of()));

        Map<String, Object> row = other.jdbc.queryForMap("select h.* from hook_call h join request_context c"
                + " on c.hook_call = h.id where c.id = '" + assertion + "'");
        assertThat(row).containsEntry("service", "order-sign").containsEntry("status", 200);
        byte[] request = other.jdbc.queryForObject("select packed_request from hook_call", byte[].class);
        byte[] response = other.jdbc.queryForObject("select packed_response from hook_call", byte[].class);
        assertThat(Packed.unpack(request)).isEqualTo("{\"fhirAuthorization\":{\"scope\":\"s\"},\"n\":1.10}");
        assertThat(Packed.unpackBytes(response)).isEqualTo(incompressible);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aCallThatCannotBeKeptLeavesNothing(Database database) {
        given(database);
        RequestContext twice = context("same-id", Kind.ASSERTION, "{}");

        assertThatThrownBy(() -> one.hooks.keep(
                        call(new byte[0], new byte[0], List.of(twice, twice), List.of(new GuidanceResponse()))))
                .isInstanceOf(DuplicateKeyException.class);

        assertThat(count("hook_call")).isZero();
        assertThat(count("request_context")).isZero();
        assertThat(count("guidance_queue")).isZero();
        assertThat(one.pending.committed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aProcessTakesItsOwnEntriesAndThoseLeftForAMinute(Database database) {
        given(database);
        GuidanceResponse guidance = new GuidanceResponse().setSubject(new Reference("Patient/1"));
        one.hooks.keep(call(new byte[0], new byte[0], List.of(), List.of(guidance, guidance.copy())));

        assertThat(other.queue.next(10)).isEmpty();
        assertThat(one.queue.next(10)).hasSize(2);
        assertThat(one.pending.committed()).hasSize(2);

        GuidanceQueue later = new GuidanceQueue(
                other.jdbc,
                FhirContext.forR4Cached(),
                Clock.offset(CLOCK, GuidanceQueue.ORPHANED.plus(Duration.ofSeconds(1))));
        // Locked by the first process: left out, not waited for.
        one.transaction.executeWithoutResult(status -> {
            assertThat(one.queue.next(10)).hasSize(2);
            assertThat(later.next(10)).isEmpty();
        });
        assertThat(later.next(10))
                .hasSize(2)
                .allSatisfy(
                        entry -> assertThat(later.resource(entry).getIdPart()).isEqualTo(entry.id()));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void tablesOfAnEarlierBuildAreRefused(Database database) {
        given(database);
        assertThatCode(() -> EarlierTables.refuse(one.jdbc)).doesNotThrowAnyException();

        one.jdbc.execute("drop table submission");
        one.jdbc.execute("create table submission (digest varchar(128) primary key, packed_answer text not null)");

        assertThatThrownBy(() -> EarlierTables.refuse(one.jdbc))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("submission");
    }

    @Test
    void aBodyThatIsNotJsonAndMayHoldATokenIsNotKept() {
        byte[] kept = AccessTokens.removedFrom("{\"access_token\":\"secret".getBytes(StandardCharsets.UTF_8));

        assertThat(new String(kept, StandardCharsets.UTF_8)).doesNotContain("secret");
    }

    @Test
    void anEscapedTokenIsRemovedToo() {
        byte[] kept = AccessTokens.removedFrom("{\"access\\u005ftoken\":\"secret\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(new String(kept, StandardCharsets.UTF_8)).isEqualTo("{}");
    }

    private int count(String table) {
        return one.jdbc.queryForObject("select count(*) from " + table, Integer.class);
    }

    private static HookCall call(
            byte[] request, byte[] response, List<RequestContext> contexts, List<GuidanceResponse> determinations) {
        return new HookCall(
                CallId.of(NOW),
                UUID.randomUUID().toString(),
                "order-sign",
                "mmm",
                "M-1",
                NOW,
                200,
                request,
                response,
                "{}",
                contexts,
                determinations);
    }

    private static RequestContext context(String id, Kind kind, String resource) {
        ContextRequest request = new ContextRequest(
                "MedicationRequest/1",
                Canonical.parse("https://precept.example/fhir/PlanDefinition/p|1.0.0"),
                "initial",
                null,
                resource);
        return new RequestContext(id, kind, "mmm", null, List.of(request), NOW);
    }
}
