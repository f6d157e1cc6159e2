package org.precept.server.store;

import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.jspecify.annotations.Nullable;
import org.precept.server.store.GuidanceQueue.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts queued GuidanceResponses on the FHIR API, off the hooks' path. A batch and its removal from the queue are one
 * transaction, so a killed process neither loses nor doubles one. Unless somebody waits for them it works a quarter of
 * the time, so that it leaves the processor to the hooks.
 */
final class GuidanceWriter implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(GuidanceWriter.class);
    private static final int BATCH = 20;
    private static final int REST = 3;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final GuidanceQueue queue;
    private final PendingGuidance pending;
    private final IFhirResourceDao<GuidanceResponse> dao;
    private final TransactionTemplate transaction;
    private volatile @Nullable Thread thread;

    GuidanceWriter(
            GuidanceQueue queue,
            PendingGuidance pending,
            IFhirResourceDao<GuidanceResponse> dao,
            TransactionTemplate transaction) {
        this.queue = queue;
        this.pending = pending;
        this.dao = dao;
        this.transaction = transaction;
    }

    @Override
    public void start() {
        Thread started = new Thread(this::work, "guidance-writer");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    /** Ends after the batch under way; what is still queued is written after the next start. */
    @Override
    public void stop() {
        Thread stopping = thread;
        thread = null;
        if (stopping != null) {
            pending.added(List.of());
            try {
                stopping.join(STOP.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void work() {
        try {
            while (isRunning()) {
                workOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void workOnce() throws InterruptedException {
        long seen = pending.additions();
        long start = System.nanoTime();
        boolean wrote = false;
        try {
            wrote = write() > 0;
            if (!wrote) {
                forgetWrittenElsewhere();
            }
        } catch (Unwritable e) {
            queue.countFailure(e.entry);
            log.error("GuidanceResponse/{} could not be stored: {}", e.entry.id(), String.valueOf(e.getCause()));
        } catch (RuntimeException e) {
            log.error("Stored determinations could not be put on the FHIR API; trying again", e);
        }
        if (wrote) {
            pending.awaitReader(Duration.ofNanos(REST * (System.nanoTime() - start)));
        } else {
            pending.awaitAddition(seen, IDLE);
        }
    }

    private int write() {
        List<Entry> written = Objects.requireNonNull(transaction.execute(status -> {
            List<Entry> entries = queue.next(BATCH);
            entries.forEach(this::store);
            queue.remove(entries);
            return entries;
        }));
        pending.done(written.stream().map(Entry::id).toList());
        return written.size();
    }

    private void store(Entry entry) {
        try {
            dao.update(queue.resource(entry), new SystemRequestDetails());
        } catch (RuntimeException e) {
            if (Contention.causes(e)) {
                throw e;
            }
            throw new Unwritable(entry, e);
        }
    }

    /** Entries that another process took, or that failed too often, are nothing to wait for. */
    private void forgetWrittenElsewhere() {
        Set<String> gone = pending.committed();
        if (!gone.isEmpty()) {
            gone.removeAll(queue.own());
            pending.done(gone);
        }
    }

    /** Says which entry of a batch is to blame. */
    private static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Entry entry;

        Unwritable(Entry entry, RuntimeException cause) {
            super(cause);
            this.entry = entry;
        }
    }
}
