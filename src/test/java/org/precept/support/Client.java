package org.precept.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Sends plain HTTP requests to one server; paths begin with a slash and are already encoded. */
public final class Client {

    /** The administrator of the server under test. */
    public static final String ADMINISTRATOR = "auditor";
    /** Password of {@link #ADMINISTRATOR}. */
    public static final String PASSWORD = "only for tests";

    /** Bcrypt of {@link #PASSWORD}, as servers are configured with it. */
    static final String PASSWORD_HASH = "{bcrypt}$2a$04$mm/CJPa5UQkkZ9ixH9JhxuA4sL93M7KU6D72/rF3a1YoM14IHv2N6";

    private static final String FHIR_JSON = "application/fhir+json";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    /** A client for {@code base}, for example {@code http://127.0.0.1:8080}. */
    public Client(String base) {
        this.base = base;
    }

    /** GET, accepting what the server prefers. */
    public Reply get(String path) {
        return send(HttpRequest.newBuilder().uri(URI.create(base + path)).GET());
    }

    /** GET as the administrator. */
    public Reply getAsAdministrator(String path) {
        return send(HttpRequest.newBuilder()
                .uri(URI.create(base + path))
                .header("Authorization", basic(ADMINISTRATOR, PASSWORD))
                .GET());
    }

    /** The value of an Authorization header for HTTP Basic. */
    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** POST of JSON: {@code application/json} to the hooks, {@code application/fhir+json} elsewhere. */
    public Reply post(String path, String json) {
        return post(path, contentType(path), BodyPublishers.ofString(json));
    }

    /** POST of any bytes as any type. */
    public Reply post(String path, String contentType, BodyPublisher body) {
        return send(HttpRequest.newBuilder()
                .uri(URI.create(base + path))
                .header("Content-Type", contentType)
                .POST(body));
    }

    /** PUT of FHIR JSON. */
    public Reply put(String path, String json) {
        return send(HttpRequest.newBuilder()
                .uri(URI.create(base + path))
                .header("Content-Type", FHIR_JSON)
                .PUT(BodyPublishers.ofString(json)));
    }

    /** Sends a request built by the test; {@link #uri} gives its address. */
    public Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the server", e);
        }
    }

    /** The absolute address of a path. */
    public URI uri(String path) {
        return URI.create(base + path);
    }

    private static String contentType(String path) {
        return path.contains("/cds-services") ? "application/json" : FHIR_JSON;
    }
}
