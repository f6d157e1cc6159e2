package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.determination.Authorization;
import org.precept.policy.DateRange;
import org.precept.record.Account;

/** Whatever is approved, asked for and given back, in any order: authorized is used and left, and nothing counts twice. */
class LedgerPropertiesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final int RUNS = 20;
    private static final int STEPS = 30;

    /** What should be on file under a number. */
    private static final class Expected {
        private final boolean unsolicited;
        private int units;
        private int used;
        private boolean cancelled;

        private Expected(int units, boolean unsolicited) {
            this.units = units;
            this.unsolicited = unsolicited;
            this.used = unsolicited ? 0 : units;
        }

        private void request(int more) {
            used += more;
        }

        private void giveBack(int some) {
            if (some >= units) {
                cancelled = true;
                units = 0;
                used = 0;
            } else {
                units -= some;
                used -= some;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void authorizedIsUsedAndLeft(Database database) {
        try (Process process = new Process(Process.newDatabase(database), Clock.systemUTC())) {
            JdbcAccounts accounts = new JdbcAccounts(process.jdbc);
            for (long seed = 1; seed <= RUNS; seed++) {
                Random random = new Random(seed);
                String member = "M" + seed;
                Map<String, Expected> expected = new LinkedHashMap<>();
                for (int step = 0; step < STEPS; step++) {
                    step(process, member, expected, random);
                    assertHolds("seed " + seed + ", step " + step, process, accounts, member, expected);
                }
            }
        }
    }

    private static void step(Process process, String member, Map<String, Expected> expected, Random random) {
        List<String> standing = new ArrayList<>(expected.keySet());
        standing.removeIf(number -> expected.get(number).cancelled);
        if (standing.isEmpty() || random.nextInt(3) == 0) {
            String number = member + "-" + expected.size();
            int units = 1 + random.nextInt(60);
            boolean unsolicited = random.nextBoolean();
            process.authorizations.add(
                    "mmm",
                    member,
                    new Authorization(
                            number, "lemtrada", BigDecimal.valueOf(units), DAY, new DateRange(DAY, DAY.plusYears(1))),
                    "c",
                    1);
            if (unsolicited) {
                process.authorizations.markUnsolicited(number);
            }
            expected.put(number, new Expected(units, unsolicited));
            return;
        }
        String number = standing.get(random.nextInt(standing.size()));
        Expected one = expected.get(number);
        int left = one.units - one.used;
        if (one.unsolicited && left > 0 && random.nextBoolean()) {
            int more = 1 + random.nextInt(left);
            process.authorizations.markRequested(number, BigDecimal.valueOf(more));
            one.request(more);
        } else if (one.used > 0) {
            int some = 1 + random.nextInt(one.used);
            process.authorizations.withdraw(number, BigDecimal.valueOf(some));
            one.giveBack(some);
        }
    }

    private static void assertHolds(
            String where, Process process, JdbcAccounts accounts, String member, Map<String, Expected> expected) {
        List<Account> all = accounts.of("mmm", member);
        assertThat(all).as(where).hasSize(expected.size());
        int authorized = 0;
        int unrequested = 0;
        for (Account account : all) {
            Expected one = expected.get(account.authorization().number());
            assertThat(account.authorized()).as(where).isEqualByComparingTo(BigDecimal.valueOf(one.units));
            assertThat(account.used()).as(where).isEqualByComparingTo(BigDecimal.valueOf(one.used));
            assertThat(account.left().add(account.used())).as(where).isEqualByComparingTo(account.authorized());
            assertThat(account.left().signum()).as(where).isNotNegative();
            assertThat(account.cancelledAt() != null).as(where).isEqualTo(one.cancelled);
            authorized += one.units;
            unrequested += one.unsolicited ? one.units - one.used : 0;
        }
        assertThat(process.authorizations.of("mmm", member).used("lemtrada", DAY, 365))
                .as(where)
                .isEqualByComparingTo(BigDecimal.valueOf(authorized));
        assertThat(process.authorizations.unrequested("mmm", member).used("lemtrada", DAY, 365))
                .as(where)
                .isEqualByComparingTo(BigDecimal.valueOf(unrequested));
    }
}
