package org.precept.server.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.precept.record.CallId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes what has been kept long enough: hook calls, assertions made in them, feedback on their cards,
 * measured exchanges, reports about forms. Some rows in each
 * transaction; rows that another server process is deleting are left to it.
 */
final class ExpiredCalls {

    /** Rows of each table in one transaction. */
    static final int SOME = 200;

    private static final String CALLS = "select id from hook_call where id < ? order by id";
    private static final String ASSERTIONS =
            "select id from request_context where id < ? and kind = 'ASSERTION' order by id";
    private static final String FEEDBACK = "select id from card_feedback where received_at < ?";

    private static final String EXCHANGES = "select id from pas_exchange where id < ? order by id";
    private static final String ERRORS = "select id from questionnaire_error where last_at < ?";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LogRetention retention;
    private final FormErrorRetention errors;
    private final PasMetricsRetention metrics;
    private final Clock clock;

    ExpiredCalls(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            LogRetention retention,
            FormErrorRetention errors,
            PasMetricsRetention metrics,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.retention = retention;
        this.errors = errors;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Deletes some; false when nothing was there to delete. */
    boolean deleteSome() {
        Instant now = clock.instant();
        Instant calls = retention.calls(now);
        String lastAssertion = CallId.first(retention.assertions(now)).toString();
        int deleted = delete("hook_call", CALLS, CallId.first(calls).toString())
                + delete("request_context", ASSERTIONS, lastAssertion)
                + delete("card_feedback", FEEDBACK, calls.atOffset(ZoneOffset.UTC))
                + delete(
                        "pas_exchange",
                        EXCHANGES,
                        CallId.first(metrics.before(now)).toString())
                + delete("questionnaire_error", ERRORS, errors.before(now).atOffset(ZoneOffset.UTC));
        return deleted > 0;
    }

    private int delete(String table, String select, Object before) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Object[]> ids = jdbc.query(
                    select + " fetch first " + SOME + " rows only for update skip locked",
                    (row, index) -> new Object[] {row.getString("id")},
                    before);
            if (!ids.isEmpty()) {
                jdbc.batchUpdate("delete from " + table + " where id = ?", ids);
            }
            return ids.size();
        }));
    }
}
