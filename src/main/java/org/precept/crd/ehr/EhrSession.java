package org.precept.crd.ehr;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.precept.crd.ehr.EhrAnswer.Trouble;
import org.precept.crd.metrics.AnswerMeasures.TokenUse;
import org.precept.crd.text.ResourceScanner;
import org.precept.crd.text.ResourceText;
import org.precept.crd.text.ScannedBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries of one hook call to the client's FHIR server. All of them share one time limit. The token is sent to this
 * server's base only; redirects are not followed, and a next page only on the same scheme, host and port.
 */
public final class EhrSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EhrSession.class);

    private final HttpClient http;
    private final URI base;
    private final @Nullable String token;
    private final Limits limits;
    private final Deadline deadline;
    private final AtomicLong budget;
    private final Set<CompletableFuture<?>> inFlight = ConcurrentHashMap.newKeySet();
    private volatile boolean tried;
    private volatile boolean opened;

    /**
     * How much is read for one call.
     *
     * @param pages most pages of one search
     * @param page most bytes of a page
     * @param total most bytes of all
     */
    public record Limits(int pages, long page, long total) {}
    /**
     * @param base allowed base address, see {@link FhirServers#find}
     * @param token bearer token of the call, null when it has none
     * @param deadline when queries end, answered or not
     */
    public EhrSession(HttpClient http, URI base, @Nullable String token, Limits limits, Deadline deadline) {
        this.http = http;
        this.base = base;
        this.token = token;
        this.limits = limits;
        this.deadline = deadline;
        this.budget = new AtomicLong(limits.total());
    }

    /** The base address that is queried. */
    public URI base() {
        return base;
    }

    /** What became of the token so far. */
    public TokenUse tokenUse() {
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
    public List<EhrAnswer> all(Collection<String> queries) {
        List<Search> searches = new ArrayList<>();
        for (String query : queries) {
            Search search = new Search(query.split("[/?]", 2)[0], new ConcurrentLinkedQueue<>());
            searches.add(search);
            search.ended = page(search, URI.create(base + "/" + query), 1);
        }
        return searches.stream().map(this::answer).toList();
    }

    /**
     * Reads what follows first pages that the client sent, side by side.
     *
     * @return one answer for each, in their order
     */
    public List<EhrAnswer> following(Collection<FurtherPages> searches) {
        List<Search> started = new ArrayList<>();
        for (FurtherPages pages : searches) {
            Search search = new Search(pages.type(), new ConcurrentLinkedQueue<>());
            started.add(search);
            search.ended = next(search, URI.create(base + "/"), pages.next(), 1);
        }
        return started.stream().map(this::answer).toList();
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
            return ended.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
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
        if (deadline.passed()) {
            return CompletableFuture.completedFuture(Trouble.SLOW);
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request(address), BoundedBody.of(limits.page(), budget));
        inFlight.add(exchange);
        tried = true;
        return exchange.whenComplete((response, failure) -> inFlight.remove(exchange))
                .thenCompose(response -> {
                    Trouble trouble = trouble(response.statusCode(), token != null);
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
        ScannedBundle scanned;
        try {
            scanned = ResourceScanner.scan(body, "fhirServer." + search.type);
        } catch (IOException e) {
            LOG.info("The EHR answered a query for {} with something that is not FHIR JSON", search.type);
            return CompletableFuture.completedFuture(Trouble.FAILED);
        }
        search.read.addAll(scanned.resources());
        String next = scanned.next();
        return next == null ? CompletableFuture.completedFuture(Trouble.NONE) : next(search, address, next, number);
    }

    /** Reads the page that the page with the number, found at the address, names as the next. */
    private CompletableFuture<Trouble> next(Search search, URI address, String next, int number) {
        URI following;
        try {
            following = address.resolve(next);
        } catch (IllegalArgumentException e) {
            LOG.info("A next page of {} has no readable address", search.type);
            return CompletableFuture.completedFuture(Trouble.FAILED);
        }
        if (following.getHost() == null || !FhirServers.sameOrigin(base, following)) {
            LOG.warn("A next page of {} leads away from the EHR and was not read", search.type);
            return CompletableFuture.completedFuture(Trouble.FAILED);
        }
        return number >= limits.pages()
                ? CompletableFuture.completedFuture(Trouble.TOO_MUCH)
                : page(search, following, number + 1);
    }

    private HttpRequest request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(deadline.left().plusMillis(1))
                .header("Accept", "application/fhir+json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.GET().build();
    }

    private static Trouble trouble(int status, boolean tokenSent) {
        return switch (status) {
            case 200 -> Trouble.NONE;
            case 401, 403 -> tokenSent ? Trouble.REFUSED : Trouble.NO_TOKEN;
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
        if (cause instanceof BoundedBody.TooLarge) {
            return Trouble.TOO_MUCH;
        }
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
