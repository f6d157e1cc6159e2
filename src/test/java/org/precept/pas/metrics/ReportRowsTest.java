package org.precept.pas.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.precept.pas.metrics.AuthorizationReport.Row;
import org.precept.pas.metrics.Decided.Outcome;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.Extension;
import org.precept.record.RequestFile.RequestClock;
import org.precept.record.RequestFiles;
import org.precept.support.RealContent;

/** Which requests are in which row of the report. */
class ReportRowsTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");
    private static final String MMM = "https://precept.example/fhir/PlanDefinition/mmm-alemtuzumab";
    private static final String CIGNA = "https://precept.example/fhir/PlanDefinition/cigna-alemtuzumab";

    private final List<RequestFile> filed = List.of(
            file("denied", "cigna", CIGNA, ItemStatus.DENIED, FROM, false, null, false),
            // The appeal comes in the year after.
            file("appeal", "cigna", CIGNA, ItemStatus.APPROVED, TO.plusSeconds(60), false, "denied", false),
            file("lost", "cigna", CIGNA, ItemStatus.DENIED, FROM, false, null, false),
            file("lost-appeal", "cigna", CIGNA, ItemStatus.DENIED, FROM.plusSeconds(60), false, "lost", false),
            // The denial of the appeal is appealed in turn.
            file("twice", "cigna", CIGNA, ItemStatus.DENIED, FROM, false, null, false),
            file("twice-appeal", "cigna", CIGNA, ItemStatus.DENIED, TO.plusSeconds(60), false, "twice", false),
            file("twice-again", "cigna", CIGNA, ItemStatus.APPROVED, TO.plusSeconds(120), false, "twice-appeal", false),
            file("fast", "mmm", MMM, ItemStatus.APPROVED, FROM, true, null, true),
            file("later", "mmm", MMM, ItemStatus.APPROVED, TO, false, null, false));

    private final AuthorizationReport report = new AuthorizationReport(
            files(), RealContent.policies().policies(), Clock.fixed(TO.plus(Duration.ofDays(30)), ZoneOffset.UTC));

    @Test
    void countsAppealsWithTheirDenials() {
        Row standard = report.of(FROM, TO, null).get(0);

        assertThat(standard.policy()).isNull();
        assertThat(standard.tally().received()).isEqualTo(3);
        assertThat(standard.tally().of(Outcome.DENIED)).isEqualTo(3);
        assertThat(standard.tally().appeals()).isOne();
        assertThat(standard.tally().approvedAfterAppeal()).isEqualTo(2);
    }

    @Test
    void keepsPrioritiesAndPoliciesApart() {
        List<Row> rows = report.of(FROM, TO, null);

        assertThat(rows).extracting(Row::policy).containsExactly(null, null, CIGNA, CIGNA, MMM, MMM);
        assertThat(rows).extracting(Row::expedited).containsExactly(false, true, false, true, false, true);
        Row fast = rows.get(5);
        assertThat(fast.tally().extendedAndApproved()).isOne();
        assertThat(fast.tally().received()).isOne();
        assertThat(rows.get(4).tally().received()).isZero();
    }

    @Test
    void looksAtOnePayer() {
        assertThat(report.of(FROM, TO, "mmm").get(0).tally().received()).isZero();
        assertThat(report.of(FROM, TO, "mmm").get(1).tally().received()).isOne();
        assertThat(report.policies("mmm")).containsOnlyKeys(MMM);
    }

    @SuppressWarnings("unchecked")
    private RequestFiles files() {
        return (RequestFiles) Proxy.newProxyInstance(
                RequestFiles.class.getClassLoader(),
                new Class<?>[] {RequestFiles.class},
                (proxy, method, arguments) -> {
                    boolean appeals = method.getName().equals("appealsBetween");
                    assertThat(appeals || method.getName().equals("receivedBetween"))
                            .isTrue();
                    Instant from = (Instant) arguments[0];
                    Instant to = (Instant) arguments[1];
                    filed.stream()
                            .filter(file -> !appeals || file.appealOf() != null)
                            .filter(file -> !file.clock().receivedAt().isBefore(from)
                                    && file.clock().receivedAt().isBefore(to))
                            .forEach((Consumer<RequestFile>) arguments[2]);
                    return null;
                });
    }

    private static RequestFile file(
            String id,
            String payer,
            String policy,
            ItemStatus status,
            Instant received,
            boolean expedited,
            @Nullable String appealOf,
            boolean extended) {
        FiledItem item = new FiledItem(
                1,
                status,
                null,
                null,
                null,
                policy + "|1.0.0",
                "initial",
                "lemtrada",
                null,
                LocalDate.of(2026, 3, 2),
                null,
                received.plus(Duration.ofHours(5)));
        return new RequestFile(
                id,
                1,
                payer,
                "M1",
                "claim-" + id,
                "response-" + id,
                "2.2.1",
                Set.of(),
                Set.of(),
                new RequestClock(
                        expedited,
                        received,
                        received,
                        received.plus(Duration.ofDays(7)),
                        extended ? new Extension(received, "peter", "more time") : null),
                appealOf,
                List.of(item));
    }
}
