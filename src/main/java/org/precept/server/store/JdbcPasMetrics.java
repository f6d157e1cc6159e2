package org.precept.server.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.precept.record.CallId;
import org.precept.record.PasMetrics;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What was measured of exchanges, in {@code pas_exchange}; times are looked up in the ids, which begin with them. */
final class JdbcPasMetrics implements PasMetrics {

    private static final String READ =
            "select id, measures from pas_exchange where id > ? and id < ? order by id fetch first ? rows only";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    JdbcPasMetrics(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void keep(List<Measured> exchanges) {
        List<Object[]> rows = exchanges.stream()
                .map(each -> new Object[] {each.id().toString(), each.measures()})
                .toList();
        transaction.executeWithoutResult(
                status -> jdbc.batchUpdate("insert into pas_exchange (id, measures) values (?, ?)", rows));
    }

    @Override
    public List<Measured> measured(CallId after, Instant until, int most) {
        return jdbc.query(
                READ,
                (row, index) -> new Measured(new CallId(UUID.fromString(row.getString(1))), row.getString(2)),
                after.toString(),
                CallId.first(until).toString(),
                most);
    }
}
