package org.precept.server.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.precept.fhir.CodeSystems;
import org.precept.record.Member;
import org.precept.record.Members;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Members from the FHIR store. What was read once is kept in memory and used again only after one query has shown that
 * nothing of it changed since, whichever process might have changed it.
 */
final class StoredMembers implements Members {

    /** Bounds the memory: a parsed resource takes some 5 to 10 KB. */
    private static final long MOST_RESOURCES = 20_000;

    private static final Duration UNUSED = Duration.ofMinutes(30);

    private final SnapshotReader reader;
    private final RecordTables tables;
    private final Cache<Key, Snapshot> snapshots = Caffeine.newBuilder()
            .maximumWeight(MOST_RESOURCES)
            .weigher((Key key, Snapshot snapshot) -> snapshot.weight())
            .expireAfterAccess(UNUSED)
            .build();

    StoredMembers(SnapshotReader reader, RecordTables tables) {
        this.reader = reader;
        this.tables = tables;
    }

    private record Key(String payer, String number) {}

    @Override
    public Optional<Member> find(String payer, String number) {
        tables.flush();
        Key key = new Key(payer, number);
        Snapshot known = snapshots.getIfPresent(key);
        if (known != null && isCurrent(key, known)) {
            return Optional.of(known.member());
        }
        Optional<Snapshot> read = reader.read(payer, number);
        read.ifPresentOrElse(snapshot -> remember(key, snapshot), () -> snapshots.invalidate(key));
        return read.map(Snapshot::member);
    }

    private boolean isCurrent(Key key, Snapshot known) {
        return tables.stamp(CodeSystems.memberNumbers(key.payer), key.number, known.patient(), known.referenced())
                .equals(known.stamp());
    }

    /** What a transaction has read may be its own and undone: it is kept only when it commits. */
    private void remember(Key key, Snapshot snapshot) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            snapshots.put(key, snapshot);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                snapshots.put(key, snapshot);
            }
        });
    }
}
