package org.precept.crd;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.precept.crd.EhrAnswer.Trouble;
import org.precept.crd.metrics.AnswerMeasures.TokenUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries of one hook call to the client's FHIR server. All of them share one time limit. The token is sent to this
 * server's base only; redirects are not followed, and a next page only on the same scheme, host and port.
 */
final class EhrSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EhrSession.class);

    private final HttpClient http;
    private final URI base;
    private final @Nullable String token;
    private final CrdProperties limits;
    private final long deadline;
    private final Set<CompletableFuture<?>> inFlight = ConcurrentHashMap.newKeySet();
    private volatile boolean tried;
    private volatile boolean opened;

    /**
     * @param base allowed base address, see {@link FhirServers#find}
     * @param token bearer token of the call, null when it has none
     */
    EhrSession(HttpClient http, URI base, @Nullable String token, CrdProperties limits) {
        this.http = http;
        this.base = base;
        this.token = token;
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.queryTimeLimit().toNanos();
    }

    /** The base address that is queried. */
    URI base() {
        return base;
    }

    /** What became of the token so far. */
    TokenUse tokenUse() {
        if (token == null || !tried) {
            return TokenUse.NOT_USED;
        }
        return opened ? TokenUse.USED : TokenUse.REJECTED;
    }

    /**
     * Sends the queries side by side and waits for their answers, at most until the time limit of the call.
     *
     * @param queries relative to the base, e.g. {@code Coverage?patient=1}; already encoded
     * @return one answer per query, in their order
     */
    List<EhrAnswer> all(Collection<String> queries) {
        List<Search> searches = new ArrayList<>();
        for (String query : queries) {
            Search search = new Search(query.split("[/?]", 2)[0], new ConcurrentLinkedQueue<>());
            searches.add(search);
            search.ended = page(search, URI.create(base + "/" + query), 1);
        }
        return searches.stream().map(this::answer).toList();
    }

    /** Gives up what is still under way. */
    @Override
    public void close() {
        inFlight.forEach(exchange -> exchange.cancel(true));
    }

    private EhrAnswer answer(Search search) {
        Trouble trouble = await(search.ended);
        return new EhrAnswer(search.type, List.copyOf(search.read), trouble);
    }

    private Trouble await(CompletableFuture<Trouble> ended) {
        try {
            return ended.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Trouble.SLOW;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Trouble.SLOW;
        } catch (ExecutionException e) {
            throw new IllegalStateException("failures of queries are answers", e);
        }
    }

    private CompletableFuture<Trouble> page(Search search, URI address, int number) {
        if (deadline - System.nanoTime() <= 0) {
            return CompletableFuture.completedFuture(Trouble.SLOW);
        }
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(
                request(address), BoundedBody.of(limits.maxPageSize().toBytes()));
        inFlight.add(exchange);
        tried = true;
        return exchange.whenComplete((response, failure) -> inFlight.remove(exchange))
                .thenCompose(response -> {
                    Trouble trouble = trouble(response.statusCode());
                    if (trouble != Trouble.NONE) {
                        LOG.info("The EHR answered a query for {} with HTTP {}", search.type, response.statusCode());
                        return CompletableFuture.completedFuture(trouble);
                    }
                    opened = true;
                    return afterPage(search, address, response.body(), number);
                })
                .exceptionally(failure -> trouble(search, failure));
    }

    private CompletableFuture<Trouble> afterPage(Search search, URI address, byte[] body, int number) {
        URI next;
        try {
            ScannedBundle scanned = ResourceScanner.scan(body, "fhirServer." + search.type);
            search.read.addAll(scanned.resources());
            if (scanned.next() == null) {
                return CompletableFuture.completedFuture(Trouble.NONE);
            }
            next = address.resolve(scanned.next());
        } catch (IOException | IllegalArgumentException e) {
            LOG.info("The EHR answered a query for {} with something that is not FHIR JSON", search.type);
            return CompletableFuture.completedFuture(Trouble.FAILED);
        }
        if (next.getHost() == null || !FhirServers.sameOrigin(base, next)) {
            LOG.warn("A next page of {} leads away from the EHR and was not read", search.type);
            return CompletableFuture.completedFuture(Trouble.FAILED);
        }
        if (number >= limits.maxPages()) {
            return CompletableFuture.completedFuture(Trouble.TOO_MUCH);
        }
        return page(search, next, number + 1);
    }

    private HttpRequest request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime())))
                .header("Accept", "application/fhir+json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.GET().build();
    }

    private static Trouble trouble(int status) {
        return switch (status) {
            case 200 -> Trouble.NONE;
            case 401, 403 -> Trouble.REFUSED;
            case 400, 404, 405, 410, 501 -> Trouble.NOT_OFFERED;
            default -> Trouble.FAILED;
        };
    }

    private static Trouble trouble(Search search, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        // The class only: messages of the HTTP client may hold addresses, and those patient ids.
        LOG.info(
                "A query to the EHR for {} failed: {}",
                search.type,
                cause.getClass().getSimpleName());
        return cause instanceof HttpTimeoutException ? Trouble.SLOW : Trouble.FAILED;
    }

    /** One query and what it has read so far; pages are read one after the other. */
    private static final class Search {
        private final String type;
        private final Queue<ResourceText> read;
        private CompletableFuture<Trouble> ended = new CompletableFuture<>();

        private Search(String type, Queue<ResourceText> read) {
            this.type = type;
            this.read = read;
        }
    }
}
