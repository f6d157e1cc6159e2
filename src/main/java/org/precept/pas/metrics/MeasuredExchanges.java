package org.precept.pas.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.precept.record.CallId;
import org.precept.record.PasExchange;
import org.precept.record.PasExchanges;
import org.precept.record.PasMetrics;
import org.precept.record.PasMetrics.Measured;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures exchanges on a thread of its own, so that no answer waits for it. What a killed process had not yet written is
 * lost from the metrics, never from the files of requests, which the report rests on. So is what comes while more waits
 * than memory should hold; {@code precept.pas.metrics.lost} counts it.
 */
final class MeasuredExchanges implements PasExchanges, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MeasuredExchanges.class);
    private static final int WAITING = 512;
    private static final int TOGETHER = 64;
    /** Of all that waits or is being measured; without it the largest bodies would fill the memory. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PasMetrics metrics;
    private final FiledRequests filed;
    private final Counter lost;
    private final BlockingQueue<PasExchange> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Semaphore bytes = new Semaphore(MOST_BYTES);
    private final Thread thread = new Thread(this::run, "pas-metrics");
    private volatile boolean closing;

    MeasuredExchanges(PasMetrics metrics, FiledRequests filed, MeterRegistry meters) {
        this.metrics = metrics;
        this.filed = filed;
        this.lost = meters.counter("precept.pas.metrics.lost");
    }

    MeasuredExchanges start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    @Override
    public void exchanged(PasExchange exchange) {
        int size = size(exchange);
        if (closing || !bytes.tryAcquire(size)) {
            lost.increment();
        } else if (!waiting.offer(exchange)) {
            bytes.release(size);
            lost.increment();
        }
    }

    /** True while anything is yet to be measured or written. */
    boolean waits() {
        return bytes.availablePermits() < MOST_BYTES;
    }

    private static int size(PasExchange exchange) {
        return exchange.request().length + exchange.response().length;
    }

    private void run() {
        while (!closing || !waiting.isEmpty()) {
            try {
                PasExchange first = waiting.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    List<PasExchange> together = new ArrayList<>(List.of(first));
                    waiting.drainTo(together, TOGETHER - 1);
                    keep(together);
                }
            } catch (InterruptedException e) {
                closing = true;
            }
        }
    }

    private void keep(List<PasExchange> exchanges) {
        try {
            metrics.keep(exchanges.stream()
                    .map(each -> new Measured(CallId.of(each.requestTime()), ExchangeMeasures.of(each, filed.of(each))))
                    .toList());
        } catch (RuntimeException e) {
            // The message may quote what was exchanged.
            lost.increment(exchanges.size());
            LOG.warn(
                    "{} exchanges could not be measured: {}",
                    exchanges.size(),
                    e.getClass().getSimpleName());
        } finally {
            exchanges.forEach(each -> bytes.release(size(each)));
        }
    }

    /** Writes what waits. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
