package org.precept.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The endpoint that is told of changes: it takes everything and remembers in what order news came first. */
final class KillNews implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final TreeSet<Long> numbers = new TreeSet<>();
    private final Map<String, List<Long>> byAnswer = new LinkedHashMap<>();
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
                long number = 0;
                for (JsonNode part : parameter.path("part")) {
                    if (part.path("name").asText().equals("event-number")) {
                        number = Long.parseLong(part.path("valueString").asText());
                    }
                }
                deliveries++;
                if (numbers.add(number)) {
                    String answer = notification
                            .at("/entry/1/resource/entry/0/resource/id")
                            .asText();
                    byAnswer.computeIfAbsent(answer, any -> new ArrayList<>()).add(number);
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

    /** What is wrong: numbers that were left out, and news about one request that came in another order. */
    synchronized List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!numbers.isEmpty() && (numbers.first() != 1 || numbers.last() != numbers.size())) {
            problems.add("events were left out: " + numbers.size() + " of " + numbers.last());
        }
        byAnswer.forEach((answer, order) -> {
            if (!order.equals(order.stream().sorted().toList())) {
                problems.add("news about " + answer + " came in the order " + order);
            }
        });
        return problems;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
