package org.precept.server.store;

import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.record.HookCall;
import org.precept.record.HookLog;
import org.precept.server.store.GuidanceQueue.Entry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hook calls in {@code hook_call}, their assertions in {@code request_context}, their determinations in the queue. Calls
 * that end at the same time are committed together.
 */
final class JdbcHookLog implements HookLog {

    private static final int LONGEST = 255;
    private static final String INSERT = """
            insert into hook_call (id, hook_instance, service, payer, member_number, received_at, status,
                packed_request, packed_response, measures)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;
    private final JdbcRequestContexts contexts;
    private final GuidanceQueue queue;
    private final PendingGuidance pending;
    private final GroupCommit<Rows> commits;

    JdbcHookLog(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            JdbcRequestContexts contexts,
            GuidanceQueue queue,
            PendingGuidance pending) {
        this.jdbc = jdbc;
        this.contexts = contexts;
        this.queue = queue;
        this.pending = pending;
        this.commits = new GroupCommit<>(calls -> transaction.executeWithoutResult(status -> insert(calls)));
    }

    @Override
    public void keep(HookCall call) {
        String id = call.id().toString();
        Rows rows =
                new Rows(row(id, call), contexts.rows(call.contexts(), id), queue.entries(id, call.determinations()));
        List<String> ids = rows.entries.stream().map(Entry::id).toList();
        pending.expect(ids);
        boolean committed = false;
        try {
            commits.write(rows);
            committed = true;
        } finally {
            if (committed) {
                pending.added(ids);
            } else {
                pending.done(ids);
            }
        }
    }

    /** What one call adds to each table, made before the transaction begins. */
    private record Rows(@Nullable Object[] call, List<@Nullable Object[]> contexts, List<Entry> entries) {}

    private void insert(List<Rows> calls) {
        jdbc.batchUpdate(INSERT, calls.stream().map(Rows::call).toList());
        contexts.add(calls.stream().flatMap(rows -> rows.contexts.stream()).toList());
        queue.add(calls.stream().flatMap(rows -> rows.entries.stream()).toList());
    }

    private static @Nullable Object[] row(String id, HookCall call) {
        return new @Nullable Object[] {
            id,
            clip(call.hookInstance()),
            call.service(),
            call.payer(),
            clip(call.memberNumber()),
            call.receivedAt().atOffset(ZoneOffset.UTC),
            call.status(),
            Packed.pack(AccessTokens.removedFrom(call.request())),
            Packed.pack(call.response()),
            call.measures()
        };
    }

    /**
     * A client's text for a column that helps to find a row, cut and without the one character that PostgreSQL cannot
     * hold; whole it stands in the request.
     */
    static @Nullable String clip(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String cut = value.length() <= LONGEST ? value : value.substring(0, LONGEST);
        return cut.replace("\0", "");
    }
}
