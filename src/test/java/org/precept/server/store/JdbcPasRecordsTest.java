package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.AuthorizationRequest;
import org.precept.fhir.Canonical;
import org.precept.record.CallId;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDetermination.Basis;
import org.precept.record.KeptDetermination.Evidence;
import org.precept.record.KeptDetermination.Result;
import org.precept.record.KeptDeterminations.Search;
import org.precept.record.PasMetrics.Measured;

/** What replay, policy impact and metrics read, in both databases. */
class JdbcPasRecordsTest extends OneProcessTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

    private Process given(Database database) {
        return given(database, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void ofEachItemTheLastDeterminationIsFoundPageByPage(Database database) {
        JdbcKeptDeterminations kept = new JdbcKeptDeterminations(given(database).jdbc, null);
        KeptDetermination first = made("g1", "claim-1", 1, "mmm", NOW);
        KeptDetermination again = made("g0", "claim-1", 1, "mmm", NOW.plusSeconds(5));
        KeptDetermination sibling = made("g3", "claim-1", 2, "mmm", NOW);
        KeptDetermination same = made("g4", "claim-2", 1, "cigna", NOW);
        KeptDetermination others = made("g5", "claim-3", 1, "other", NOW);
        KeptDetermination late = made("g6", "claim-4", 1, "mmm", NOW.plusSeconds(60));
        kept.keep(List.of(first, sibling, same, others));
        kept.keep(List.of(again, late));
        kept.keep(List.of());

        assertThat(kept.recordedBy("g1")).contains(first);
        assertThat(kept.recordedBy("g2")).isEmpty();
        assertThat(kept.page(search("lemtrada", null, 10))).containsExactly(sibling, same, again);
        assertThat(kept.page(search("lemtrada", null, 1))).containsExactly(sibling);
        assertThat(kept.page(search("lemtrada", "g3", 1))).containsExactly(same);
        assertThat(kept.page(search("lemtrada", "g4", 10))).containsExactly(again);
        assertThat(kept.page(search("lemtrada", "g0", 10))).isEmpty();
        assertThat(kept.page(search("kesimpta", null, 10))).isEmpty();
        assertThat(kept.page(new Search(Set.of(), "lemtrada", NOW, NOW.plusSeconds(60), null, 10)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void exchangesAreReadByTimeAndDeletedWhenTheyWereKeptLongEnough(Database database) {
        Process server = given(database);
        JdbcPasMetrics metrics = new JdbcPasMetrics(server.jdbc, server.transaction);
        Measured old = measured(NOW.minusSeconds(3 * 86_400));
        Measured first = measured(NOW);
        Measured second = measured(NOW.plusMillis(10));
        Measured third = measured(NOW.plusSeconds(10));
        metrics.keep(List.of(third, old, second));
        metrics.keep(List.of(first));

        assertThat(metrics.measured(CallId.first(NOW), NOW.plusSeconds(10), 10)).containsExactly(first, second);
        assertThat(metrics.measured(CallId.first(NOW), NOW.plusSeconds(60), 2)).containsExactly(first, second);
        assertThat(metrics.measured(second.id(), NOW.plusSeconds(60), 2)).containsExactly(third);

        ExpiredCalls expired = new ExpiredCalls(
                server.jdbc,
                server.transaction,
                new LogRetention(Period.ofYears(10)),
                new FormErrorRetention(Period.ofDays(180), 10),
                new PasMetricsRetention(Period.ofDays(2)),
                Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(expired.deleteSome()).isTrue();
        assertThat(expired.deleteSome()).isFalse();
        assertThat(metrics.measured(CallId.first(Instant.EPOCH), NOW.plusSeconds(60), 10))
                .containsExactly(first, second, third);
    }

    private static Search search(String product, @Nullable String after, int most) {
        return new Search(Set.of("mmm", "cigna"), product, NOW, NOW.plusSeconds(60), after, most);
    }

    private static Measured measured(Instant time) {
        return new Measured(CallId.of(time), "{\"at\":\"" + time + "\"}");
    }

    private static KeptDetermination made(String guidance, String claim, int item, String payer, Instant at) {
        AuthorizationRequest request = new AuthorizationRequest(
                "urn:uuid:1",
                item,
                DAY,
                DAY,
                payer,
                "lemtrada",
                null,
                new BigDecimal("60"),
                "22",
                false,
                null,
                List.of(),
                List.of());
        return new KeptDetermination(
                guidance,
                claim,
                "M1",
                at,
                new Canonical("https://example.org/PlanDefinition/p", "1.2.0"),
                new Basis(
                        request,
                        new Evidence("Patient/p", Origin.RECORD, "Patient/p/_history/2", null),
                        List.of(),
                        List.of()),
                new Result("initial", "A4", "nurse", null, null, List.of(), null));
    }
}
