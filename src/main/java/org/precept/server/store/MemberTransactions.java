package org.precept.server.store;

import com.google.common.util.concurrent.Striped;
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
    private static final int ATTEMPTS = 4;
    private static final int WAIT_SECONDS = 20;
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
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A member's transaction must not be part of another one");
        }
        Lock lock = locks.get(List.of(payer, memberNumber));
        try {
            if (!lock.tryLock(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return attempt(payer, memberNumber, work);
        } finally {
            lock.unlock();
        }
    }

    private <T> T attempt(String payer, String memberNumber, Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction(payer, memberNumber, work);
            } catch (RuntimeException e) {
                if (!Contention.causes(e)) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    log.warn("A member's transaction was given up after {} attempts ({})", ATTEMPTS, SafeName.of(e));
                    throw busy();
                }
            }
        }
    }

    private <T> T transaction(String payer, String memberNumber, Supplier<T> work) {
        ensureRow(payer, memberNumber);
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!database.boundLockWaits().isEmpty()) {
                jdbc.execute(database.boundLockWaits());
            }
            if (jdbc.queryForList(database.lockMember(), payer, memberNumber).isEmpty()) {
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

    private static RejectedRequest busy() {
        return new RejectedRequest(
                503,
                new Issue(
                        IssueType.LOCKERROR,
                        null,
                        "Another request of this member is being decided. Nothing was stored: send this one again."));
    }
}
