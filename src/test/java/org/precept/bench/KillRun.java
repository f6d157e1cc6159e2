package org.precept.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.precept.support.Postgres;
import org.precept.support.TemporaryDirectory;

/**
 * Kills the server ({@code kill -9}) again and again while providers submit, reviewers decide and changes are told, and looks
 * each time whether anything acknowledged was lost or anything half-written was left. Wants {@code target/precept.jar}.
 * Arguments: {@code h2} or {@code postgres}, how many kills (50), and a seed.
 */
public final class KillRun {

    private static final Path JAR = Path.of("target/precept.jar");

    private final String url;
    private final Path directory = TemporaryDirectory.create("precept-kill");
    private final Random random;
    private final KillState state = new KillState();
    private final KillClients clients;
    private final List<Duration> starts = new ArrayList<>();
    private int atKill;
    private int changes;

    private KillRun(boolean postgres, long seed) throws IOException {
        url = postgres ? Postgres.newDatabase() : "jdbc:h2:file:" + directory.resolve("precept") + ";WRITE_DELAY=0";
        random = new Random(seed);
        clients = new KillClients(state, random);
    }

    /**
     * What a run found.
     *
     * @param line for people
     * @param problems everything that is not as it must be
     */
    record Result(String line, List<String> problems) {}

    /** Runs and prints; ends with status 1 when there was a problem. */
    public static void main(String[] args) throws Exception {
        boolean postgres = args.length > 0 && args[0].equals("postgres");
        int kills = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        Result result = run(postgres, kills, seed);
        result.problems().forEach(problem -> System.out.println("PROBLEM " + problem));
        System.out.println(result.line());
        System.exit(result.problems().isEmpty() ? 0 : 1);
    }

    static Result run(boolean postgres, int kills, long seed) throws Exception {
        KillRun run = new KillRun(postgres, seed);
        try (KillNews news = new KillNews()) {
            return run.run(kills, news, postgres ? "PostgreSQL" : "H2");
        }
    }

    private Result run(int kills, KillNews news, String database) throws Exception {
        Instant begin = Instant.now();
        ExecutorService pool = KillClients.pool();
        try {
            for (int kill = 1; kill <= kills; kill++) {
                ServerProcess server = start();
                try {
                    if (kill == 1) {
                        clients.subscribe(news.address());
                    }
                    settle();
                    clients.enrol();
                    List<Future<?>> work = clients.work(pool);
                    amidst(state.answered().size() + 5 + random.nextInt(60));
                    server.kill();
                    clients.gone();
                    for (Future<?> each : work) {
                        each.get(90, TimeUnit.SECONDS);
                    }
                } finally {
                    server.kill();
                }
                atKill += state.unanswered().size() + state.uncertain.size();
                audit();
                System.out.printf(
                        "%s kill %d: %d requests, %d decisions acknowledged, %d events told, %d problems%n",
                        database,
                        kill,
                        state.answered().size(),
                        state.decisions.size(),
                        news.events(),
                        state.problems.size());
            }
            return last(kills, news, database, begin);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Waits until so many requests are acknowledged in all, and a moment that hits the next ones anywhere. */
    private void amidst(int acknowledged) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (state.answered().size() < acknowledged && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        Thread.sleep(random.nextInt(200));
    }

    private ServerProcess start() throws IOException, InterruptedException {
        ServerProcess server = ServerProcess.start(JAR, url, directory, "-XX:TieredStopAtLevel=1");
        starts.add(server.ready);
        clients.at(server.base);
        return server;
    }

    /** Sends again what was not acknowledged, as a client would, and some of what was; then nothing is uncertain. */
    private void settle() throws IOException, InterruptedException {
        for (KillState.Sent unanswered : state.unanswered()) {
            clients.repeat(unanswered);
        }
        List<KillState.Sent> answered = state.answered();
        for (int i = 0; i < Math.min(40, answered.size()); i++) {
            clients.repeat(answered.get(random.nextInt(answered.size())));
        }
        // Most recent ones: what a crash would lose first.
        answered.stream().skip(Math.max(0, answered.size() - 20)).toList().forEach(this::again);
        if (!state.unanswered().isEmpty()) {
            state.problems.add(state.unanswered().size() + " requests could not be settled after the restart");
        }
    }

    private void again(KillState.Sent sent) {
        try {
            clients.repeat(sent);
        } catch (IOException e) {
            state.problems.add("request " + sent.number() + " could not be repeated");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void audit() throws Exception {
        try (KillAudit audit = new KillAudit(url, state)) {
            state.problems.addAll(audit.problems());
            changes = audit.events();
            state.uncertain.clear();
            state.waiting.clear();
            state.waiting.addAll(audit.waiting());
        }
    }

    /** A server that is not killed delivers what is still to be told. */
    private Result last(int kills, KillNews news, String database, Instant begin) throws Exception {
        ServerProcess server = start();
        try {
            settle();
            await(news);
        } finally {
            server.close();
        }
        audit();
        state.problems.addAll(news.problems());
        if (news.events() != changes) {
            state.problems.add("changes: " + changes + ", told: " + news.events());
        }
        String line = String.format(
                "%s: %d kills in %d min; %d requests acknowledged, %d of them repeated to compare, %d decisions"
                        + " acknowledged, %d requests and decisions in flight when killed, %d changes told in %d"
                        + " deliveries, restart %.1f s (longest %.1f s), %d problems",
                database,
                kills,
                Duration.between(begin, Instant.now()).toMinutes(),
                state.answered().size(),
                state.repeated.get(),
                state.decisions.size(),
                atKill,
                news.events(),
                news.deliveries(),
                starts.stream().mapToLong(Duration::toMillis).average().orElse(0) / 1000,
                starts.stream().mapToLong(Duration::toMillis).max().orElse(0) / 1000.0,
                state.problems.size());
        return new Result(line, List.copyOf(state.problems));
    }

    /** Until nothing more is told. H2's file is the server's while it runs, so what is missing is counted afterwards. */
    private static void await(KillNews news) throws InterruptedException {
        int told = -1;
        for (int i = 0; i < 60 && told != news.events(); i++) {
            told = news.events();
            Thread.sleep(5000);
        }
    }
}
