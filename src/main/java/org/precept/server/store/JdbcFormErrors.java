package org.precept.server.store;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.record.FormErrors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reports about forms in {@code questionnaire_error}; the key is a digest of what was said, so that it is kept once. */
final class JdbcFormErrors implements FormErrors {

    private static final String AGAIN = "update questionnaire_error set times = times + 1, last_at = ? where id = ?";
    private static final String INSERT = """
            insert into questionnaire_error (id, questionnaire, first_at, last_at, times, packed_outcomes)
            values (?, ?, ?, ?, 1, ?)""";
    private static final String COUNT = "select count(*) from questionnaire_error";
    private static final String FIND =
            "select questionnaire, first_at, last_at, times, packed_outcomes from questionnaire_error";

    private final JdbcTemplate jdbc;
    private final long most;

    /** @param most how many different reports are kept */
    JdbcFormErrors(JdbcTemplate jdbc, long most) {
        this.jdbc = jdbc;
        this.most = most;
    }

    /** Outside of a transaction: a key that is taken would end PostgreSQL's. */
    @Override
    public boolean keep(String questionnaire, String outcomes, Instant receivedAt) {
        String id = Hashing.sha256()
                .hashString(questionnaire + '\n' + outcomes, StandardCharsets.UTF_8)
                .toString();
        OffsetDateTime at = receivedAt.atOffset(ZoneOffset.UTC);
        if (jdbc.update(AGAIN, at, id) > 0) {
            return true;
        }
        Long kept = jdbc.queryForObject(COUNT, Long.class);
        if (kept != null && kept >= most) {
            return false;
        }
        try {
            jdbc.update(INSERT, id, questionnaire, at, at, Packed.pack(outcomes));
        } catch (DuplicateKeyException saidMeanwhile) {
            jdbc.update(AGAIN, at, id);
        }
        return true;
    }

    @Override
    public List<Reported> find(@Nullable String questionnaire, @Nullable Instant before, int most) {
        List<Object> parameters = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        if (questionnaire != null) {
            conditions.add("(questionnaire = ? or questionnaire like ? escape '!')");
            parameters.add(questionnaire);
            parameters.add(questionnaire.replace("!", "!!").replace("_", "!_").replace("%", "!%") + "|%");
        }
        if (before != null) {
            conditions.add("last_at < ?");
            parameters.add(before.atOffset(ZoneOffset.UTC));
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        parameters.add(most);
        return jdbc.query(
                FIND + where + " order by last_at desc, id fetch first ? rows only",
                (row, index) -> reported(row),
                parameters.toArray());
    }

    private static Reported reported(ResultSet row) throws SQLException {
        return new Reported(
                row.getString("questionnaire"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                row.getInt("times"),
                Packed.unpack(row.getBytes("packed_outcomes")));
    }
}
