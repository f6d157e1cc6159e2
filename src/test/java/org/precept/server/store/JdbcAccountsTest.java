package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.determination.Authorization;
import org.precept.policy.DateRange;
import org.precept.record.Account;
import org.precept.record.Holding;
import org.precept.record.Holding.Part;

/** Units authorized, used and left under each number, read on another connection than they were written on. */
class JdbcAccountsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private Process one;
    private Process other;
    private JdbcAccounts accounts;

    private void given(Database database) {
        String url = Process.newDatabase(database);
        one = new Process(url, Clock.systemUTC());
        other = new Process(url, Clock.systemUTC());
        accounts = new JdbcAccounts(other.jdbc);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatARequestAskedForIsUsedAltogether(Database database) {
        given(database);
        approve("PA1", new BigDecimal("60"));

        assertThat(accounts.of("mmm", "M1")).singleElement().satisfies(account -> {
            assertThat(account.authorized()).isEqualTo(new BigDecimal("60"));
            assertThat(account.used()).isEqualTo(new BigDecimal("60"));
            assertThat(account.left()).isEqualByComparingTo("0");
            assertThat(account.claimId()).isEqualTo("c");
            assertThat(account.authorization().period()).isEqualTo(new DateRange(DAY, DAY.plusYears(1)));
        });
        assertThat(accounts.of("mmm", "M2")).isEmpty();
        assertThat(accounts.of("cigna", "M1")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void ofWhatNobodyAskedForRequestsUseUpThePart(Database database) {
        given(database);
        approve("PA1", new BigDecimal("60"));
        one.authorizations.markUnsolicited("PA1");
        assertThat(numbers("PA1")).containsExactly("60", "0", "60");

        ask("PA1", new BigDecimal("24"));
        assertThat(numbers("PA1")).containsExactly("60", "24", "36");

        ask("PA1", new BigDecimal("36"));
        assertThat(numbers("PA1")).containsExactly("60", "60", "0");

        ask("PA1", new BigDecimal("36"));
        assertThat(numbers("PA1")).as("two requests repeat each other").containsExactly("60", "60", "0");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void unitsThatNobodyNamedAreNotKnown(Database database) {
        given(database);
        approve("PA1", null);
        approve("PA2", null);
        one.authorizations.markUnsolicited("PA2");

        assertThat(accounts.of("mmm", "M1")).hasSize(2).allSatisfy(account -> {
            assertThat(account.authorized()).isNull();
            assertThat(account.used()).isNull();
            assertThat(account.left()).isNull();
        });
        assertThat(accounts.ofNumber("PA3")).isEmpty();
    }

    private List<String> numbers(String number) {
        Account account = accounts.ofNumber(number).orElseThrow();
        return List.of(
                account.authorized().toPlainString(),
                account.used().toPlainString(),
                account.left().toPlainString());
    }

    private void ask(String number, @Nullable BigDecimal units) {
        Holding holding = one.authorizations.holding(number).orElseThrow();
        one.authorizations.keep(holding.settled(null, Part.NONE.asking(units)));
    }

    private void approve(String number, @Nullable BigDecimal units) {
        one.authorizations.add(
                "mmm",
                "M1",
                new Authorization(number, "lemtrada", units, DAY, new DateRange(DAY, DAY.plusYears(1))),
                "c",
                1);
    }
}
