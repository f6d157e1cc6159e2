package org.precept.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.precept.record.Arrival;
import org.precept.record.Documents;
import org.precept.record.TraceDocument;
import org.springframework.jdbc.core.JdbcTemplate;

/** Documents of pended items in {@code trace_document}, arrivals in {@code redecision_due}. */
final class JdbcDocuments implements Documents {

    private static final String ARRIVED = """
            insert into redecision_due (trace, document, subject, code, last_of_trace, arrived_at, attempts, due_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String WAITING = """
            select seq, trace, document, subject, code, last_of_trace, arrived_at, attempts from redecision_due""";
    private static final String AGAIN =
            "update trace_document set code = ?, arrived_at = ? where trace = ? and document = ?";
    private static final String KEEP =
            "insert into trace_document (code, arrived_at, trace, document) values (?, ?, ?, ?)";

    private final JdbcTemplate jdbc;

    JdbcDocuments(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void arrived(Arrival arrival, Instant notBefore) {
        jdbc.update(
                ARRIVED,
                arrival.trace(),
                arrival.document(),
                arrival.subject(),
                arrival.code(),
                arrival.last(),
                utc(arrival.at()),
                arrival.attempts(),
                utc(notBefore));
    }

    @Override
    public List<Arrival> due(Instant now, int most) {
        return jdbc.query(
                WAITING + " where due_at <= ? order by seq limit ?", (row, index) -> arrival(row), utc(now), most);
    }

    @Override
    public List<Arrival> waiting(Collection<String> traces) {
        return traces.isEmpty()
                ? List.of()
                : jdbc.query(
                        WAITING + " where trace in " + marks(traces.size()) + " order by seq",
                        (row, index) -> arrival(row),
                        traces.toArray());
    }

    @Override
    public void taken(Collection<Arrival> belonging, Collection<Arrival> others) {
        for (Arrival arrival : belonging) {
            Object[] values = {arrival.code(), utc(arrival.at()), arrival.trace(), arrival.document()};
            if (jdbc.update(AGAIN, values) == 0) {
                jdbc.update(KEEP, values);
            }
        }
        List<Arrival> all = new ArrayList<>(belonging);
        all.addAll(others);
        all.forEach(arrival -> jdbc.update("delete from redecision_due where seq = ?", arrival.id()));
    }

    @Override
    public void failed(String trace, Instant notBefore) {
        jdbc.update(
                "update redecision_due set attempts = attempts + 1, due_at = ? where trace = ?", utc(notBefore), trace);
    }

    @Override
    public long stuck() {
        Long count = jdbc.queryForObject("select count(*) from redecision_due where attempts > 0", Long.class);
        return count == null ? 0 : count;
    }

    @Override
    public List<TraceDocument> of(Collection<String> traces) {
        return traces.isEmpty()
                ? List.of()
                : jdbc.query(
                        "select trace, document, code, arrived_at from trace_document where trace in "
                                + marks(traces.size())
                                + " order by arrived_at, document",
                        (row, index) -> new TraceDocument(
                                row.getString("trace"),
                                row.getString("document"),
                                row.getString("code"),
                                instant(row, "arrived_at")),
                        traces.toArray());
    }

    private static Arrival arrival(ResultSet row) throws SQLException {
        return new Arrival(
                row.getLong("seq"),
                row.getString("trace"),
                row.getString("document"),
                row.getString("subject"),
                row.getString("code"),
                row.getBoolean("last_of_trace"),
                instant(row, "arrived_at"),
                row.getInt("attempts"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String marks(int values) {
        return "(" + String.join(", ", Collections.nCopies(values, "?")) + ")";
    }
}
