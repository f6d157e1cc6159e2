package org.precept.server.store;

import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.time.Duration;
import java.util.ArrayList;
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
 * transaction, so a killed process neither loses nor doubles one. While calls come in and nobody waits for their
 * determinations it works a tenth of the time, and half of the time when none come in, so that it leaves processor and
 * database to requests.
 */
final class GuidanceWriter implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(GuidanceWriter.class);
    private static final int BATCH = 40;

    /** How many are written one by one after a batch failed as a whole: at least the one that is to blame. */
    private static final int SINGLY = BATCH;

    private static final int REST = 9;
    private static final int REST_BETWEEN_CALLS = 1;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final GuidanceQueue queue;
    private final PendingGuidance pending;
    private final IFhirResourceDao<GuidanceResponse> dao;
    private final TransactionTemplate transaction;
    private volatile @Nullable Thread thread;
    /** Counts down; only the writer's thread uses it. */
    private int singly;

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

    /** Ends after the web server, which still answers hooks while it stops. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void work() {
        try {
            while (isRunning()) {
                long seen = pending.additions();
                try {
                    workOnce(seen);
                } catch (RuntimeException e) {
                    log.error("Queued GuidanceResponses could not be written ({}); trying again", SafeName.of(e));
                    pending.awaitAddition(seen, IDLE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void workOnce(long seen) throws InterruptedException {
        long start = System.nanoTime();
        try {
            int written = write();
            if (written == 0) {
                forgetWrittenElsewhere();
                pending.awaitAddition(seen, IDLE);
            } else {
                int rest = pending.additions() != seen ? REST : REST_BETWEEN_CALLS;
                pending.awaitReader(Duration.ofNanos(rest * (System.nanoTime() - start)));
            }
        } catch (Unwritable e) {
            setAside(e);
        }
    }

    private int write() {
        List<Entry> taken = new ArrayList<>();
        List<Entry> written;
        try {
            written = Objects.requireNonNull(transaction.execute(status -> {
                taken.addAll(queue.next(singly > 0 ? 1 : BATCH));
                if (!taken.isEmpty()) {
                    store(taken);
                    queue.remove(taken);
                }
                return taken;
            }));
        } catch (Unwritable e) {
            throw e;
        } catch (RuntimeException e) {
            // What the database refuses shows when all of it is sent, and then nobody knows which entry it was.
            if (!Contention.causes(e)) {
                singly = SINGLY;
                if (taken.size() == 1) {
                    throw new Unwritable(taken.get(0), e);
                }
            }
            throw e;
        }
        singly = Math.max(0, singly - 1);
        pending.done(written.stream().map(Entry::id).toList());
        return written.size();
    }

    /**
     * One by one in the running transaction, which is told what is new: HAPI would else look for each by itself and send
     * the one before to the database first. A FHIR transaction would take the names of evidence in a client's request
     * ({@code urn:uuid:...}) for placeholders of its own and refuse them.
     */
    private void store(List<Entry> entries) {
        TransactionDetails details = new TransactionDetails();
        Set<String> known = queue.written(entries);
        for (Entry entry : entries) {
            try {
                GuidanceResponse guidance = queue.resource(entry);
                if (!known.contains(entry.id())) {
                    details.addResolvedResourceId(guidance.getIdElement(), null);
                }
                dao.update(guidance, null, true, false, new SystemRequestDetails(), details);
            } catch (RuntimeException e) {
                if (Contention.causes(e)) {
                    throw e;
                }
                throw new Unwritable(entry, e);
            }
        }
    }

    /** Undoes the batch; after some attempts the entry that is to blame no longer holds up the others. */
    private void setAside(Unwritable failure) {
        queue.countFailure(failure.entry);
        log.error("GuidanceResponse/{} could not be stored ({})", failure.entry.id(), SafeName.of(failure));
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
