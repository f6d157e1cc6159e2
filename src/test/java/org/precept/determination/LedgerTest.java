package org.precept.determination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.determination.Samples.TODAY;
import static org.precept.determination.Samples.approval;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.policy.DateRange;

class LedgerTest {

    @ParameterizedTest
    @CsvSource({"-366,0", "-365,0", "-364,60", "-1,60", "0,60", "1,60", "364,60", "365,0", "366,0"})
    void countsUnitsLessThanAWindowAwayBeforeAndAfter(int days, int used) {
        Ledger ledger = new Ledger(List.of(approval(60, TODAY.plusDays(days))));

        assertThat(ledger.used("lemtrada", TODAY, 365)).isEqualByComparingTo(BigDecimal.valueOf(used));
    }

    @Test
    void addsUpApprovalsOfTheProductOnly() {
        Ledger ledger = new Ledger(List.of(
                approval(12, TODAY.minusDays(10)),
                approval(24, TODAY.minusDays(5)),
                new Authorization("PA9", "kesimpta", BigDecimal.TEN, TODAY.minusDays(5), new DateRange(TODAY, TODAY)),
                new Authorization("PA8", "lemtrada", null, TODAY.minusDays(5), new DateRange(TODAY, TODAY))));

        assertThat(ledger.used("lemtrada", TODAY, 365)).isEqualByComparingTo("36");
        assertThat(ledger.used("campath", TODAY, 365)).isZero();
    }

    @Test
    void theLastServiceIsBeforeTheDay() {
        Ledger ledger = new Ledger(
                List.of(approval(60, TODAY.minusDays(400)), approval(36, TODAY.minusDays(20)), approval(36, TODAY)));

        assertThat(ledger.lastServiceDateBefore("lemtrada", TODAY)).contains(TODAY.minusDays(20));
        assertThat(ledger.lastServiceDateBefore("lemtrada", TODAY.minusDays(400)))
                .isEmpty();
    }

    @Test
    void anApprovalCoversItsPeriodAndUnits() {
        Ledger ledger = new Ledger(List.of(approval(36, TODAY)));

        assertThat(ledger.covering("lemtrada", TODAY, BigDecimal.valueOf(36))).isPresent();
        assertThat(ledger.covering("lemtrada", TODAY, null)).isPresent();
        assertThat(ledger.covering("lemtrada", TODAY.plusDays(364), BigDecimal.ONE))
                .isPresent();
        assertThat(ledger.covering("lemtrada", TODAY.plusDays(365), BigDecimal.ONE))
                .isEmpty();
        assertThat(ledger.covering("lemtrada", TODAY, BigDecimal.valueOf(37))).isEmpty();
        assertThat(ledger.covering("campath", TODAY, BigDecimal.ONE)).isEmpty();
    }
}
