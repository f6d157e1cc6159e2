package org.precept.pas.notify;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.precept.pas.notify.Channel.Header;

/**
 * Sends to clients' endpoints. Redirects are not followed and no proxy is asked, so that nothing goes anywhere but to an
 * allowed address; of an answer the status is read and nothing else, however long it is.
 */
final class Endpoint implements AutoCloseable {
    private static final int SUCCESS = 2;
    private static final int REDIRECTION = 3;
    private static final int HUNDRED = 100;

    private final HttpClient http;
    private final Duration limit;
    private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param limit how long an answer may take, from the first attempt to connect */
    Endpoint(Duration limit) {
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                .connectTimeout(limit)
                .followRedirects(Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * Posts a notification and waits for the answer.
     *
     * @throws CancellationException when the server stops meanwhile
     */
    Sent post(Channel channel, String notification) {
        HttpRequest.Builder request = HttpRequest.newBuilder(channel.endpoint())
                .timeout(limit(channel))
                .header("Content-Type", channel.mime())
                .POST(BodyPublishers.ofString(notification));
        for (Header header : channel.headers()) {
            request.header(header.name(), header.value());
        }
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request.build(), unread());
        underWay.add(answer);
        try {
            if (closed) {
                throw new CancellationException("The server stops");
            }
            return Sent.answered(
                    answer.get(limit(channel).toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (TimeoutException e) {
            return new Sent(0, slow(channel));
        } catch (ExecutionException e) {
            return new Sent(0, failure(e, channel));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The server stops");
        } finally {
            underWay.remove(answer);
            answer.cancel(true);
        }
    }

    private Duration limit(Channel channel) {
        Duration wanted = channel.timeout();
        return wanted == null || wanted.compareTo(limit) > 0 ? limit : wanted;
    }

    /**
     * What became of a notification.
     *
     * @param status HTTP status; 0 when there was no answer
     * @param failure why it did not arrive, without any address; null when it did
     */
    record Sent(int status, @Nullable String failure) {
        private static Sent answered(int status) {
            if (status / HUNDRED == SUCCESS) {
                return new Sent(status, null);
            }
            String redirected = status / HUNDRED == REDIRECTION ? ": redirects are not followed" : "";
            return new Sent(status, "HTTP " + status + redirected);
        }
    }

    /** Messages of failures may hold the address, and that may hold a secret: only their kind is said. */
    private String failure(ExecutionException failure, Channel channel) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof CancellationException cancelled) {
            throw cancelled;
        }
        if (cause instanceof HttpTimeoutException) {
            return slow(channel);
        }
        if (cause instanceof SSLException) {
            return "no secure connection";
        }
        return cause instanceof IOException ? "no connection, or no HTTP answer" : "could not be sent";
    }

    private String slow(Channel channel) {
        return "no answer within " + limit(channel).toMillis() + " ms";
    }

    /** Gives up what is under way; nothing is sent any more. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(answer -> answer.cancel(true));
    }

    private static BodyHandler<Void> unread() {
        return head -> new Unread();
    }

    /** Ends the exchange as soon as there is a body. */
    private static final class Unread implements BodySubscriber<Void> {
        private final CompletableFuture<Void> result = new CompletableFuture<>();

        @Override
        @SuppressWarnings("NullAway") // there is no body to speak of
        public void onSubscribe(Subscription subscription) {
            subscription.cancel();
            result.complete(null);
        }

        @Override
        public CompletionStage<Void> getBody() {
            return result;
        }

        @Override
        public void onNext(List<ByteBuffer> body) {
            // cancelled
        }

        @Override
        public void onError(Throwable failure) {
            result.completeExceptionally(failure);
        }

        @Override
        @SuppressWarnings("NullAway") // there is no body to speak of
        public void onComplete() {
            result.complete(null);
        }
    }
}
