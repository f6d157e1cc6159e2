package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers at the same time share a transaction; each hears what became of its own item. */
@Timeout(30)
class GroupCommitTest {

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final List<List<Integer>> transactions = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch firstBegan = new CountDownLatch(1);
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final GroupCommit<Integer> commits = new GroupCommit<>(this::transaction);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    private void transaction(List<Integer> items) {
        firstBegan.countDown();
        await(firstMayEnd);
        if (items.stream().anyMatch(item -> item < 0)) {
            throw new IllegalArgumentException("refused " + items);
        }
        transactions.add(items);
    }

    @Test
    void aCallerAloneWritesAtOnce() {
        firstMayEnd.countDown();

        commits.write(1);
        commits.write(2);

        assertThat(transactions).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whoComesDuringACommitGoesWithTheOthers() throws Exception {
        List<Future<?>> all = new ArrayList<>(List.of(callers.submit(() -> commits.write(1))));
        await(firstBegan);
        IntStream.rangeClosed(2, 9).forEach(item -> all.add(callers.submit(() -> commits.write(item))));
        givenWaiting(8);

        firstMayEnd.countDown();
        for (Future<?> each : all) {
            each.get();
        }

        assertThat(transactions).hasSize(2);
        assertThat(transactions.get(0)).containsExactly(1);
        assertThat(transactions.get(1)).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void oneThatCannotBeWrittenFailsAlone() throws Exception {
        Future<?> first = callers.submit(() -> commits.write(1));
        await(firstBegan);
        Future<?> good = callers.submit(() -> commits.write(2));
        Future<?> bad = callers.submit(() -> commits.write(-3));
        givenWaiting(2);

        firstMayEnd.countDown();

        first.get();
        good.get();
        assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("refused [-3]");
        assertThat(transactions).containsExactlyInAnyOrder(List.of(1), List.of(2));
    }

    @Test
    void moreThanAGroupHoldsAreWrittenInSeveral() throws Exception {
        List<Future<?>> all = new ArrayList<>(List.of(callers.submit(() -> commits.write(0))));
        await(firstBegan);
        IntStream.rangeClosed(1, 150).forEach(item -> all.add(callers.submit(() -> commits.write(item))));
        givenWaiting(150);

        firstMayEnd.countDown();
        for (Future<?> each : all) {
            each.get();
        }

        assertThat(transactions)
                .hasSizeBetween(4, 5)
                .allSatisfy(group -> assertThat(group).hasSizeLessThanOrEqualTo(65));
        assertThat(transactions.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(0, 150).boxed().toList());
    }

    /** Every caller that waits for another one's commit stands in {@code wait}. */
    private void givenWaiting(int count) throws InterruptedException {
        while (commits.waiting() < count) {
            Thread.sleep(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
