package org.precept.criteria;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs evaluations on a bounded number of threads with a deadline. An evaluation cannot be stopped from outside: one that
 * never ends keeps its thread, and with it a share of the pool, until the process ends; its caller is answered at the
 * deadline. Only administrators write CQL.
 */
final class EvaluationPool implements AutoCloseable {
    private final ThreadPoolExecutor executor;
    private final long deadlineNanos;

    EvaluationPool(EngineLimits limits) {
        AtomicInteger number = new AtomicInteger();
        ClassLoader loader = EvaluationPool.class.getClassLoader();
        executor = new ThreadPoolExecutor(
                limits.threads(),
                limits.threads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.waiting()),
                task -> {
                    Thread thread = new Thread(task, "criteria-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setContextClassLoader(loader);
                    return thread;
                });
        deadlineNanos = limits.deadline().toNanos();
    }

    <T> T run(String what, Callable<T> evaluation) {
        Future<T> running = submit(what, evaluation);
        try {
            return running.get(deadlineNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            running.cancel(true);
            throw new CriteriaException(what + " took longer than allowed", late);
        } catch (InterruptedException interrupted) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw new CriteriaException(what + " was interrupted", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CriteriaException known) {
                throw known;
            }
            throw new CriteriaException(what + " failed", failed);
        }
    }

    private <T> Future<T> submit(String what, Callable<T> evaluation) {
        try {
            return executor.submit(evaluation);
        } catch (RejectedExecutionException full) {
            throw new CriteriaException(what + " was refused: too many evaluations are waiting", full);
        }
    }

    int running() {
        return executor.getActiveCount();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
