package org.precept.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.precept.bench.KillAudit.Trial;
import org.precept.bench.KillCase.Document;
import org.precept.bench.KillState.Kind;
import org.precept.support.Postgres;
import org.precept.support.TemporaryDirectory;

/**
 * Kills the server ({@code kill -9}) again and again while providers submit, update, cancel and send documents, reviewers
 * decide, and changes are told, and looks each time whether anything acknowledged was lost or anything half-written was left.
 * Some servers are killed once more while they start. Wants {@code target/precept.jar}. Arguments: {@code h2} or
 * {@code postgres}, how many kills (50), and a seed.
 */
public final class KillRun {

    private static final Path JAR = Path.of("target/precept.jar");
    /** One in so many starts is killed, too. */
    private static final int STARTS_PER_KILL = 4;

    private final String url;
    private final Path directory = TemporaryDirectory.create("precept-kill");
    private final Path jar;
    private final Random random;
    private final KillState state = new KillState();
    private final KillClients clients;
    private final KillNews news;
    private final KillTimes times = new KillTimes();
    private final InFlight inFlight = new InFlight();
    private Set<String> due = Set.of();
    private int whileStarting;
    private int changes;

    private KillRun(boolean postgres, long seed, KillNews news) throws IOException, InterruptedException {
        jar = ServerProcess.unpacked(JAR, directory.resolve("server"));
        url = postgres ? Postgres.newDatabase() : "jdbc:h2:file:" + directory.resolve("precept");
        random = new Random(seed);
        clients = new KillClients(state, random);
        this.news = news;
    }

    /**
     * What a run found.
     *
     * @param line for people
     * @param problems everything that is not as it must be
     * @param undone kinds of work of which nothing was acknowledged
     * @param trial whether the checks find the damage they are there for
     */
    record Result(String line, List<String> problems, List<Kind> undone, Trial trial) {}

    /** What was on its way at the kills. */
    private static final class InFlight {
        private int messages;
        private int decisions;
        private int documents;
        private int undecided;
    }

    /** Runs and prints; ends with status 1 when there was a problem. */
    public static void main(String[] args) throws Exception {
        boolean postgres = args.length > 0 && args[0].equals("postgres");
        int kills = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        Result result = run(postgres, kills, seed);
        result.problems().forEach(problem -> System.out.println("PROBLEM " + problem));
        result.trial().blind().forEach(check -> System.out.println("BLIND for damage: " + check));
        result.trial().untried().forEach(check -> System.out.println("UNTRIED, nothing to damage: " + check));
        System.out.println(result.line());
        System.exit(result.problems().isEmpty() && result.trial().blind().isEmpty() ? 0 : 1);
    }

    static Result run(boolean postgres, int kills, long seed) throws Exception {
        try (KillNews news = new KillNews()) {
            return new KillRun(postgres, seed, news).run(kills, postgres ? "PostgreSQL" : "H2");
        }
    }

