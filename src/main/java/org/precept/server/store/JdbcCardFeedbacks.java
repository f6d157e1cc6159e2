package org.precept.server.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.precept.record.CallId;
import org.precept.record.CardFeedback;
import org.precept.record.CardFeedback.Outcome;
import org.precept.record.CardFeedbacks;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Feedback in {@code card_feedback}; the key is a digest of what was said, so that it is kept once. */
final class JdbcCardFeedbacks implements CardFeedbacks {

    private static final String INSERT = """
            insert into card_feedback (id, card, hook_call, service, topic, outcome, reason, outcome_at, received_at,
                packed_entry)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String ON_CALL = """
            select card, hook_call, service, topic, outcome, reason, outcome_at, received_at, packed_entry
            from card_feedback
            where hook_call = ?
            order by outcome_at, received_at""";
    private static final String OUTCOMES = """
            select card, outcome from card_feedback
            where hook_call >= ? and hook_call <= ?
            order by outcome_at, received_at""";

    private final JdbcTemplate jdbc;

    JdbcCardFeedbacks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Outside of a transaction: a key that is taken would end PostgreSQL's. */
    @Override
    public boolean keep(CardFeedback feedback) {
        CallId call = feedback.call();
        try {
            jdbc.update(
                    INSERT,
                    digest(feedback),
                    JdbcHookLog.clip(feedback.card()),
                    call == null ? null : call.toString(),
                    feedback.service(),
                    feedback.topic(),
                    feedback.outcome().name(),
                    JdbcHookLog.clip(feedback.reason()),
                    feedback.outcomeAt().atOffset(ZoneOffset.UTC),
                    feedback.receivedAt().atOffset(ZoneOffset.UTC),
                    Packed.pack(feedback.entry()));
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override
    public List<CardFeedback> onCall(CallId call) {
        return jdbc.query(ON_CALL, (row, index) -> feedback(row), call.toString());
    }

    @Override
    public Map<UUID, Outcome> outcomes(CallId first, CallId last) {
        Map<UUID, Outcome> outcomes = new HashMap<>();
        jdbc.query(
                OUTCOMES,
                row -> {
                    outcomes.put(UUID.fromString(row.getString("card")), Outcome.valueOf(row.getString("outcome")));
                },
                first.toString(),
                last.toString());
        return outcomes;
    }

    private static CardFeedback feedback(ResultSet row) throws SQLException {
        return new CardFeedback(
                row.getString("card"),
                new CallId(UUID.fromString(row.getString("hook_call"))),
                row.getString("service"),
                row.getString("topic"),
                Outcome.valueOf(row.getString("outcome")),
                row.getString("reason"),
                row.getObject("outcome_at", OffsetDateTime.class).toInstant(),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                Packed.unpack(row.getBytes("packed_entry")));
    }

    private static String digest(CardFeedback feedback) {
        try {
            byte[] said = (feedback.service() + '\n' + feedback.entry()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(said));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
