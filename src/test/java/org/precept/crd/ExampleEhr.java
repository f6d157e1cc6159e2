package org.precept.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An EHR on loopback that has a few resources: reads find them, searches find those of the type. */
final class ExampleEhr implements AutoCloseable {
    private final Map<String, JsonNode> resources = new TreeMap<>();
    private final HttpServer server;

    ExampleEhr(List<JsonNode> resources) throws IOException {
        resources.forEach(resource -> this.resources.put(
                resource.path("resourceType").asText() + "/"
                        + resource.path("id").asText(),
                resource));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fhir/", this::answer);
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/fhir/".length());
        if (path.contains("/")) {
            JsonNode found = resources.get(path);
            send(exchange, found == null ? 404 : 200, found == null ? "{}" : found.toString());
        } else {
            List<String> found = resources.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(path + "/"))
                    .map(entry -> entry.getValue().toString())
                    .toList();
            send(exchange, 200, Calls.bundle(found.toArray(String[]::new)));
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/fhir+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
