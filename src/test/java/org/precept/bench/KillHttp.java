package org.precept.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Talks to the server that runs now; a server that dies is an {@link IOException}. */
final class KillHttp {

    private static final String TRACE = "https://precept.example/trace";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile URI base = URI.create("http://127.0.0.1");

    /** Goes on with the server at the address. */
    void at(URI address) {
        base = address;
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    /** Sends FHIR JSON with further headers, each as name and value. */
    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/fhir+json")
                .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** The same, counted while it is under way. */
    HttpResponse<String> send(AtomicInteger underWay, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        underWay.incrementAndGet();
        try {
            return send(method, path, body, headers);
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** Reads as it is now, not as it was found a while ago. */
    JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Cache-Control", "no-cache")
                .build();
        HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
        if (reply.statusCode() != 200) {
            throw new IllegalStateException("GET " + path + " got " + reply.statusCode() + " " + reply.body());
        }
        return Answers.json(reply.body());
    }

    /** Resources of a type under a trace number, with a status. */
    List<JsonNode> under(String trace, String type, String status) throws IOException, InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        get("/fhir/" + type + "?_count=50&status=" + status + "&identifier=" + TRACE + "%7C" + trace)
                .path("entry")
                .forEach(entry -> found.add(entry.path("resource")));
        return found;
    }
}
