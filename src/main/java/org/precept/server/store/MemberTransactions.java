package org.precept.server.store;

import com.google.common.util.concurrent.Striped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One transaction at a time for each member. Requests of this process queue on a lock in memory, so that they do not
 * hold connections while they wait; requests of other processes are kept apart by the member's row in
 * {@code member_lock}.
 */
final class MemberTransactions {

    private static final Logger log = LoggerFactory.getLogger(MemberTransactions.class);
    private static final int STRIPES = 1024;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Database database;
    private final Striped<Lock> locks = Striped.lock(STRIPES);

    MemberTransactions(JdbcTemplate jdbc, TransactionTemplate transaction, Database database) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.database = database;
    }

    <T> T run(String payer, String memberNumber, Supplier<T> work) {
        return run(payer, memberNumber, Patience.LONG, work);
    }

    <T> T run(String payer, String memberNumber, Patience patience, Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A member's transaction must not be part of another one");
        }
        Lock lock = locks.get(List.of(payer, memberNumber));
        try {
            if (!lock.tryLock(patience.queue().toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return attempt(payer, memberNumber, patience, work);
        } finally {
            lock.unlock();
        }
    }

    private <T> T attempt(String payer, String memberNumber, Patience patience, Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction(payer, memberNumber, patience.row(), work);
            } catch (RuntimeException e) {
                if (!Contention.causes(e)) {
                    throw e;
                }
                if (attempt == patience.attempts()) {
                    log.warn("A member's transaction was given up after {} attempts ({})", attempt, SafeName.of(e));
                    throw busy();
                }
            }
        }
    }

    private <T> T transaction(String payer, String memberNumber, Duration rowPatience, Supplier<T> work) {
        ensureRow(payer, memberNumber);
        return Objects.requireNonNull(transaction.execute(status -> {
            String bound = database.boundLockWaits(rowPatience);
            if (!bound.isEmpty()) {
                jdbc.execute(bound);
            }
            if (jdbc.queryForList(database.lockMember(rowPatience), payer, memberNumber)
                    .isEmpty()) {
                throw new IllegalStateException("The row that locks the member is gone");
            }
            return work.get();
        }));
    }

    /**
     * Inserts the member's row in a transaction of its own: when two processes do so at once, one fails on the key,
     * and on PostgreSQL the failure would make the rest of its transaction useless.
     */
    private void ensureRow(String payer, String memberNumber) {
        Integer rows = jdbc.queryForObject(
                "select count(*) from member_lock where payer = ? and member_number = ?",
                Integer.class,
                payer,
                memberNumber);
        if (rows != null && rows > 0) {
            return;
        }
        try {
            jdbc.update("insert into member_lock (payer, member_number) values (?, ?)", payer, memberNumber);
        } catch (DuplicateKeyException e) {
            log.debug("Another process was first to insert the row of a member");
        }
    }

    /**
     * How long to wait for a member.
     *
     * @param queue for requests of this process
     * @param row for those of another process, at each attempt
     * @param attempts most transactions to try when the database reports a conflict
     */
    record Patience(Duration queue, Duration row, int attempts) {
        static final Patience LONG = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(5), 4);

        static Patience of(Duration each) {
            return new Patience(each, each, 1);
        }
    }

    private static RejectedRequest busy() {
        return new RejectedRequest(
                503,
                new Issue(
                        IssueType.LOCKERROR,
                        null,
                        "Another request of this member is being decided. Nothing was stored: send this one again."));
    }
}
