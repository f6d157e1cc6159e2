package org.precept.bench;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.precept.support.Postgres;
import org.precept.support.TemporaryDirectory;

/** {@code java -jar target/precept.jar} on a free port with a database of its own, as a user starts it. */
final class ServerProcess implements AutoCloseable {
    /** Linux counts processor time in hundredths of a second. */
    private static final int MILLIS_PER_TICK = 10;

    private final Process process;
    private final Path directory;
    private final Instant begin = Instant.now();
    final URI base;
    /** How long the start took; zero before it is ready. */
    Duration ready = Duration.ZERO;

    private ServerProcess(Process process, Path directory, URI base) {
        this.process = process;
        this.directory = directory;
        this.base = base;
    }

    static ServerProcess start(Path jar) throws IOException, InterruptedException {
        Path directory = TemporaryDirectory.create("precept-bench");
        return start(jar, "jdbc:h2:file:" + directory.resolve("precept"), directory, "-XX:+TieredCompilation");
    }

    /** The same on a new database of an embedded PostgreSQL. */
    static ServerProcess onPostgres(Path jar) throws IOException, InterruptedException {
        return start(jar, Postgres.newDatabase(), TemporaryDirectory.create("precept-bench"), "-XX:+TieredCompilation");
    }

    /**
     * The same on a database that may have been used before.
     *
     * @param url JDBC URL; of PostgreSQL with the user in it
     * @param directory for the log
     * @param options of the virtual machine
     */
    static ServerProcess start(Path jar, String url, Path directory, String... options)
            throws IOException, InterruptedException {
        ServerProcess server = launch(jar, url, directory, options);
        server.awaitReady();
        return server;
    }

    /** The server unpacked as Spring Boot proposes it: the same classes, of which a quarter less time is needed to start. */
    static Path unpacked(Path jar, Path directory) throws IOException, InterruptedException {
        Process unpacking = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (unpacking.waitFor() != 0) {
            throw new IOException("the server could not be unpacked");
        }
        return directory.resolve(jar.getFileName());
    }

    /** Begins to start the same; {@link #awaitReady} tells when it has. */
    static ServerProcess launch(Path jar, String url, Path directory, String... options) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=" + (url.startsWith("jdbc:h2:") ? "sa" : "postgres")));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        Redirect.appendTo(directory.resolve("server.log").toFile()))
                .start();
        return new ServerProcess(process, directory, URI.create("http://127.0.0.1:" + port));
    }

    /** Waits until the server answers as ready. */
    void awaitReady() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        while (!isReady(client, base)) {
            if (!process.isAlive() || Duration.between(begin, Instant.now()).toSeconds() > 600) {
                process.destroyForcibly();
                throw new IOException("server did not become ready, see " + directory.resolve("server.log"));
            }
            Thread.sleep(100);
        }
        ready = Duration.between(begin, Instant.now());
    }

    /** Resident memory in MB, from /proc. */
    long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Processor time the server has used, in milliseconds, from /proc. */
    long processorMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        List<String> fields = Splitter.on(' ').splitToList(stat.substring(stat.lastIndexOf(')') + 2));
        return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) * MILLIS_PER_TICK;
    }

    /** Bytes the server has given to the system to write, from /proc. */
    long bytesWritten() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "io")).stream()
                .filter(line -> line.startsWith("wchar:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Size of the database file in MB; 0 when it is not in one. */
    long databaseMegabytes() throws IOException {
        Path file = directory.resolve("precept.mv.db");
        return Files.exists(file) ? Files.size(file) >> 20 : 0;
    }

    /** Ends the server at once, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static boolean isReady(HttpClient client, URI base) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(base.resolve("/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
