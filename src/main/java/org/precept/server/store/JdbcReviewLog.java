package org.precept.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.precept.record.ReviewKind;
import org.precept.record.ReviewLog;
import org.springframework.jdbc.core.JdbcTemplate;

/** What reviewers did, in {@code review_log}. */
final class JdbcReviewLog implements ReviewLog {

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcTemplate jdbc;

    JdbcReviewLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Entry entry) {
        jdbc.update(
                "insert into review_log (file_id, task_id, item, reviewer, decision, decided_at, details)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                entry.fileId(),
                entry.taskId(),
                entry.item(),
                entry.reviewer(),
                entry.kind().code(),
                entry.at().atOffset(ZoneOffset.UTC),
                write(entry.details()));
    }

    @Override
    public List<Entry> ofFile(String fileId) {
        return jdbc.query(
                "select file_id, task_id, item, reviewer, decision, decided_at, details from review_log"
                        + " where file_id = ? order by seq",
                (row, index) -> entry(row),
                fileId);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("file_id"),
                row.getString("task_id"),
                row.getInt("item"),
                row.getString("reviewer"),
                ReviewKind.ofCode(row.getString("decision")).orElseThrow(),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                read(row.getString("details")));
    }

    private static String write(Map<String, String> details) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(details));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts cannot be written as JSON", e);
        }
    }

    private static Map<String, String> read(String details) {
        try {
            return JSON.readValue(details, new TypeReference<TreeMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry of review_log is no JSON", e);
        }
    }
}
