package org.precept.server.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.precept.record.NewsEvent;
import org.precept.record.NewsSubscription;
import org.precept.record.NewsSubscriptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Subscriptions in {@code news_subscription}. Nothing here waits for a delivery under way. */
final class JdbcNewsSubscriptions implements NewsSubscriptions {

    private static final Logger log = LoggerFactory.getLogger(JdbcNewsSubscriptions.class);
    private static final String SELECT = "select " + NewsRows.SUBSCRIPTION + " from news_subscription where ";
    private static final String LOCK_OWNER = "select 1 from news_owner where owner = ? for update";
    private static final String COUNT = "select count(*) from news_subscription where owner = ?";
    private static final String ADD = "insert into news_subscription (" + NewsRows.SUBSCRIPTION
            + ", created_at, events) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)";
    /** Of version 0, which no subscription has: the first turn is due at once. */
    private static final String ADD_DELIVERY = """
            insert into news_delivery (subscription_id, subscription_version, delivered, failures, not_before)
            values (?, 0, 0, 0, ?)""";

    private static final String REPLACE = """
            update news_subscription set version = ?, edition = ?, status = ?, identifiers = ?, resource = ?, end_at = ?,
                heartbeat_seconds = ?, changed_at = ?
            where id = ? and version = ?""";
    private static final String PROGRESS = """
            select s.events, d.delivered, d.failures, d.failure, d.subscription_version = s.version as is_current
            from news_subscription s join news_delivery d on d.subscription_id = s.id where s.id = ?""";
    private static final String EVENTS = "select " + NewsRows.EVENT + """
             from news_handed_out h join request_event e on e.seq = h.event_seq
            where h.subscription_id = ? and h.event_number between ? and ?
            order by h.event_number fetch first ? rows only""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final EventSignal signal;

    JdbcNewsSubscriptions(JdbcTemplate jdbc, TransactionTemplate transaction, EventSignal signal) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.signal = signal;
    }

    @Override
    public boolean add(NewsSubscription added, int most) {
        ensureRow(added.owner());
        boolean taken = Boolean.TRUE.equals(transaction.execute(status -> {
            jdbc.queryForList(LOCK_OWNER, Integer.class, added.owner());
            if (Objects.requireNonNull(jdbc.queryForObject(COUNT, Integer.class, added.owner())) >= most) {
                return false;
            }
            jdbc.update(
                    ADD,
                    added.id(),
                    added.version(),
                    added.owner(),
                    added.edition(),
                    added.status().name(),
                    String.join("\n", added.identifiers()),
                    added.resource(),
                    NewsRows.time(added.end()),
                    NewsRows.seconds(added.heartbeat()),
                    NewsRows.time(added.changedAt()),
                    NewsRows.time(added.changedAt()));
            jdbc.update(ADD_DELIVERY, added.id(), NewsRows.time(added.changedAt()));
            return true;
        }));
        signal.raise();
        return taken;
    }

    /** In a transaction of its own: on PostgreSQL a key that is taken makes the rest of a transaction useless. */
    private void ensureRow(String owner) {
        Integer rows = jdbc.queryForObject("select count(*) from news_owner where owner = ?", Integer.class, owner);
        if (rows != null && rows > 0) {
            return;
        }
        try {
            jdbc.update("insert into news_owner (owner) values (?)", owner);
        } catch (DuplicateKeyException e) {
            log.debug("Another request was first to insert the row of an owner");
        }
    }

    @Override
    public Optional<NewsSubscription> find(String id) {
        return jdbc.query(SELECT + "id = ?", (row, index) -> NewsRows.subscription(row), id).stream()
                .findFirst();
    }

    @Override
    public List<NewsSubscription> of(String owner) {
        return jdbc.query(
                SELECT + "owner = ? order by created_at, id", (row, index) -> NewsRows.subscription(row), owner);
    }

    @Override
    public boolean replace(NewsSubscription next) {
        int replaced = jdbc.update(
                REPLACE,
                next.version(),
                next.edition(),
                next.status().name(),
                String.join("\n", next.identifiers()),
                next.resource(),
                NewsRows.time(next.end()),
                NewsRows.seconds(next.heartbeat()),
                NewsRows.time(next.changedAt()),
                next.id(),
                next.version() - 1);
        signal.raise();
        return replaced > 0;
    }

    /** The row of its deliveries is left to {@link JdbcNewsQueue#forget}: one may be under way. */
    @Override
    public boolean remove(String id) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean removed = jdbc.update("delete from news_subscription where id = ?", id) > 0;
            jdbc.update("delete from news_handed_out where subscription_id = ?", id);
            return removed;
        }));
    }

    @Override
    public Optional<Progress> progress(String id) {
        return jdbc
                .query(
                        PROGRESS,
                        (row, index) -> {
                            boolean current = row.getBoolean("is_current");
                            return new Progress(
                                    row.getLong("events"),
                                    row.getLong("delivered"),
                                    current ? row.getInt("failures") : 0,
                                    current ? row.getString("failure") : null);
                        },
                        id)
                .stream()
                .findFirst();
    }

    @Override
    public List<NewsEvent> events(String id, long from, long until, int most) {
        return jdbc.query(EVENTS, (row, index) -> NewsRows.event(row), id, from, until, most);
    }
}
