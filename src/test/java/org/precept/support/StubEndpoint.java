package org.precept.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A client's endpoint for notifications on a free port of this machine; answers as it is told, else 200. */
public final class StubEndpoint implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new ArrayList<>();
    private final Deque<Behaviour> next = new ArrayDeque<>();
    private Behaviour otherwise = exchange -> exchange.sendResponseHeaders(200, -1);

    /** How a notification is answered. */
    public interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** A notification that came, whatever was answered. */
    public record Received(String path, Headers headers, String body) {
        /** The body. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The value of a parameter of the status, e.g. {@code type}; empty when there is none. */
        public String status(String parameter) {
            for (JsonNode each : json().at("/entry/0/resource/parameter")) {
                if (parameter.equals(each.at("/name").asText())) {
                    return each.findValues("valueCode").isEmpty()
                            ? each.at("/valueString").asText()
                            : each.at("/valueCode").asText();
                }
            }
            return "";
        }

        /** The number of the event; empty when it is about none. */
        public String number() {
            return json().at("/entry/0/resource/parameter")
                    .valueStream()
                    .filter(each -> "notification-event".equals(each.at("/name").asText()))
                    .map(each -> each.at("/part/0/valueString").asText())
                    .findFirst()
                    .orElse("");
        }
    }

    private StubEndpoint(HttpServer server) {
        this.server = server;
    }

    /** Starts one on any free port. */
    public static StubEndpoint start() throws IOException {
        return start(0);
    }

    /** Starts one on a port. */
    public static StubEndpoint start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        StubEndpoint endpoint = new StubEndpoint(server);
        server.createContext("/", endpoint::answer);
        server.setExecutor(endpoint.threads);
        server.start();
        return endpoint;
    }

    /** Its address. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** Answers the next notification so, after those that were said before. */
    public synchronized StubEndpoint then(Behaviour behaviour) {
        next.add(behaviour);
        return this;
    }

    /** Answers everything so for which nothing else is said. */
    public synchronized StubEndpoint otherwise(Behaviour behaviour) {
        otherwise = behaviour;
        return this;
    }

    /** Answers with a status and nothing else. */
    public static Behaviour status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** Sends the caller elsewhere. */
    public static Behaviour redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(307, -1);
        };
    }

    /** Says nothing for so long. */
    public static Behaviour silence(Duration time) {
        return exchange -> {
            pause(time);
            exchange.sendResponseHeaders(200, -1);
        };
    }

    /** Says yes and goes on with megabytes, as long as anybody reads them. */
    public static Behaviour megabytes(int count) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] megabyte = new byte[1 << 20];
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < count; i++) {
                    body.write(megabyte);
                }
            }
        };
    }

    /** Everything that came so far. */
    public synchronized List<Received> received() {
        return List.copyOf(received);
    }

    /** Waits until so many notifications came. */
    public List<Received> await(int count) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (received().size() < count && System.nanoTime() < end) {
            pause(Duration.ofMillis(20));
        }
        if (received().size() < count) {
            throw new AssertionError("expected " + count + " notifications, there came "
                    + received().size());
        }
        return received();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Behaviour behaviour;
            synchronized (this) {
                received.add(new Received(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
                Behaviour told = next.poll();
                behaviour = told == null ? otherwise : told;
            }
            behaviour.answer(exchange);
        } catch (IOException gone) {
            // The server does not read what it does not need.
            exchange.close();
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