    private Result run(int kills, String database) throws Exception {
        Instant begin = Instant.now();
        ExecutorService pool = KillClients.pool();
        KillAudit left = null;
        try {
            for (int kill = 1; kill <= kills; kill++) {
                ServerProcess server = next(left, kill > 1 && random.nextInt(STARTS_PER_KILL) == 0);
                left = null;
                try {
                    ready(server, kill == 1);
                    work(pool, server, kill);
                } finally {
                    server.kill();
                }
                left = times.measure("snapshot", () -> KillAudit.open(url));
                note();
                System.out.printf(
                        "%s kill %d: %s acknowledged, %d events told, %d problems; %s%n",
                        database, kill, acknowledged(), news.events(), state.problems.size(), times.round());
            }
            return last(left, kills, database, begin);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Starts a server, and looks meanwhile at what the one before left. */
    private ServerProcess next(@Nullable KillAudit left, boolean killed) throws Exception {
        ServerProcess server = launch();
        try {
            if (left != null) {
                times.measure("audit", () -> audit(left));
            }
            if (killed) {
                // Anywhere from the first table it opens to a moment after it is ready and takes up what was left.
                Thread.sleep(random.nextInt((int) times.start().toMillis() * 12 / 10));
                server.kill();
                whileStarting++;
                return next(KillAudit.open(url), false);
            }
            return server;
        } catch (Exception | Error e) {
            server.kill();
            throw e;
        }
    }

    private ServerProcess launch() throws IOException {
        return ServerProcess.launch(jar, url, directory, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    private void ready(ServerProcess server, boolean first) throws Exception {
        server.awaitReady();
        times.started(server.ready);
        clients.at(server.base);
        if (first) {
            clients.subscribe(news.address());
        }
        times.measure("settle", () -> {
            clients.settle(due);
            clients.enrol();
            return true;
        });
    }

    private void work(ExecutorService pool, ServerProcess server, int kill) throws Exception {
        List<Future<?>> work = clients.work(pool);
        times.measure("work", () -> {
            amidst(state.count() + 10 + random.nextInt(60), kill);
            server.kill();
            clients.gone();
            for (Future<?> each : work) {
                each.get(90, TimeUnit.SECONDS);
            }
            return true;
        });
    }

    /**
     * Waits until so much is acknowledged in all, something of each kind for each kill among it, and a moment that hits what
     * comes next anywhere; half of the time a document or a decision, which are rarer.
     */
    private void amidst(int acknowledged, int kill) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while ((state.count() < acknowledged || Stream.of(Kind.values()).anyMatch(kind -> state.count(kind) < kill))
                && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        int aim = random.nextInt(4);
        if (aim < 2) {
            awaitBegin(state.underWay.get(aim == 0 ? Kind.DOCUMENT : Kind.DECISION));
            Thread.sleep(random.nextInt(60));
        } else {
            Thread.sleep(random.nextInt(200));
        }
    }

    /** Until one begins, for a few seconds at most. */
    private static void awaitBegin(AtomicInteger underWay) throws InterruptedException {
        for (int i = 0; i < 5000 && underWay.get() == 0; i++) {
            Thread.sleep(1);
        }
    }

    /** Counts what was on its way. */
    private void note() {
        for (KillCase each : state.cases()) {
            inFlight.messages += each.sending == null ? 0 : 1;
            Document document = each.doubt == null ? null : each.doubt.document();
            inFlight.decisions += each.doubt != null && document == null ? 1 : 0;
            inFlight.documents += document == null ? 0 : 1;
        }
    }

    private boolean audit(KillAudit left) throws Exception {
        try (left) {
            state.problems.addAll(left.problems());
            state.problems.addAll(KillPromises.broken(state, left));
            state.problems.addAll(news.problems(left.events(), left.delivered()));
            changes = left.changes();
            due = left.due().stream()
                    .map(each -> each.substring(each.indexOf(' ') + 1))
                    .collect(Collectors.toCollection(HashSet::new));
            inFlight.undecided += due.size();
        }
        return true;
    }

    /** A server that is not killed decides what is still due and tells what is still to be told. */
    private Result last(@Nullable KillAudit left, int kills, String database, Instant begin) throws Exception {
        ServerProcess server = next(left, false);
        try {
            ready(server, false);
            awaitNews();
        } finally {
            server.close();
        }
        audit(KillAudit.open(url));
        if (!due.isEmpty()) {
            state.problems.add("documents for " + due + " are still due");
        }
        if (news.events() != changes) {
            state.problems.add("changes: " + changes + ", told: " + news.events());
        }
        Trial trial;
        try (KillAudit damaged = KillAudit.open(url)) {
            trial = damaged.trial();
        }
        String line = String.format(
                "%s: %d kills and %d more while starting in %d min; acknowledged: %s; %d answers compared with those before;"
                        + " in flight when killed: %d requests and updates, %d decisions, %d documents (%d stored and not yet"
                        + " decided on); %d changes told in %d deliveries; a round: %s; %d problems; %d of %d checks find"
                        + " damage",
                database,
                kills,
                whileStarting,
                Duration.between(begin, Instant.now()).toMinutes(),
                acknowledged(),
                state.repeated.get(),
                inFlight.messages,
                inFlight.decisions,
                inFlight.documents,
                inFlight.undecided,
                news.events(),
                news.deliveries(),
                times.mean(kills),
                state.problems.size(),
                trial.finding().size(),
                KillChecks.all().size());
        List<Kind> undone =
                Stream.of(Kind.values()).filter(kind -> state.count(kind) == 0).toList();
        return new Result(line, List.copyOf(state.problems), undone, trial);
    }

    private String acknowledged() {
        return Stream.of(Kind.values())
                .map(kind -> state.count(kind) + " " + kind.words)
                .collect(Collectors.joining(", "));
    }

    /** Until nothing more is told. H2's file is the server's while it runs, so what is missing is counted afterwards. */
    private void awaitNews() throws InterruptedException {
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < 60 && (told.size() < 4 || told.get(told.size() - 4) != news.events()); i++) {
            told.add(news.events());
            Thread.sleep(1000);
        }
    }
}
