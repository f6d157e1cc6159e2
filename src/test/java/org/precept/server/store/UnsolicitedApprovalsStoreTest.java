package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.determination.Authorization;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.DateRange;
import org.precept.record.Holding;
import org.precept.record.Holding.Part;

/** Approvals that nobody asked for, until requests have asked for all of their units; and not waiting long for a member. */
class UnsolicitedApprovalsStoreTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private Process one;
    private Process other;

    private void given(Database database) {
        String url = Process.newDatabase(database);
        one = new Process(url, Clock.systemUTC());
        other = new Process(url, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void unitsAreUnrequestedUntilTheyAreAskedFor(Database database) {
        given(database);
        approve("PA1", new BigDecimal(60));
        approve("PA2", new BigDecimal(36));
        one.authorizations.markUnsolicited("PA1");

        assertThat(other.authorizations.unrequested("mmm", "M1").authorizations())
                .singleElement()
                .satisfies(left -> assertThat(left.units()).isEqualByComparingTo("60"));
        ask("PA1", new BigDecimal(24));
        assertThat(other.authorizations.unrequested("mmm", "M1").authorizations())
                .singleElement()
                .satisfies(left -> assertThat(left.units()).isEqualByComparingTo("36"));
        ask("PA1", new BigDecimal(36));
        assertThat(other.authorizations.unrequested("mmm", "M1").authorizations())
                .isEmpty();
        assertThat(other.authorizations.of("mmm", "M1").authorizations()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatHasNoUnitsIsAskedForOnceAndWhole(Database database) {
        given(database);
        approve("PA1", null);
        approve("PA2", new BigDecimal(36));
        one.authorizations.markUnsolicited("PA1");
        one.authorizations.markUnsolicited("PA2");

        ask("PA1", null);
        ask("PA2", null);

        assertThat(other.authorizations.unrequested("mmm", "M1").authorizations())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whoCannotWaitIsToldSoonThatTheMemberIsBusy(Database database) throws Exception {
        given(database);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> holder =
                    pool.submit(() -> one.authorizations.exclusively("mmm", "M1", () -> hold(held, done)));
            held.await();
            for (Process process : new Process[] {one, other}) {
                long begin = System.nanoTime();
                RejectedRequest busy = catchThrowableOfType(
                        () -> process.authorizations.exclusively("mmm", "M1", Duration.ofMillis(200), () -> 1),
                        RejectedRequest.class);
                assertThat(busy.status()).isEqualTo(503);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            }
            done.countDown();
            assertThat(holder.get()).isOne();
            assertThat(other.authorizations.exclusively("mmm", "M1", Duration.ofMillis(200), () -> 2))
                    .isEqualTo(2);
        } finally {
            done.countDown();
            pool.shutdownNow();
        }
    }

    private static int hold(CountDownLatch held, CountDownLatch done) {
        held.countDown();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    private void ask(String number, @Nullable BigDecimal units) {
        Holding holding = one.authorizations.holding(number).orElseThrow();
        one.authorizations.keep(holding.settled(null, Part.NONE.asking(units)));
    }

    private void approve(String number, @Nullable BigDecimal units) {
        DateRange year = new DateRange(DAY, DAY.plusYears(1).minusDays(1));
        one.authorizations.add("mmm", "M1", new Authorization(number, "lemtrada", units, DAY, year), "claim", 1);
    }
}
