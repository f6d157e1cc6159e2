package org.precept.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.policy.DateRange;
import org.precept.record.Balances.LimitUse;
import org.precept.support.RealContent;

/** What is left of limits, and from when on an authorization is renewed. */
class BalancesTest {
    private static final LocalDate FROM = LocalDate.of(2026, 3, 10);

    private final Balances balances = new Balances(RealContent.policies().policies());

    @ParameterizedTest
    @CsvSource({
        "2025-03-10, 0",
        "2025-03-11, 36",
        "2026-03-10, 36",
        "2027-03-09, 36",
        "2027-03-10, 0",
    })
    void countsWhatIsAuthorizedWithinTheWindow(LocalDate day, BigDecimal used) {
        List<LimitUse> limits = balances.limits("mmm", "lemtrada", day, ledger(36));

        assertThat(limits).extracting(LimitUse::phase).containsExactly("initial", "continuation");
        assertThat(limits)
                .extracting(LimitUse::used)
                .allSatisfy(each -> assertThat(each).isEqualByComparingTo(used));
        assertThat(limits.get(0).left()).isEqualByComparingTo(new BigDecimal(60).subtract(used));
        assertThat(limits.get(1).left()).isEqualByComparingTo(new BigDecimal(36).subtract(used));
    }

    @Test
    void aLimitThatAReviewerWentBeyondHasNothingLeft() {
        assertThat(balances.limits("mmm", "lemtrada", FROM, ledger(61)))
                .allSatisfy(limit -> assertThat(limit.left()).isEqualByComparingTo("0"));
    }

    @Test
    void whereNoPolicyLimitsUnitsThereIsNoLimit() {
        assertThat(balances.limits("cigna", "lemtrada", FROM, ledger(36))).isEmpty();
        assertThat(balances.limits("mmm", "kesimpta", FROM, ledger(36))).isEmpty();
    }

    @Test
    void anAuthorizationIsRenewedFromSixtyDaysBeforeItsEnd() {
        assertThat(balances.renewableFrom("mmm", ledger(36).authorizations().get(0)))
                .contains(LocalDate.of(2027, 1, 8));
        assertThat(balances.renewableFrom(
                        "mmm", new Authorization("PA1", "lemtrada", null, FROM, new DateRange(FROM, null))))
                .isEmpty();
    }

    private static Ledger ledger(int units) {
        return new Ledger(List.of(new Authorization(
                "PA1", "lemtrada", new BigDecimal(units), FROM, new DateRange(FROM, LocalDate.of(2027, 3, 9)))));
    }
}
