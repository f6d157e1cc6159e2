package org.precept.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The benchmark of the README. Wants {@code target/precept.jar}, an otherwise idle machine and about three minutes.
 * Arguments choose what is run: {@code submit}, {@code order-sign}, {@code drain}, {@code package}, {@code next-question},
 * {@code inquire}; without any, all of it. {@code postgres} beside them runs it on PostgreSQL instead of an H2 file.
 */
public final class LoadRun {
    private static final String CALL_TYPE = "application/json";
    private static final String FHIR_TYPE = "application/fhir+json";
    private static final Predicate<Load.Answer> ASSERTED =
            answer -> answer.statusCode() == 200 && answer.body().contains("coverage-assertion-id");
    private static final Predicate<Load.Answer> APPROVED =
            answer -> answer.statusCode() == 200 && answer.body().contains("\"code\":\"A1\"");

    private LoadRun() {}

    /** Runs everything and prints the figures. */
    public static void main(String[] args) throws Exception {
        Path jar = Path.of("target/precept.jar");
        Set<String> chosen = args.length > 0
                ? Arrays.stream(args).collect(Collectors.toSet())
                : Set.of("submit", "order-sign", "drain", "package", "next-question", "inquire");
        Bodies bodies = new Bodies();
        System.out.printf(
                "%d processors, Java %s; order-sign %d KB, $submit %d KB%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                kilobytes(bodies.orderSign(0)),
                kilobytes(bodies.submit(0)));
        try (ServerProcess server =
                chosen.contains("postgres") ? ServerProcess.onPostgres(jar) : ServerProcess.start(jar)) {
            System.out.printf("ready after %.1f s%n", server.ready.toMillis() / 1000.0);
            Thread.sleep(10_000);
            System.out.printf("resident, idle after start: %d MB%n", server.residentMegabytes());
            if (chosen.contains("package")) {
                PackageLoad.run(server);
            }
            if (chosen.contains("next-question")) {
                NextQuestionLoad.run(server, bodies);
            }
            // In this order: the determinations of hook calls are written for a while after the calls.
            if (chosen.contains("submit")) {
                submit(server, bodies);
            }
            if (chosen.contains("inquire")) {
                InquireLoad.run(server, bodies);
            }
            if (chosen.contains("order-sign")) {
                orderSign(server, bodies);
            }
            if (chosen.contains("drain")) {
                drain(server);
            }
            Thread.sleep(10_000);
            System.out.printf(
                    "after the load: %d MB resident, database file %d MB%n",
                    server.residentMegabytes(), server.databaseMegabytes());
        }
    }

    private static void orderSign(ServerProcess server, Bodies bodies) throws Exception {
        Load load = new Load(server.base.resolve("/cds-services/order-sign-crd"), CALL_TYPE, ASSERTED);
        load.run(4, 0, 8_000, bodies::orderSign);
        System.out.println(load.run(1, 8_000, 2_000, bodies::orderSign).line("order-sign", 1));
        long processor = server.processorMillis();
        long written = server.bytesWritten();
        System.out.println(load.run(8, 10_000, 12_000, bodies::orderSign).line("order-sign", 8));
        System.out.printf(
                "  of the server: %.2f ms processor time, %d KB written for each call%n",
                (server.processorMillis() - processor) / 12_000.0, ((server.bytesWritten() - written) >> 10) / 12_000);
    }

    /** How fast queued determinations get on the FHIR API while a client waits for them. */
    private static void drain(ServerProcess server) throws Exception {
        long begin = System.nanoTime();
        int first = determinations(server);
        int last = first;
        while (System.nanoTime() - begin < 30_000_000_000L) {
            int now = determinations(server);
            if (now == last) {
                break;
            }
            last = now;
        }
        System.out.printf("determinations written: %.0f/s%n", (last - first) * 1e9 / (System.nanoTime() - begin));
    }

    private static int determinations(ServerProcess server) throws Exception {
        HttpRequest count = HttpRequest.newBuilder(server.base.resolve("/fhir/GuidanceResponse?_summary=count"))
                .build();
        String answer =
                HttpClient.newHttpClient().send(count, BodyHandlers.ofString()).body();
        return new ObjectMapper().readTree(answer).path("total").asInt();
    }

    private static void submit(ServerProcess server, Bodies bodies) throws Exception {
        Load members = new Load(server.base.resolve("/fhir"), FHIR_TYPE, answer -> answer.statusCode() == 200);
        if (members.run(4, 0, 700, bodies::member).bad() > 0) {
            throw new IOException("members could not be stored");
        }
        Load load = new Load(server.base.resolve("/fhir/Claim/$submit"), FHIR_TYPE, APPROVED);
        load.run(2, 0, 200, bodies::submit);
        System.out.println(load.run(1, 200, 200, bodies::submit).line("$submit, approved", 1));
        System.out.println(load.run(8, 400, 300, bodies::submit).line("$submit, approved", 8));
    }

    private static int kilobytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length / 1024;
    }
}
