package org.precept.crd;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * Waits for work no longer than it may take. Work that takes longer goes on and comes to nothing: interrupting it might
 * close the database file under it.
 */
final class TimeLimit implements AutoCloseable {
    /** More than the web server has threads; work that went on after its time counts too. */
    private static final int MOST = 400;

    private static final int IDLE_SECONDS = 60;

    private final ThreadPoolExecutor threads;

    TimeLimit() {
        AtomicInteger number = new AtomicInteger();
        ClassLoader loader = TimeLimit.class.getClassLoader();
        threads = new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "hook-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
    }

    /** The result; empty when it was not there in time. What the work throws is thrown here. */
    <T> Optional<T> within(Duration limit, Supplier<T> work) {
        Map<String, String> logged = MDC.getCopyOfContextMap();
        Future<T> running;
        try {
            running = threads.submit(() -> {
                if (logged != null) {
                    MDC.setContextMap(logged);
                }
                try {
                    return work.get();
                } finally {
                    MDC.clear();
                }
            });
        } catch (RejectedExecutionException full) {
            return Optional.empty();
        }
        try {
            return Optional.of(running.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
