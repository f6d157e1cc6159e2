package org.precept.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.policy.DateRange;
import org.precept.record.Overlaps.Overlap;
import org.precept.record.RequestFile.RequestClock;
import org.precept.support.RealContent;

/** Requests for the same product at the same time are found; a renewal in its window is none. */
class OverlapsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final LocalDate FROM = LocalDate.of(2026, 3, 10);
    private static final LocalDate TO = LocalDate.of(2027, 3, 9);
    private static final Ledger LEDGER = new Ledger(
            List.of(new Authorization("PA1", "lemtrada", new BigDecimal(60), FROM, new DateRange(FROM, TO))));

    private final Overlaps overlaps = new Overlaps(RealContent.policies().policies());

    @ParameterizedTest
    @CsvSource({
        // Approved 2026-03-10 to 2027-03-09; renewable from 60 days before its end, 2027-01-08.
        "2025-03-09, 2026-03-09, false",
        "2025-03-10, 2026-03-10, true",
        "2026-03-10, 2027-03-09, true",
        "2027-01-07, 2028-01-06, true",
        "2027-01-08, 2028-01-07, false",
        "2027-03-10, 2028-03-09, false"
    })
    void anApprovalIsOverlappedUntilItsRenewalWindowOpens(LocalDate from, LocalDate to, boolean overlap) {
        List<Overlap> found = of(item(ItemStatus.APPROVED, "PA1", FROM), "lemtrada", from, to);

        assertThat(found).hasSize(overlap ? 1 : 0);
        assertThat(found).allSatisfy(each -> {
            assertThat(each.pended()).isFalse();
            assertThat(each.period()).isEqualTo(new DateRange(FROM, TO));
            assertThat(each.renewableFrom()).isEqualTo(LocalDate.of(2027, 1, 8));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-09, 2026-03-09, false",
        "2025-03-10, 2026-03-10, true",
        "2027-03-09, 2028-03-08, true",
        "2027-03-10, 2028-03-09, false"
    })
    void aPendedRequestOverlapsWhereItWouldBeApproved(LocalDate from, LocalDate to, boolean overlap) {
        for (ItemStatus status : List.of(ItemStatus.PENDED_DOCUMENTS, ItemStatus.PENDED_REVIEW)) {
            assertThat(of(item(status, "TR1", FROM), "lemtrada", from, to)).hasSize(overlap ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ItemStatus.class,
            names = {"DENIED", "CANCELLED", "IN_ERROR"})
    void whatIsOverDoesNotOverlap(ItemStatus status) {
        assertThat(of(item(status, "PA1", FROM), "lemtrada", FROM, TO)).isEmpty();
    }

    @Test
    void neitherDoesAnotherProductNorAnApprovalThatWasTakenBack() {
        assertThat(of(item(ItemStatus.APPROVED, "PA1", FROM), "kesimpta", FROM, TO))
                .isEmpty();
        assertThat(of(item(ItemStatus.APPROVED, "PA2", FROM), "lemtrada", FROM, TO))
                .isEmpty();
    }

    private List<Overlap> of(FiledItem item, String product, LocalDate from, LocalDate to) {
        RequestFile file = new RequestFile(
                "f",
                1,
                "mmm",
                "1",
                "c",
                "r",
                "2.2.1",
                Set.of(),
                Set.of(),
                new RequestClock(false, NOW, NOW, NOW, null),
                null,
                List.of(item));
        return overlaps.of(List.of(file), LEDGER, product, new DateRange(from, to));
    }

    private static FiledItem item(ItemStatus status, @Nullable String number, LocalDate day) {
        return new FiledItem(
                1,
                status,
                number,
                null,
                null,
                "https://precept.example/fhir/PlanDefinition/mmm-alemtuzumab|1.2.0",
                "initial",
                "lemtrada",
                new BigDecimal(60),
                day,
                null,
                NOW);
    }
}
