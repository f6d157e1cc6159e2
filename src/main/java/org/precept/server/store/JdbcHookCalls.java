package org.precept.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.precept.record.CallId;
import org.precept.record.CallSearch;
import org.precept.record.CallSummary;
import org.precept.record.HookCalls;
import org.precept.record.LoggedCall;
import org.precept.record.MeasuredCall;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads {@code hook_call}. Times are looked up in the ids, which begin with them. */
final class JdbcHookCalls implements HookCalls {

    private static final String SUMMARY = "id, received_at, service, hook_instance, payer, member_number, status";
    private static final String FIND =
            "select " + SUMMARY + ", packed_request, packed_response from hook_call where id = ?";
    private static final String MEASURED = """
            select id, measures from hook_call
            where id > ? and id < ? and measures is not null
            order by id
            fetch first ? rows only""";

    private final JdbcTemplate jdbc;

    JdbcHookCalls(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<CallSummary> search(CallSearch search) {
        Where where = new Where();
        if (search.assertion() != null) {
            Optional<CallId> call = CallId.ofAssertion(search.assertion());
            if (call.isEmpty()) {
                return List.of();
            }
            where.and("id = ?", call.get().toString());
        }
        where.and("hook_instance = ?", JdbcHookLog.clip(search.hookInstance()));
        where.and("member_number = ?", JdbcHookLog.clip(search.member()));
        where.and("payer = ?", search.payer());
        where.and("id >= ?", first(search.from()));
        where.and("id < ?", first(search.to()));
        where.and("id < ?", search.before() == null ? null : search.before().toString());
        where.values.add(search.most());
        return jdbc.query(
                "select " + SUMMARY + " from hook_call where " + where.sql
                        + " order by id desc fetch first ? rows only",
                (row, index) -> summary(row),
                where.values.toArray());
    }

    @Override
    public Optional<LoggedCall> find(CallId id) {
        return jdbc
                .query(
                        FIND,
                        (row, index) -> new LoggedCall(
                                summary(row),
                                Packed.unpackBytes(row.getBytes("packed_request")),
                                Packed.unpackBytes(row.getBytes("packed_response"))),
                        id.toString())
                .stream()
                .findFirst();
    }

    @Override
    public Optional<byte[]> answer(CallId id) {
        return jdbc
                .queryForList("select packed_response from hook_call where id = ?", byte[].class, id.toString())
                .stream()
                .findFirst()
                .map(Packed::unpackBytes);
    }

    @Override
    public List<MeasuredCall> measured(CallId after, Instant until, int most) {
        return jdbc.query(
                MEASURED,
                (row, index) -> new MeasuredCall(id(row), row.getString("measures")),
                after.toString(),
                CallId.first(until).toString(),
                most);
    }

    private static CallSummary summary(ResultSet row) throws SQLException {
        return new CallSummary(
                id(row),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("service"),
                row.getString("hook_instance"),
                row.getString("payer"),
                row.getString("member_number"),
                row.getInt("status"));
    }

    private static @Nullable String first(@Nullable Instant received) {
        return received == null ? null : CallId.first(received).toString();
    }

    private static CallId id(ResultSet row) throws SQLException {
        return new CallId(UUID.fromString(row.getString("id")));
    }

    /** Conditions that all must hold; those without a value are left out. */
    private static final class Where {
        private final StringBuilder sql = new StringBuilder("1 = 1");
        private final List<Object> values = new ArrayList<>();

        private void and(String condition, @Nullable String value) {
            if (value != null) {
                sql.append(" and ").append(condition);
                values.add(value);
            }
        }
    }
}
