package org.precept.pas.notify;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
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

    private static final int ARRIVED = 200;

    private final Owners owners;
    private final SubscriptionReader reader;
    private final NotificationWriter writer;
    private final Endpoint endpoint;
    private final NotificationSettings settings;
    private final PasExchanges exchanges;
    private final Clock clock;

    Turns(
            Owners owners,
            SubscriptionReader reader,
            NotificationWriter writer,
            Endpoint endpoint,
            NotificationSettings settings,
            PasExchanges exchanges,
            Clock clock) {
        this.owners = owners;
        this.reader = reader;
        this.writer = writer;
        this.endpoint = endpoint;
        this.settings = settings;
        this.exchanges = exchanges;
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
        String handshake = write(turn, Kind.HANDSHAKE, List.of(), channel);
        Optional<String> failure = endpoint.post(channel, handshake);
        long delivered = turn.progress().delivered();
        return failure.isEmpty()
                ? end(turn, Status.ACTIVE, delivered, 0, null, Duration.ZERO)
                : failed(turn, failure.get());
    }

    private TurnEnd news(Turn turn, Channel channel) {
        NewsEvent next = turn.next();
        String notification = next == null
                ? write(turn, Kind.HEARTBEAT, List.of(), channel)
                : write(turn, Kind.EVENT, List.of(next), channel);
        Instant begin = clock.instant();
        Optional<String> failure = endpoint.post(channel, notification);
        if (next != null) {
            measure(begin, failure.isEmpty(), notification);
        }
        if (failure.isPresent()) {
            return failed(turn, failure.get());
        }
        // What is no longer kept will not arrive.
        long delivered = next == null ? turn.progress().events() : next.number();
        return end(turn, Status.ACTIVE, delivered, 0, null, Duration.ZERO);
    }

    /** Of a failure no status is known here; 200 stands for every status that says that it arrived. */
    private void measure(Instant begin, boolean arrived, String notification) {
        exchanges.exchanged(new PasExchange(
                PasExchange.Kind.NOTIFICATION,
                begin,
                clock.instant(),
                arrived ? ARRIVED : 0,
                notification.getBytes(StandardCharsets.UTF_8),
                new byte[0]));
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
