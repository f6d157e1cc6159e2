package org.precept.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Sends requests from a number of clients, each waiting for its answer before it sends the next. */
final class Load {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI target;
    private final String contentType;
    private final Predicate<Answer> good;
    private final boolean compressed;

    Load(URI target, String contentType, Predicate<Answer> good) {
        this(target, contentType, good, false);
    }

    /** @param compressed asks for gzip; {@code good} then gets the answer unpacked */
    Load(URI target, String contentType, Predicate<Answer> good, boolean compressed) {
        this.target = target;
        this.contentType = contentType;
        this.good = good;
        this.compressed = compressed;
    }

    /** An answer, unpacked. */
    record Answer(int statusCode, String body) {}

    /** What a run measured; latencies in microseconds, bytes as they came over the wire, without headers. */
    record Result(Histogram latency, double perSecond, int bad, long bytesEach) {
        String line(String name, int clients) {
            return "%-22s %d client%s  p50 %6.1f ms  p95 %6.1f ms  p99 %6.1f ms  %7.1f/s  %d bad answers"
                    .formatted(
                            name,
                            clients,
                            clients == 1 ? " " : "s",
                            latency.getValueAtPercentile(50) / 1000.0,
                            latency.getValueAtPercentile(95) / 1000.0,
                            latency.getValueAtPercentile(99) / 1000.0,
                            perSecond,
                            bad);
        }
    }

    /** Sends bodies {@code from} to {@code from + count - 1}. */
    Result run(int clients, int from, int count, IntFunction<String> bodies) throws Exception {
        Histogram latency = new ConcurrentHistogram(3);
        AtomicInteger next = new AtomicInteger(from);
        AtomicInteger bad = new AtomicInteger();
        AtomicLong bytes = new AtomicLong();
        Callable<Void> client = () -> {
            for (int i = next.getAndIncrement(); i < from + count; i = next.getAndIncrement()) {
                HttpRequest.Builder request = HttpRequest.newBuilder(target)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(bodies.apply(i)));
                if (compressed) {
                    request.header("Accept-Encoding", "gzip");
                }
                long begin = System.nanoTime();
                HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
                latency.recordValue((System.nanoTime() - begin) / 1000);
                bytes.addAndGet(response.body().length);
                if (!good.test(answer(response))) {
                    bad.incrementAndGet();
                }
            }
            return null;
        };
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            long begin = System.nanoTime();
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(pool.submit(client));
            }
            for (Future<Void> each : running) {
                each.get();
            }
            return new Result(latency, count / ((System.nanoTime() - begin) / 1e9), bad.get(), bytes.get() / count);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) throws IOException {
        boolean packed = response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equals)
                .isPresent();
        byte[] body = packed
                ? new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes()
                : response.body();
        return new Answer(response.statusCode(), new String(body, StandardCharsets.UTF_8));
    }
}
