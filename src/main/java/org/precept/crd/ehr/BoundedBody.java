package org.precept.crd.ehr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Collects an HTTP body and stops reading when it grows beyond a limit, or all bodies of a call beyond theirs. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final long limit;
    private final AtomicLong budget;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;

    private BoundedBody(long limit, AtomicLong budget) {
        this.limit = limit;
        this.budget = budget;
    }

    /**
     * Bodies of at most so many bytes; a longer one fails with {@link TooLarge}.
     *
     * @param budget bytes left for all bodies together; reduced as they arrive
     */
    static BodyHandler<byte[]> of(long limit, AtomicLong budget) {
        return response -> new BoundedBody(limit, budget);
    }

    /** More was sent than is read. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        private TooLarge() {
            super("more was sent than is read");
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int size = buffer.remaining();
            if (received.size() + (long) size > limit || budget.addAndGet(-size) < 0) {
                if (subscription != null) {
                    subscription.cancel();
                }
                result.completeExceptionally(new TooLarge());
                return;
            }
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            received.writeBytes(bytes);
        }
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(received.toByteArray());
    }
}
