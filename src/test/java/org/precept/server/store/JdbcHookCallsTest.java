package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.record.CallId;
import org.precept.record.CallSearch;
import org.precept.record.CallSummary;
import org.precept.record.CardFeedback;
import org.precept.record.CardFeedback.Outcome;
import org.precept.record.HookCall;
import org.precept.record.LoggedCall;
import org.precept.record.MeasuredCall;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.Kind;

/** Logged calls are found, joined with their feedback, and deleted in time, on both databases. */
class JdbcHookCallsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30.123Z");
    private static final Instant LAST_YEAR = Instant.parse("2025-03-02T10:15:30Z");
    private static final Instant LONG_AGO = Instant.parse("2016-03-01T10:15:30Z");

    private Process one;
    private Process other;
    private JdbcHookCalls calls;
    private JdbcCardFeedbacks feedbacks;

    private void given(Database database) {
        String url = Process.newDatabase(database);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        one = new Process(url, clock);
        other = new Process(url, clock);
        calls = new JdbcHookCalls(other.jdbc);
        feedbacks = new JdbcCardFeedbacks(other.jdbc);
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
    void aCallIsFoundByWhatItIsKnownBy(Database database) {
        given(database);
        HookCall wanted = keep(NOW, "mmm", "M-1");
        keep(NOW, "cigna", "M-1");
        HookCall earlier = keep(LAST_YEAR, "mmm", "M-1");
        keep(NOW, null, null);

        assertThat(ids(search(wanted.hookInstance(), null, null, null))).containsExactly(wanted.id());
        assertThat(ids(search(null, wanted.id().assertion(0), null, null))).containsExactly(wanted.id());
        assertThat(ids(search(null, null, "M-1", "mmm"))).containsExactly(wanted.id(), earlier.id());
        assertThat(search(null, null, "M-1", null)).hasSize(3);
        assertThat(search(null, null, "M-2", null)).isEmpty();
        assertThat(search(null, "no assertion of ours", null, null)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void callsOfATimeAreListedPageByPageTheNewestFirst(Database database) {
        given(database);
        keep(LAST_YEAR, "mmm", "M-1");
        CallId first = keep(NOW, "mmm", "M-1").id();
        CallId second = keep(NOW.plusSeconds(1), "mmm", "M-1").id();
        CallId third = keep(NOW.plusSeconds(2), "mmm", "M-1").id();
        keep(NOW.plus(Duration.ofDays(1)), "mmm", "M-1");

        List<CallSummary> page =
                calls.search(new CallSearch(null, null, null, null, NOW, NOW.plusSeconds(60), null, 2));
        List<CallSummary> next =
                calls.search(new CallSearch(null, null, null, null, NOW, NOW.plusSeconds(60), second, 2));

        assertThat(ids(page)).containsExactly(third, second);
        assertThat(ids(next)).containsExactly(first);
        assertThat(next.get(0))
                .extracting(CallSummary::receivedAt, CallSummary::service, CallSummary::payer, CallSummary::status)
                .containsExactly(NOW, "order-sign-crd", "mmm", 200);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void anyTextCanNameACall(Database database) {
        given(database);
        String odd = "\u0000 \ud800 \u2028 '; drop table hook_call; -- " + "ü".repeat(300);
        CallId id = CallId.of(NOW);

        one.hooks.keep(new HookCall(
                id,
                odd,
                "order-sign-crd",
                null,
                null,
                NOW,
                400,
                new byte[] {0, -1},
                new byte[0],
                "{\"hookInstance\":\"" + odd.replace("\u0000", "") + "\"}",
                List.of(),
                List.of()));

        assertThat(ids(search(odd, null, null, null))).containsExactly(id);
        assertThat(calls.find(id).orElseThrow().request()).containsExactly(0, -1);
        assertThat(calls.measured(CallId.first(NOW), NOW.plusSeconds(1), 10)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aCallIsShownAsItWasKept(Database database) {
        given(database);
        HookCall kept = keep(NOW, "mmm", "M-1");

        LoggedCall call = calls.find(kept.id()).orElseThrow();

        assertThat(call.summary().hookInstance()).isEqualTo(kept.hookInstance());
        assertThat(call.request()).isEqualTo(kept.request());
        assertThat(call.response()).isEqualTo(kept.response());
        assertThat(calls.answer(kept.id()))
                .hasValueSatisfying(answer -> assertThat(answer).isEqualTo(kept.response()));
        assertThat(calls.find(CallId.of(NOW))).isEmpty();
        assertThat(calls.answer(CallId.of(NOW))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void measuresOfATimeComePageByPageTheEarliestFirst(Database database) {
        given(database);
        keep(LAST_YEAR, "mmm", "M-1");
        CallId first = keep(NOW, "mmm", "M-1").id();
        CallId second = keep(NOW.plusSeconds(1), "mmm", "M-1").id();
        keep(NOW.plusSeconds(60), "mmm", "M-1");

        List<MeasuredCall> page = calls.measured(CallId.first(NOW), NOW.plusSeconds(60), 1);
        List<MeasuredCall> next = calls.measured(first, NOW.plusSeconds(60), 10);

        assertThat(page).containsExactly(new MeasuredCall(first, "{\"source\":\"payer-src\"}"));
        assertThat(next).extracting(MeasuredCall::id).containsExactly(second);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void feedbackIsKeptOnceAndFoundByItsCall(Database database) {
        given(database);
        CallId call = keep(NOW, "mmm", "M-1").id();
        CardFeedback overridden = feedback(call, NOW, "{\"userComment\":\"Größe \\u0000 \\ud800\"}");
        CardFeedback unknown = feedback(null, NOW, "{}");

        assertThat(feedbacks.keep(overridden)).isTrue();
        assertThat(new JdbcCardFeedbacks(one.jdbc).keep(overridden)).isFalse();
        assertThat(feedbacks.keep(unknown)).isTrue();

        assertThat(feedbacks.onCall(call)).containsExactly(overridden);
        assertThat(feedbacks.outcomes(CallId.first(NOW), CallId.first(NOW.plusMillis(1))))
                .containsOnly(Map.entry(call.card(1), Outcome.OVERRIDDEN));
        assertThat(feedbacks.outcomes(CallId.first(NOW.plusMillis(1)), CallId.first(NOW.plusSeconds(1))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatWasKeptLongEnoughIsDeletedAndNothingElse(Database database) {
        given(database);
        HookCall old = keep(LONG_AGO, "mmm", "M-1");
        HookCall recent = keep(LAST_YEAR, "mmm", "M-1");
        feedbacks.keep(feedback(old.id(), LONG_AGO, "{}"));
        feedbacks.keep(feedback(recent.id(), LAST_YEAR, "{\"n\":1}"));
        one.contexts.remember(context("TR000000001X", Kind.TRACE, LONG_AGO));

        ExpiredCalls expired = expired(one, Period.ofYears(10));
        assertThat(expired.deleteSome()).isTrue();
        assertThat(expired.deleteSome()).isFalse();

        assertThat(calls.find(old.id())).isEmpty();
        assertThat(one.contexts.find(old.id().assertion(0))).isEmpty();
        assertThat(feedbacks.onCall(old.id())).isEmpty();
        assertThat(calls.find(recent.id())).isPresent();
        assertThat(one.contexts.find(recent.id().assertion(0))).isPresent();
        assertThat(feedbacks.onCall(recent.id())).hasSize(1);
        assertThat(one.contexts.find("TR000000001X")).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void anAssertionOutlivesItsCallWhenCallsAreKeptBriefly(Database database) {
        given(database);
        HookCall lastYear = keep(LAST_YEAR, "mmm", "M-1");

        assertThat(expired(one, Period.ofDays(30)).deleteSome()).isTrue();

        assertThat(calls.find(lastYear.id())).isEmpty();
        assertThat(other.contexts.find(lastYear.id().assertion(0))).isPresent();
    }

    /** Only PostgreSQL is shared by servers. */
    @Test
    void twoServersDeleteSideBySide() {
        given(Database.POSTGRESQL);
        for (int i = 0; i < ExpiredCalls.SOME + 50; i++) {
            keep(LONG_AGO.plusSeconds(i), "mmm", "M-1");
        }
        ExpiredCalls there = expired(other, Period.ofYears(9));

        // What this one has locked, the other leaves out instead of waiting for it.
        one.transaction.executeWithoutResult(status -> {
            one.jdbc.queryForList("select id from hook_call order by id fetch first 200 rows only for update");
            there.deleteSome();
            assertThat(count("hook_call")).isEqualTo(ExpiredCalls.SOME);
        });
        while (expired(one, Period.ofYears(9)).deleteSome()) {
            // until nothing is left
        }

        assertThat(count("hook_call")).isZero();
        assertThat(count("request_context")).isZero();
    }

    private static ExpiredCalls expired(Process process, Period retention) {
        return new ExpiredCalls(
                process.jdbc,
                process.transaction,
                new LogRetention(retention),
                new FormErrorRetention(Period.ofDays(180), 1),
                new PasMetricsRetention(Period.ofYears(10)),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private int count(String table) {
        return other.jdbc.queryForObject("select count(*) from " + table, Integer.class);
    }

    private List<CallSummary> search(String hookInstance, String assertion, String member, String payer) {
        return calls.search(new CallSearch(hookInstance, assertion, member, payer, null, null, null, 10));
    }

    private static List<CallId> ids(List<CallSummary> calls) {
        return calls.stream().map(CallSummary::id).toList();
    }

    private HookCall keep(Instant received, String payer, String member) {
        CallId id = CallId.of(received);
        HookCall call = new HookCall(
                id,
                UUID.randomUUID().toString(),
                "order-sign-crd",
                payer,
                member,
                received,
                200,
                "{\"n\":1.10}".getBytes(StandardCharsets.UTF_8),
                "{\"cards\":[]}".getBytes(StandardCharsets.UTF_8),
                "{\"source\":\"payer-src\"}",
                List.of(context(id.assertion(0), Kind.ASSERTION, received)),
                List.of());
        one.hooks.keep(call);
        return call;
    }

    private static RequestContext context(String id, Kind kind, Instant recorded) {
        return new RequestContext(id, kind, "mmm", "M-1", List.of(), recorded);
    }

    private static CardFeedback feedback(CallId call, Instant received, String entry) {
        return new CardFeedback(
                call == null ? "c" : call.card(1).toString(),
                call,
                "order-sign-crd",
                "guideline",
                Outcome.OVERRIDDEN,
                "disagree",
                received,
                received,
                entry);
    }
}
