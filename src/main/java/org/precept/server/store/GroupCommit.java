package org.precept.server.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes what several callers bring at the same time in one transaction. A commit costs the same for one row as for many,
 * so whoever comes while one is under way waits for it and then goes with all others who came meanwhile. Nobody waits
 * for company: a caller alone writes at once, on its own thread.
 */
final class GroupCommit<T> {

    /** Bounds the transaction, and with it what is repeated when one of its items cannot be written. */
    private static final int MOST = 64;

    private final Consumer<List<T>> transaction;
    private final List<Waiting<T>> waiting = new ArrayList<>();
    private boolean busy;

    /** @param transaction writes all of the items durably before it returns, or throws and leaves none */
    GroupCommit(Consumer<List<T>> transaction) {
        this.transaction = transaction;
    }

    /** Returns when the item is durable; throws what kept it from being so, and nothing that another item is to blame for. */
    void write(T item) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("What is committed together must not be part of another transaction");
        }
        Waiting<T> own = new Waiting<>(item);
        List<Waiting<T>> group = join(own);
        if (!group.isEmpty()) {
            try {
                lead(group);
            } finally {
                leave(group);
            }
        }
        if (own.failure != null) {
            throw own.failure;
        }
    }

    /** Waits until the item was written by another caller (empty), or it is this caller's turn to write the group. */
    private synchronized List<Waiting<T>> join(Waiting<T> own) {
        waiting.add(own);
        boolean interrupted = false;
        while (busy && !own.done) {
            try {
                wait();
            } catch (InterruptedException e) {
                // The row may be committed this very moment: only its end tells.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (own.done) {
            return List.of();
        }
        busy = true;
        Collection<Waiting<T>> first = waiting.subList(0, Math.min(MOST, waiting.size()));
        List<Waiting<T>> group = new ArrayList<>(first);
        first.clear();
        if (!group.contains(own)) {
            waiting.remove(own);
            group.add(own);
        }
        return group;
    }

    private void lead(List<Waiting<T>> group) {
        try {
            transaction.accept(group.stream().map(each -> each.item).toList());
        } catch (RuntimeException e) {
            if (group.size() == 1) {
                group.get(0).failure = e;
            } else {
                group.forEach(each -> lead(List.of(each)));
            }
        } catch (Error e) {
            group.forEach(each -> each.failure = new IllegalStateException("The transaction broke off", e));
            throw e;
        }
    }

    /** How many callers wait for a commit under way. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized void leave(List<Waiting<T>> group) {
        group.forEach(each -> each.done = true);
        busy = false;
        notifyAll();
    }

    /** An item on its way. Its failure is written before and read after the lock that guards {@code done}. */
    private static final class Waiting<T> {
        private final T item;
        private boolean done;
        private @Nullable RuntimeException failure;

        private Waiting(T item) {
            this.item = item;
        }
    }
}
