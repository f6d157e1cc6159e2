package org.precept.server.store;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.precept.record.NewsEvent;
import org.precept.record.NewsQueue;
import org.precept.record.NewsSubscription;
import org.precept.record.NewsSubscriptions;
import org.precept.record.NewsSubscriptions.Progress;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns of subscriptions. Whoever sends holds the row of {@code news_delivery} in a transaction of its own until the
 * endpoint has answered: when the process dies the database lets go of it at once, and no clock has to be trusted.
 */
final class JdbcNewsQueue implements NewsQueue {

    private static final int SOME = 200;
    private static final String DUE = """
            select s.id from news_subscription s join news_delivery d on d.subscription_id = s.id
            where (s.status <> 'OFF' and s.end_at <= ?)
                or ((d.subscription_version <> s.version or d.not_before <= ?)
                    and (s.status = 'REQUESTED'
                        or (s.status = 'ACTIVE' and (s.events > d.delivered or d.heartbeat_at <= ?))))
            order by d.not_before, s.id""";
    private static final String LOCK = "select 1 from news_delivery where subscription_id = ? for update skip locked";
    private static final String STILL_DUE = "select count(*) from (" + DUE + ") due where id = ?";
    private static final String END = """
            update news_delivery set subscription_version = ?, delivered = ?, failures = ?, failure = ?, not_before = ?,
                heartbeat_at = ?
            where subscription_id = ?""";
    private static final String CHANGE_STATUS =
            "update news_subscription set version = version + 1, status = ?, changed_at = ? where id = ? and version = ?";
    private static final String OLD = """
            select seq from request_event where handed_out_at is not null and occurred_at < ?
            order by seq fetch first %d rows only for update skip locked""".formatted(SOME);
    private static final String LEFT_BEHIND = """
            select subscription_id from news_delivery d
            where not exists (select 1 from news_subscription s where s.id = d.subscription_id)
            fetch first %d rows only for update skip locked""".formatted(SOME);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final NewsSubscriptions subscriptions;
    private final NewsHandOut handOut;
    private final EventSignal signal;
    private long seen;

    JdbcNewsQueue(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            NewsSubscriptions subscriptions,
            NewsHandOut handOut,
            EventSignal signal) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.subscriptions = subscriptions;
        this.handOut = handOut;
        this.signal = signal;
    }

    @Override
    public void await(Duration atMost) throws InterruptedException {
        signal.await(seen, atMost);
        seen = signal.seen();
    }

    @Override
    public void wake() {
        signal.raise();
    }

    @Override
    public int handOut(int most) {
        return handOut.some(most);
    }

    @Override
    public List<String> due(Instant now) {
        OffsetDateTime time = NewsRows.time(now);
        return jdbc.queryForList(DUE, String.class, time, time, time);
    }

    @Override
    public boolean take(String id, Instant now, Function<Turn, TurnEnd> work) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (jdbc.queryForList(LOCK, Integer.class, id).isEmpty() || !stillDue(id, now)) {
                return false;
            }
            NewsSubscription subscription = subscriptions.find(id).orElseThrow();
            Progress progress = subscriptions.progress(id).orElseThrow();
            List<NewsEvent> next = subscriptions.events(id, progress.delivered() + 1, Long.MAX_VALUE, 1);
            end(subscription, work.apply(new Turn(subscription, progress, next.isEmpty() ? null : next.get(0))));
            return true;
        }));
    }

    private boolean stillDue(String id, Instant now) {
        OffsetDateTime time = NewsRows.time(now);
        return Objects.requireNonNull(jdbc.queryForObject(STILL_DUE, Integer.class, time, time, time, id)) > 0;
    }

    private void end(NewsSubscription subscription, TurnEnd end) {
        int version = subscription.version();
        if (end.status() != subscription.status()
                && jdbc.update(
                                CHANGE_STATUS,
                                end.status().name(),
                                NewsRows.time(end.changedAt()),
                                subscription.id(),
                                version)
                        > 0) {
            version++;
        }
        jdbc.update(
                END,
                version,
                end.delivered(),
                end.failures(),
                end.failure(),
                NewsRows.time(end.notBefore()),
                NewsRows.time(end.heartbeatAt()),
                subscription.id());
    }

    @Override
    public boolean forget(Instant before) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            List<Object[]> events =
                    jdbc.query(OLD, (row, index) -> new Object[] {row.getLong("seq")}, NewsRows.time(before));
            if (!events.isEmpty()) {
                jdbc.batchUpdate("delete from news_handed_out where event_seq = ?", events);
                jdbc.batchUpdate("delete from request_event where seq = ?", events);
            }
            List<Object[]> left =
                    jdbc.query(LEFT_BEHIND, (row, index) -> new Object[] {row.getString("subscription_id")});
            if (!left.isEmpty()) {
                jdbc.batchUpdate("delete from news_delivery where subscription_id = ?", left);
            }
            return !events.isEmpty() || !left.isEmpty();
        }));
    }
}
