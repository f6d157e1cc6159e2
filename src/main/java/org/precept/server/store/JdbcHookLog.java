package org.precept.server.store;

import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.record.HookCall;
import org.precept.record.HookLog;
import org.precept.server.store.GuidanceQueue.Entry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Hook calls in {@code hook_call}, their assertions in {@code request_context}, their determinations in the queue. */
final class JdbcHookLog implements HookLog {

    private static final int LONGEST = 255;
    private static final String INSERT = """
            insert into hook_call (id, hook_instance, service, payer, member_number, received_at, status,
                packed_request, packed_response, measures)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final JdbcRequestContexts contexts;
    private final GuidanceQueue queue;
    private final PendingGuidance pending;

    JdbcHookLog(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            JdbcRequestContexts contexts,
            GuidanceQueue queue,
            PendingGuidance pending) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.contexts = contexts;
        this.queue = queue;
        this.pending = pending;
    }

    @Override
    public void keep(HookCall call) {
        String id = call.id().toString();
        byte[] request = Packed.pack(AccessTokens.removedFrom(call.request()));
        byte[] response = Packed.pack(call.response());
        List<Entry> entries = queue.entries(id, call.determinations());
        List<String> ids = entries.stream().map(Entry::id).toList();
        pending.expect(ids);
        boolean committed = false;
        try {
            transaction.executeWithoutResult(status -> {
                jdbc.update(
                        INSERT,
                        id,
                        clip(call.hookInstance()),
                        call.service(),
                        call.payer(),
                        clip(call.memberNumber()),
                        call.receivedAt().atOffset(ZoneOffset.UTC),
                        call.status(),
                        request,
                        response,
                        call.measures());
                contexts.add(call.contexts(), id);
                queue.add(entries);
            });
            committed = true;
        } finally {
            if (committed) {
                pending.added(ids);
            } else {
                pending.done(ids);
            }
        }
    }

    /** The columns only help to find a call; what a client wrote is whole in the request. */
    static @Nullable String clip(@Nullable String value) {
        return value == null || value.length() <= LONGEST ? value : value.substring(0, LONGEST);
    }
}
