package org.precept.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out whom news is for. Events are locked in the order they were kept and without leaving any out, so that a second
 * process waits for the first, and numbers follow that order. An event that is for nobody is deleted.
 */
final class NewsHandOut {

    private static final String WAITING = """
            select seq, edition, submitters from request_event where handed_out_at is null
            order by seq fetch first %d rows only for update""";
    private static final String SUBSCRIPTIONS =
            "select id, edition, identifiers from news_subscription where status <> 'OFF' order by id";
    private static final String LOCK = "select events from news_subscription where id = ? for update";
    private static final String NUMBER =
            "insert into news_handed_out (subscription_id, event_number, event_seq) values (?, ?, ?)";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    NewsHandOut(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Hands out some; returns how many events there were, at most so many. */
    int some(int most) {
        if (jdbc.queryForList("select 1 from request_event where handed_out_at is null fetch first 1 rows only")
                .isEmpty()) {
            return 0;
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Waiting> waiting =
                    jdbc.query(WAITING.formatted(most), (row, index) -> Waiting.of(row, row.getLong("seq")));
            if (!waiting.isEmpty()) {
                handOut(waiting);
            }
            return waiting.size();
        }));
    }

    private void handOut(List<Waiting> waiting) {
        List<Subscribed> subscriptions = jdbc.query(SUBSCRIPTIONS, (row, index) -> Subscribed.of(row));
        // Locked in the order of their ids, as every process does.
        Map<String, List<Long>> news = new TreeMap<>();
        List<Object[]> nobodys = new ArrayList<>();
        for (Waiting event : waiting) {
            List<Subscribed> those =
                    subscriptions.stream().filter(each -> each.wants(event)).toList();
            those.forEach(each ->
                    news.computeIfAbsent(each.id(), any -> new ArrayList<>()).add(event.seq()));
            if (those.isEmpty()) {
                nobodys.add(new Object[] {event.seq()});
            }
        }
        news.forEach(this::number);
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.batchUpdate(
                "update request_event set handed_out_at = ? where seq = ?",
                waiting.stream().map(event -> new Object[] {now, event.seq()}).toList());
        if (!nobodys.isEmpty()) {
            jdbc.batchUpdate("delete from request_event where seq = ?", nobodys);
        }
    }

    private void number(String subscription, List<Long> events) {
        List<Long> last = jdbc.queryForList(LOCK, Long.class, subscription);
        if (last.isEmpty()) {
            return; // deleted meanwhile
        }
        long number = last.get(0);
        List<Object[]> rows = new ArrayList<>();
        for (long event : events) {
            rows.add(new Object[] {subscription, ++number, event});
        }
        jdbc.batchUpdate(NUMBER, rows);
        jdbc.update("update news_subscription set events = ? where id = ?", number, subscription);
    }

    /** An event that nobody has looked at. */
    private record Waiting(long seq, String edition, Set<String> submitters) {
        static Waiting of(ResultSet row, long seq) throws SQLException {
            return new Waiting(seq, row.getString("edition"), NewsRows.lines(row.getString("submitters")));
        }
    }

    /** A subscription as far as it matters here. */
    private record Subscribed(String id, String edition, Set<String> identifiers) {
        static Subscribed of(ResultSet row) throws SQLException {
            return new Subscribed(
                    row.getString("id"), row.getString("edition"), NewsRows.lines(row.getString("identifiers")));
        }

        boolean wants(Waiting event) {
            return edition.equals(event.edition()) && !Collections.disjoint(identifiers, event.submitters());
        }
    }
}
