package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.policy.DateRange;

/** Two processes, many requests of one member: the limit holds, numbers do not repeat, what is undone leaves nothing. */
class LedgerRaceTest {

    private static final int THREADS = 12;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final BigDecimal LIMIT = BigDecimal.valueOf(60);
    private static final BigDecimal UNITS = BigDecimal.valueOf(12);

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(Process::close);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void theLimitHoldsAndNumbersAreUnique(Database database) throws Exception {
        given(database);

        List<String> approved = new ArrayList<>();
        for (String answer : race(index -> () -> request(processes.get(index % 2), "race", index))) {
            if (!answer.isEmpty()) {
                approved.add(answer);
            }
        }

        Ledger ledger = processes.get(0).authorizations.of("mmm", "race");
        assertThat(ledger.used("lemtrada", DAY, 365)).isEqualByComparingTo(LIMIT);
        assertThat(ledger.authorizations())
                .extracting(Authorization::number)
                .containsExactlyInAnyOrderElementsOf(approved);
        assertThat(approved).hasSize(5).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void theFirstRequestsOfManyMembersMeetInTwoProcesses(Database database) throws Exception {
        given(database);

        for (int member = 0; member < 20; member++) {
            String number = "first-" + member;
            race(index -> () -> request(processes.get(index % 2), number, index));

            assertThat(processes.get(1).authorizations.of("mmm", number).used("lemtrada", DAY, 365))
                    .isEqualByComparingTo(LIMIT);
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void numbersAreUniqueOverProcessesAndRestarts(Database database) throws Exception {
        given(database);

        List<String> numbers = new ArrayList<>();
        race(index -> () -> {
                    List<String> drawn = new ArrayList<>();
                    for (int i = 0; i < 50; i++) {
                        drawn.add(processes.get(index % 2).authorizations.nextNumber());
                        drawn.add(processes.get(index % 2).authorizations.nextTraceNumber());
                    }
                    return drawn;
                })
                .forEach(numbers::addAll);
        String url = processes.get(0).source.getJdbcUrl();
        processes.forEach(Process::close);
        processes.clear();
        processes.add(new Process(url, Clock.systemUTC()));
        numbers.add(processes.get(0).authorizations.nextNumber());

        assertThat(numbers).hasSize(THREADS * 100 + 1).doesNotHaveDuplicates();
        assertThat(numbers).allMatch(number -> number.matches("(PA|TR)[0-9]{9}[0-9X]"));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatIsUndoneLeavesNothing(Database database) {
        given(database);
        Process process = processes.get(0);

        assertThatThrownBy(() -> process.authorizations.exclusively("mmm", "undone", () -> {
                    add(process, "undone", "claim-1");
                    process.submissions.keep("digest", "answer");
                    throw new IllegalArgumentException("stop");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stop");

        assertThat(process.authorizations.of("mmm", "undone").authorizations()).isEmpty();
        assertThat(process.submissions.answerTo("digest")).isEmpty();
        // The lock is free again, here and for the other process.
        approve(process, "undone", "claim-2");
        approve(processes.get(1), "undone", "claim-3");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aTransactionOfTheMemberIsNotPartOfAnother(Database database) {
        given(database);
        Process process = processes.get(0);

        assertThatThrownBy(() -> process.transaction.execute(
                        status -> process.authorizations.exclusively("mmm", "nested", () -> 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    /** H2 keeps its file to one process, so there the second process has its own pool in this JVM. */
    private void given(Database database) {
        String url = Process.newDatabase(database);
        processes.add(new Process(url, Clock.systemUTC()));
        processes.add(new Process(url, Clock.systemUTC()));
    }

    /** Reads the ledger, decides, takes its time, approves: the number, or empty when nothing was left. */
    private static String request(Process process, String member, int index) {
        return process.authorizations.exclusively("mmm", member, () -> {
            BigDecimal used = process.authorizations.of("mmm", member).used("lemtrada", DAY, 365);
            if (used.add(UNITS).compareTo(LIMIT) > 0) {
                return "";
            }
            pause();
            return add(process, member, "claim-" + index);
        });
    }

    private static void approve(Process process, String member, String claim) {
        process.authorizations.exclusively("mmm", member, () -> add(process, member, claim));
    }

    private static String add(Process process, String member, String claim) {
        String number = process.authorizations.nextNumber();
        DateRange year = new DateRange(DAY, DAY.plusYears(1).minusDays(1));
        process.authorizations.add("mmm", member, new Authorization(number, "lemtrada", UNITS, DAY, year), claim, 1);
        return number;
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Requests<T> {
        Callable<T> at(int index);
    }

    private static <T> List<T> race(Requests<T> requests) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<T>> running = new ArrayList<>();
            for (int index = 0; index < THREADS; index++) {
                Callable<T> request = requests.at(index);
                running.add(pool.submit(() -> {
                    start.await();
                    return request.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : running) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }
}
