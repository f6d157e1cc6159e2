package org.precept.pas.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.precept.pas.metrics.Decided.Outcome;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;

/** How requests are counted. */
class AuthorizationReportTest {

    private static final Instant RECEIVED = Instant.parse("2026-03-01T08:00:00Z");

    @Test
    void countsARequestByAllOfItsItems() {
        assertThat(outcome(ItemStatus.APPROVED, ItemStatus.MODIFIED)).isEqualTo(Outcome.APPROVED);
        assertThat(outcome(ItemStatus.APPROVED, ItemStatus.DENIED)).isEqualTo(Outcome.PARTLY_APPROVED);
        assertThat(outcome(ItemStatus.DENIED, ItemStatus.CANCELLED)).isEqualTo(Outcome.DENIED);
        assertThat(outcome(ItemStatus.APPROVED, ItemStatus.PENDED_REVIEW)).isEqualTo(Outcome.PENDED);
        assertThat(outcome(ItemStatus.CANCELLED, ItemStatus.IN_ERROR)).isEqualTo(Outcome.CLOSED);
    }

    @Test
    void measuresUntilTheLastItemWasDecided() {
        Decided decided = Decided.of(
                List.of(item(ItemStatus.APPROVED, 1), item(ItemStatus.DENIED, 30), item(ItemStatus.CANCELLED, 90)),
                RECEIVED);

        assertThat(decided.took()).hasValue(Duration.ofHours(30));
        assertThat(Decided.of(List.of(item(ItemStatus.PENDED_DOCUMENTS, 1)), RECEIVED)
                        .took())
                .isEmpty();
    }

    @Test
    void givesRatesOfTheDecidedAndTimes() {
        Tally tally = new Tally();
        tally.add(decided(ItemStatus.APPROVED, 2), false);
        tally.add(decided(ItemStatus.APPROVED, 4), true);
        tally.add(decided(ItemStatus.DENIED, 60), false);
        tally.add(decided(ItemStatus.PENDED_REVIEW, 1), true);
        tally.addAppeal();
        tally.addApprovedAfterAppeal();

        assertThat(tally.received()).isEqualTo(4);
        assertThat(tally.decided()).isEqualTo(3);
        assertThat(tally.percent(tally.of(Outcome.APPROVED))).isEqualTo(new BigDecimal("66.7"));
        assertThat(tally.percent(tally.approvedAfterAppeal())).isEqualTo(new BigDecimal("33.3"));
        assertThat(tally.extended()).isEqualTo(2);
        assertThat(tally.extendedAndApproved()).isOne();
        assertThat(tally.appeals()).isOne();
        assertThat(tally.meanHours()).isEqualTo(new BigDecimal("22.00"));
        assertThat(tally.medianHours()).isEqualTo(new BigDecimal("4.00"));
    }

    @Test
    void givesNoRateOfNothing() {
        Tally tally = new Tally();
        tally.add(decided(ItemStatus.PENDED_REVIEW, 1), false);

        assertThat(tally.percent(0)).isNull();
        assertThat(tally.meanHours()).isNull();
        assertThat(tally.medianHours()).isNull();
    }

    private static Outcome outcome(ItemStatus... statuses) {
        List<FiledItem> items = new ArrayList<>();
        for (ItemStatus status : statuses) {
            items.add(item(status, 1));
        }
        return Decided.of(items, RECEIVED).outcome();
    }

    private static Decided decided(ItemStatus status, int hours) {
        return Decided.of(Set.of(item(status, hours)), RECEIVED);
    }

    private static FiledItem item(ItemStatus status, int hours) {
        @Nullable String none = null;
        return new FiledItem(
                1,
                status,
                none,
                none,
                none,
                none,
                none,
                none,
                null,
                LocalDate.of(2026, 3, 2),
                none,
                RECEIVED.plus(Duration.ofHours(hours)));
    }
}
