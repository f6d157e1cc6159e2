package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.record.NewsEvent;
import org.precept.record.NewsQueue.Turn;
import org.precept.record.NewsQueue.TurnEnd;
import org.precept.record.NewsSubscription;
import org.precept.record.NewsSubscription.Status;

/** News on its way, in several processes on one database that are stopped at the worst moment. */
class NewsQueueTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30.123Z");

    private String url = "";
    private final List<Process> processes = new ArrayList<>();

    private Process given(Database database) {
        url = Process.newDatabase(database);
        return another();
    }

    private Process another() {
        Process process = new Process(url, Clock.fixed(NOW, ZoneOffset.UTC));
        processes.add(process);
        return process;
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::close);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void newsGoesToThoseItIsForWithNumbersOfTheirOwn(Database database) {
        Process process = given(database);
        process.subscriptions.add(subscription("both", Status.ACTIVE, "2.2.1", "SENDER-1", "1234567893"), 20);
        process.subscriptions.add(subscription("other", Status.ACTIVE, "2.2.1", "SENDER-2"), 20);
        process.subscriptions.add(subscription("older", Status.ACTIVE, "2.0.1", "SENDER-1"), 20);
        process.subscriptions.add(subscription("off", Status.OFF, "2.2.1", "SENDER-1"), 20);

        changed(process, "f1", 2);
        changed(process, "f2", 2);
        process.news.handOut(100);
        changed(process, "f1", 3);
        process.news.handOut(100);

        assertThat(process.subscriptions.events("both", 1, 9, 9))
                .extracting(NewsEvent::number, NewsEvent::fileId, NewsEvent::fileVersion, NewsEvent::answer)
                .containsExactly(
                        tuple(1L, "f1", 2, "answer f1 2"),
                        tuple(2L, "f2", 2, "answer f2 2"),
                        tuple(3L, "f1", 3, "answer f1 3"));
        assertThat(List.of("other", "older", "off"))
                .allSatisfy(id ->
                        assertThat(process.subscriptions.events(id, 1, 9, 9)).isEmpty());
        assertThat(process.news.due(NOW)).containsExactly("both");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void anOwnerNeverHasMoreThanAllowedHoweverManyAreAddedAtOnce(Database database) throws Exception {
        List<Process> both = List.of(given(database), another());
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> racing = IntStream.range(0, 12)
                .mapToObj(each -> CompletableFuture.supplyAsync(
                        () -> {
                            await(start);
                            return both.get(each % 2)
                                    .subscriptions
                                    .add(subscription("s" + each, Status.ACTIVE, "2.2.1", "SENDER-1"), 5);
                        },
                        task -> new Thread(task).start()))
                .toList();

        start.countDown();

        int added = 0;
        for (CompletableFuture<Boolean> each : racing) {
            added += each.get(30, TimeUnit.SECONDS) ? 1 : 0;
        }
        assertThat(added).isEqualTo(5);
        assertThat(both.get(0).subscriptions.of("clinic")).hasSize(5);
        assertThat(both.get(0)
                        .subscriptions
                        .remove(both.get(0).subscriptions.of("clinic").get(0).id()))
                .isTrue();
        assertThat(both.get(1).subscriptions.add(subscription("next", Status.ACTIVE, "2.2.1", "SENDER-1"), 5))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void newsThatIsForNobodyIsNotKept(Database database) {
        Process process = given(database);
        changed(process, "f1", 2);

        assertThat(process.news.handOut(100)).isOne();

        assertThat(process.jdbc.queryForList("select 1 from request_event")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aTurnThatIsCutOffComesAgainInAnotherProcess(Database database) {
        Process process = given(database);
        process.subscriptions.add(subscription("s", Status.ACTIVE, "2.2.1", "SENDER-1"), 20);
        changed(process, "f1", 2);
        process.news.handOut(100);

        assertThatThrownBy(() -> process.news.take("s", NOW, turn -> {
                    process.source.close();
                    throw new IllegalStateException("killed");
                }))
                .isInstanceOf(RuntimeException.class);

        Process next = another();
        assertThat(next.news.due(NOW)).containsExactly("s");
        assertThat(numbers(next, "s")).containsExactly(1L);
        assertThat(next.news.due(NOW)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatWasKeptButNotHandedOutIsHandedOutByTheNextProcess(Database database) {
        Process process = given(database);
        process.subscriptions.add(subscription("s", Status.ACTIVE, "2.2.1", "SENDER-1"), 20);
        changed(process, "f1", 2);
        changed(process, "f1", 3);
        process.close();

        Process next = another();
        next.news.handOut(1);
        next.news.handOut(1);

        assertThat(next.subscriptions.events("s", 1, 9, 9))
                .extracting(NewsEvent::fileVersion)
                .containsExactly(2, 3);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whileOneProcessSendsAnotherLeavesTheSubscriptionAlone(Database database) throws Exception {
        Process one = given(database);
        Process other = another();
        one.subscriptions.add(subscription("s", Status.ACTIVE, "2.2.1", "SENDER-1"), 20);
        changed(one, "f1", 2);
        one.news.handOut(100);
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        CompletableFuture<Boolean> turn = CompletableFuture.supplyAsync(() -> one.news.take("s", NOW, each -> {
            sending.countDown();
            await(answered);
            return delivered(each);
        }));
        assertThat(sending.await(5, TimeUnit.SECONDS)).isTrue();

        boolean taken = other.news.take("s", NOW, each -> delivered(each));
        // Neither a decision nor its owner nor the one who hands out waits for the endpoint.
        changed(other, "f1", 3);
        assertThat(other.news.handOut(100)).isOne();
        NewsSubscription current = other.subscriptions.find("s").orElseThrow();
        assertThat(other.subscriptions.replace(version(current, 2, Status.OFF))).isTrue();
        answered.countDown();

        assertThat(taken).isFalse();
        assertThat(turn.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(other.subscriptions.find("s").orElseThrow().status()).isEqualTo(Status.OFF);
        assertThat(other.subscriptions.progress("s").orElseThrow().delivered()).isOne();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void eventsOfOneRequestKeepTheirOrderWhenProcessesHandOutSideBySide(Database database) throws Exception {
        Process one = given(database);
        Process other = another();
        one.subscriptions.add(subscription("s", Status.ACTIVE, "2.2.1", "SENDER-1"), 20);
        int files = 4;
        int versions = 25;

        List<CompletableFuture<Void>> work = new ArrayList<>();
        for (int file = 0; file < files; file++) {
            String id = "f" + file;
            Process process = file % 2 == 0 ? one : other;
            work.add(CompletableFuture.runAsync(() -> IntStream.rangeClosed(2, versions)
                    .forEach(version -> process.authorizations.exclusively("mmm", id, () -> {
                        process.events.answerChanged(RequestEventsTest.file(id, version), "answer");
                        return version;
                    }))));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(work.toArray(CompletableFuture[]::new));
        List<CompletableFuture<Void>> handing = List.of(one, other).stream()
                .map(process -> CompletableFuture.runAsync(() -> {
                    while (!all.isDone() || process.news.handOut(7) > 0) {
                        process.news.handOut(3);
                    }
                }))
                .toList();
        all.get(60, TimeUnit.SECONDS);
        for (CompletableFuture<Void> each : handing) {
            each.get(60, TimeUnit.SECONDS);
        }

        List<NewsEvent> events = one.subscriptions.events("s", 1, 1000, 1000);
        assertThat(events).hasSize(files * (versions - 1));
        assertThat(events).extracting(NewsEvent::number).doesNotHaveDuplicates().isSorted();
        for (int file = 0; file < files; file++) {
            String id = "f" + file;
            assertThat(events.stream()
                            .filter(event -> event.fileId().equals(id))
                            .map(NewsEvent::fileVersion))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(2, versions).boxed().toList());
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void anEndpointThatFailedIsLeftAloneUntilItsTimeAndStartsAnewWhenItsOwnerChangesIt(Database database) {
        Process process = given(database);
        process.subscriptions.add(subscription("s", Status.REQUESTED, "2.2.1", "SENDER-1"), 20);
        Instant later = NOW.plusSeconds(60);

        process.news.take("s", NOW, turn -> new TurnEnd(Status.REQUESTED, 0, 3, "HTTP 500", NOW, later, null));

        assertThat(process.news.due(NOW)).isEmpty();
        assertThat(process.news.take("s", NOW, turn -> delivered(turn))).isFalse();
        assertThat(process.news.due(later)).containsExactly("s");
        assertThat(process.subscriptions.progress("s").orElseThrow().failures()).isEqualTo(3);

        NewsSubscription current = process.subscriptions.find("s").orElseThrow();
        assertThat(process.subscriptions.replace(version(current, 2, Status.REQUESTED)))
                .isTrue();
        assertThat(process.subscriptions.replace(version(current, 2, Status.REQUESTED)))
                .isFalse();

        assertThat(process.news.due(NOW)).containsExactly("s");
        assertThat(process.subscriptions.progress("s").orElseThrow().failures()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void heartbeatsAndEndsAreDue(Database database) {
        Process process = given(database);
        process.subscriptions.add(subscription("s", Status.ACTIVE, "2.2.1", "SENDER-1"), 20);
        NewsSubscription current = process.subscriptions.find("s").orElseThrow();
        process.subscriptions.replace(new NewsSubscription(
                "s", 2, "clinic", "2.2.1", Status.ACTIVE, current.identifiers(), "{}", NOW.plusSeconds(90), null, NOW));
        assertThat(process.news.due(NOW)).isEmpty();

        process.news.take("s", NOW, turn -> new TurnEnd(Status.ACTIVE, 0, 0, null, NOW, NOW, NOW.plusSeconds(60)));
        process.jdbc.update("update news_delivery set heartbeat_at = ?", NewsRows.time(NOW.plusSeconds(60)));

        assertThat(process.news.due(NOW.plusSeconds(59))).isEmpty();
        assertThat(process.news.due(NOW.plusSeconds(60))).containsExactly("s");
        process.jdbc.update("update news_delivery set heartbeat_at = null");
        assertThat(process.news.due(NOW.plusSeconds(89))).isEmpty();
        assertThat(process.news.due(NOW.plusSeconds(90))).containsExactly("s");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatWasKeptLongEnoughAndWhatTheDeletedLeftBehindGoes(Database database) {
        Process process = given(database);
        process.subscriptions.add(subscription("s", Status.ACTIVE, "2.2.1", "SENDER-1"), 20);
        process.subscriptions.add(subscription("gone", Status.ACTIVE, "2.2.1", "SENDER-1"), 20);
        changed(process, "f1", 2);
        process.news.handOut(100);
        changed(process, "f1", 3);
        assertThat(process.subscriptions.remove("gone")).isTrue();
        assertThat(process.subscriptions.remove("gone")).isFalse();

        assertThat(process.news.forget(NOW)).isTrue();
        assertThat(process.news.forget(NOW)).isFalse();
        assertThat(process.subscriptions.events("s", 1, 9, 9)).hasSize(1);
        assertThat(process.news.forget(NOW.plus(Duration.ofMillis(1)))).isTrue();

        assertThat(process.subscriptions.events("s", 1, 9, 9)).isEmpty();
        assertThat(process.jdbc.queryForList("select subscription_id from news_delivery", String.class))
                .containsExactly("s");
        assertThat(process.news.handOut(100)).isOne();
        assertThat(process.subscriptions.events("s", 1, 9, 9))
                .extracting(NewsEvent::number)
                .containsExactly(2L);
    }

    /** Delivers all that is due; returns the numbers of what was delivered. */
    private static List<Long> numbers(Process process, String id) {
        List<Long> numbers = new ArrayList<>();
        while (process.news.take(id, NOW, turn -> {
            NewsEvent next = turn.next();
            assertThat(next).isNotNull();
            numbers.add(next.number());
            return delivered(turn);
        })) {
            assertThat(numbers).hasSizeLessThan(100);
        }
        return numbers;
    }

    private static TurnEnd delivered(Turn turn) {
        NewsEvent next = turn.next();
        return new TurnEnd(Status.ACTIVE, next == null ? 0 : next.number(), 0, null, NOW, NOW, null);
    }

    private static void changed(Process process, String file, int version) {
        process.transaction.executeWithoutResult(status ->
                process.events.answerChanged(RequestEventsTest.file(file, version), "answer " + file + " " + version));
    }

    static NewsSubscription subscription(String id, Status status, String edition, String... identifiers) {
        return new NewsSubscription(id, 1, "clinic", edition, status, Set.of(identifiers), "{}", null, null, NOW);
    }

    private static NewsSubscription version(NewsSubscription before, int version, Status status) {
        @Nullable Instant end = before.end();
        return new NewsSubscription(
                before.id(), version, "clinic", before.edition(), status, before.identifiers(), "{}", end, null, NOW);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
