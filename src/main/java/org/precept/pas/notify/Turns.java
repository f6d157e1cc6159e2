package org.precept.pas.notify;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.precept.pas.notify.Endpoint.Sent;
import org.precept.pas.notify.NotificationWriter.Kind;
import org.precept.record.NewsEvent;
import org.precept.record.NewsQueue.Turn;
import org.precept.record.NewsQueue.TurnEnd;
import org.precept.record.NewsSubscription;
import org.precept.record.NewsSubscription.Status;
import org.precept.record.PasExchange;
import org.precept.record.PasExchanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for a Subscription when it is its turn: the handshake that makes it active, its next event, or a heartbeat.
 * An event is sent only after the one before it has arrived.
 */
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final String SENT = "precept.pas.notifications";

    private final Owners owners;
    private final SubscriptionReader reader;
    private final NotificationWriter writer;
    private final Endpoint endpoint;
    private final NotificationSettings settings;
    private final PasExchanges exchanges;
    private final MeterRegistry meters;
    private final Clock clock;

    Turns(
            Owners owners,
            SubscriptionReader reader,
            NotificationWriter writer,
            Endpoint endpoint,
            NotificationSettings settings,
            PasExchanges exchanges,
            MeterRegistry meters,
            Clock clock) {
        this.owners = owners;
        this.reader = reader;
        this.writer = writer;
        this.endpoint = endpoint;
        this.settings = settings;
        this.exchanges = exchanges;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Sends what is due.
     *
     * @throws CancellationException when the server stops meanwhile: whether it arrived is not known
     */
    TurnEnd take(Turn turn) {
        NewsSubscription subscription = turn.subscription();
        if (subscription.ended(clock.instant())) {
            return end(turn, Status.OFF, turn.progress().delivered(), 0, null, Duration.ZERO);
        }
        Optional<Channel> channel =
                owners.named(subscription.owner()).flatMap(owner -> reader.channel(subscription, owner));
        if (channel.isEmpty()) {
            return end(
                    turn,
                    Status.ERROR,
                    turn.progress().delivered(),
                    turn.progress().failures(),
                    "the configuration of this server no longer allows it",
                    Duration.ZERO);
        }
        return subscription.status() == Status.REQUESTED ? handshake(turn, channel.get()) : news(turn, channel.get());
    }

    private TurnEnd handshake(Turn turn, Channel channel) {
        Sent sent = send(Kind.HANDSHAKE, channel, write(turn, Kind.HANDSHAKE, List.of(), channel), null);
        return sent.failure() == null ? arrived(turn, turn.progress().delivered()) : failed(turn, sent.failure());
    }

    private TurnEnd news(Turn turn, Channel channel) {
        NewsEvent next = turn.next();
        Sent sent = next == null
                ? send(Kind.HEARTBEAT, channel, write(turn, Kind.HEARTBEAT, List.of(), channel), null)
                : send(Kind.EVENT, channel, write(turn, Kind.EVENT, List.of(next), channel), next.fileId());
        if (sent.failure() != null) {
            return failed(turn, sent.failure());
        }
        // What is no longer kept will not arrive.
        return arrived(turn, next == null ? turn.progress().events() : next.number());
    }

    private Sent send(Kind kind, Channel channel, String notification, @Nullable String fileId) {
        Instant begun = clock.instant();
        Sent sent = endpoint.post(channel, notification);
        meters.counter(SENT, "type", kind.code(), "outcome", sent.failure() == null ? "arrived" : "failed")
                .increment();
        if (kind == Kind.EVENT) {
            exchanges.exchanged(new PasExchange(
                    PasExchange.Kind.NOTIFICATION,
                    begun,
                    clock.instant(),
                    sent.status(),
                    notification.getBytes(StandardCharsets.UTF_8),
                    new byte[0],
                    fileId));
        }
        return sent;
    }

    private TurnEnd arrived(Turn turn, long delivered) {
        return end(turn, Status.ACTIVE, delivered, 0, null, Duration.ZERO);
    }

    private String write(Turn turn, Kind kind, List<NewsEvent> events, Channel channel) {
        return writer.notification(
                turn.subscription(), kind, turn.progress().events(), events, channel.content(), clock.instant());
    }

    private TurnEnd failed(Turn turn, String failure) {
        int failures = turn.progress().failures() + 1;
        boolean last = failures >= settings.attempts();
        String id = turn.subscription().id();
        if (last) {
            LOG.warn(
                    "Subscription/{} could not be reached {} times and waits for its owner: {}", id, failures, failure);
        } else {
            LOG.info("Subscription/{} could not be reached: {}", id, failure);
        }
        return end(
                turn,
                last ? Status.ERROR : turn.subscription().status(),
                turn.progress().delivered(),
                failures,
                failure,
                settings.pause(failures));
    }

    private TurnEnd end(
            Turn turn, Status status, long delivered, int failures, @Nullable String failure, Duration pause) {
        Instant now = clock.instant();
        Duration heartbeat = turn.subscription().heartbeat();
        return new TurnEnd(
                status,
                delivered,
                failures,
                failure,
                now,
                now.plus(pause),
                heartbeat == null ? null : now.plus(heartbeat));
    }
}
