package org.precept.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContext.Kind;
import org.precept.record.RequestContexts;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was said under assertion ids and trace numbers, in {@code request_context}. */
final class JdbcRequestContexts implements RequestContexts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UPDATE = """
            update request_context set kind = ?, payer = ?, member_number = ?, packed_requests = ?, recorded_at = ?,
                hook_call = ?
            where id = ?""";
    private static final String INSERT = """
            insert into request_context (kind, payer, member_number, packed_requests, recorded_at, hook_call, id)
            values (?, ?, ?, ?, ?, ?, ?)""";
    private static final String FIND =
            "select id, kind, payer, member_number, packed_requests, recorded_at from request_context where id = ?";

    private final JdbcTemplate jdbc;

    JdbcRequestContexts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A pended item that is decided again is remembered again under its trace number: the later one stays. */
    @Override
    public void remember(RequestContext context) {
        @Nullable Object[] values = values(context, null);
        if (jdbc.update(UPDATE, values) == 0) {
            jdbc.update(INSERT, values);
        }
    }

    /** Rows for the assertions made in a hook call; their ids are new. */
    List<@Nullable Object[]> rows(List<RequestContext> contexts, String hookCall) {
        return contexts.stream().map(context -> values(context, hookCall)).toList();
    }

    void add(List<@Nullable Object[]> rows) {
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(INSERT, rows);
        }
    }

    @Override
    public Optional<RequestContext> find(String id) {
        return jdbc.query(FIND, (row, index) -> context(row), id).stream().findFirst();
    }

    private static @Nullable Object[] values(RequestContext context, @Nullable String hookCall) {
        return new @Nullable Object[] {
            context.kind().name(),
            context.payer(),
            context.memberNumber(),
            Packed.pack(write(context.requests())),
            context.recordedAt().atOffset(ZoneOffset.UTC),
            hookCall,
            context.id()
        };
    }

    private static RequestContext context(ResultSet row) throws SQLException {
        return new RequestContext(
                row.getString("id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("payer"),
                row.getString("member_number"),
                read(Packed.unpack(row.getBytes("packed_requests"))),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant());
    }

    private static String write(List<ContextRequest> requests) {
        try {
            return JSON.writeValueAsString(requests);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request context cannot be written as JSON", e);
        }
    }

    private static List<ContextRequest> read(String json) {
        try {
            return Arrays.asList(JSON.readValue(json, ContextRequest[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored request context cannot be read", e);
        }
    }
}
