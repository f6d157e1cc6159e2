package org.precept.server.store;

import java.time.Clock;
import java.time.OffsetDateTime;
import org.precept.record.RequestEvents;
import org.precept.record.RequestFile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * News in {@code request_event}: one insert, and nothing read, so that requests of different members never wait for each
 * other here. Who gets it is found out when it is handed out.
 */
final class JdbcRequestEvents implements RequestEvents {

    private static final String ADD = """
            insert into request_event (file_id, file_version, edition, response_id, submitters, occurred_at, packed_answer)
            values (?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final EventSignal signal;

    JdbcRequestEvents(JdbcTemplate jdbc, Clock clock, EventSignal signal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.signal = signal;
    }

    @Override
    public void answerChanged(RequestFile file, String answer) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("News is kept with the change that it tells of, in one transaction");
        }
        jdbc.update(
                ADD,
                file.id(),
                file.version(),
                file.edition(),
                file.responseId(),
                String.join("\n", file.submitters()),
                OffsetDateTime.now(clock),
                Packed.pack(answer));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.raise();
            }
        });
    }
}
