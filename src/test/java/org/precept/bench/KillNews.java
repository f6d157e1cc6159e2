package org.precept.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The endpoint that is told of changes: it takes everything and remembers in what order news came first. */
final class KillNews implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    /** In the order in which they came first. */
    private final Set<Long> numbers = new LinkedHashSet<>();

    private int deliveries;

    KillNews() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/news";
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            remember(Answers.json(body));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private synchronized void remember(JsonNode notification) {
        for (JsonNode parameter : notification.at("/entry/0/resource/parameter")) {
            if (parameter.path("name").asText().equals("notification-event")) {
                for (JsonNode part : parameter.path("part")) {
                    if (part.path("name").asText().equals("event-number")) {
                        numbers.add(Long.parseLong(part.path("valueString").asText()));
                        deliveries++;
                    }
                }
            }
        }
    }

    /** How many different events came. */
    synchronized int events() {
        return numbers.size();
    }

    /** How many notifications of events came, repeated ones included. */
    synchronized int deliveries() {
        return deliveries;
    }

    /**
     * What is wrong: numbers that were left out, and news about one request that came in another order.
     *
     * @param files which number is about which file
     * @param delivered number up to which the server takes all to have arrived
     */
    synchronized List<String> problems(Map<Long, String> files, long delivered) {
        List<String> problems = new ArrayList<>();
        long last = numbers.stream().mapToLong(Long::longValue).max().orElse(0);
        if (last != numbers.size()) {
            problems.add("events were left out: " + numbers.size() + " of " + last);
        }
        if (delivered > last) {
            problems.add("the server took event " + delivered + " to be delivered; the last that came is " + last);
        }
        Map<String, Long> latest = new HashMap<>();
        for (Long number : numbers) {
            String file = files.get(number);
            if (file == null) {
                problems.add("event " + number + " was told, and is not on file");
            } else if (latest.merge(file, number, Math::max) > number) {
                problems.add("news about " + file + " came in another order: " + number + " after " + latest.get(file));
            }
        }
        return problems;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
