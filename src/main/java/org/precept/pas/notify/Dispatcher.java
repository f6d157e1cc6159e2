package org.precept.pas.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.precept.record.NewsQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Works off the outbox: one thread hands news out, a few send it. Threads are never interrupted, because H2 closes its file
 * when one of them is.
 */
final class Dispatcher implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration FORGET = Duration.ofHours(1);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int SOME = 100;
    /** Then another Subscription has its turn. */
    private static final int TURNS = 20;
    /** Not the id of a Subscription. */
    private static final String THE_OUTBOX = "";

    private final NewsQueue queue;
    private final Turns turns;
    private final Endpoint endpoint;
    private final NotificationSettings settings;
    private final Clock clock;
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private final Rests rests;
    private volatile boolean running;
    private @Nullable ExecutorService senders;
    private @Nullable Thread thread;
    /** Only the dispatcher's thread uses it. */
    private Instant forgotten = Instant.EPOCH;

    Dispatcher(NewsQueue queue, Turns turns, Endpoint endpoint, NotificationSettings settings, Clock clock) {
        this.queue = queue;
        this.turns = turns;
        this.endpoint = endpoint;
        this.settings = settings;
        this.clock = clock;
        this.rests = new Rests(settings::pause);
    }

    @Override
    public void start() {
        running = true;
    }

    /** Begins when clients can reach this server, under an address that is known only then. */
    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        begin();
    }

    void begin() {
        if (running && thread == null) {
            ExecutorService pool =
                    Executors.newFixedThreadPool(settings.senders(), work -> daemon(work, "notification-sender"));
            senders = pool;
            thread = daemon(() -> work(pool), "notification-dispatcher");
            thread.start();
        }
    }

    /** Gives up what is being sent: it is sent again after the next start. */
    @Override
    public void stop() {
        running = false;
        endpoint.close();
        queue.wake();
        try {
            if (thread != null) {
                thread.join(STOP.toMillis());
            }
            if (senders != null) {
                senders.shutdown();
                if (!senders.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("A notification was still being sent when the server stopped");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Ends after the web server, whose last answers may leave news. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void work(ExecutorService pool) {
        try {
            while (running) {
                queue.await(LOOK);
                if (running) {
                    look(pool);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(ExecutorService pool) {
        if (rests.isResting(THE_OUTBOX, clock.instant())) {
            return;
        }
        try {
            while (running && queue.handOut(SOME) == SOME) {
                LOG.debug("There is more news to hand out");
            }
            Instant now = clock.instant();
            for (String id : queue.due(now)) {
                if (!rests.isResting(id, now) && inHand.add(id)) {
                    pool.execute(() -> send(id));
                }
            }
            if (forgotten.plus(FORGET).isBefore(now)) {
                forget();
            }
            rests.succeeded(THE_OUTBOX);
        } catch (RuntimeException e) {
            LOG.error(
                    "News could not be handed out ({}); trying again in {}",
                    name(e),
                    rests.failed(THE_OUTBOX, clock.instant()));
        }
    }

    private void forget() {
        Instant before = settings.keptSince(clock.instant());
        while (running && queue.forget(before)) {
            LOG.debug("There is more old news");
        }
        forgotten = clock.instant();
    }

    private void send(String id) {
        if (sent(id)) {
            queue.wake();
        }
    }

    /** False when nothing more can be sent now. */
    private boolean sent(String id) {
        try {
            int taken = 0;
            while (running && taken < TURNS && queue.take(id, clock.instant(), turns::take)) {
                taken++;
            }
            rests.succeeded(id);
            return true;
        } catch (CancellationException stopped) {
            LOG.debug("A notification was given up because the server stops");
            return false;
        } catch (RuntimeException e) {
            LOG.error(
                    "Subscription/{}: a turn could not be completed ({}); trying again in {}",
                    id,
                    name(e),
                    rests.failed(id, clock.instant()));
            return false;
        } finally {
            inHand.remove(id);
        }
    }

    /** The kind of a failure; its message may quote a member's data. */
    private static String name(RuntimeException failure) {
        return failure.getClass().getName();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
