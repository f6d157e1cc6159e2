package org.precept.support;

import ca.uhn.fhir.context.FhirContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/**
 * An EHR of which there is nothing but a FHIR API: {@code Patient/<id>} and {@code <type>?patient=<id>}, a few results to a
 * page. Each chart has an API of its own.
 */
public final class StubEhr implements AutoCloseable {
    private static final int PAGE = 3;
    private static final Pattern PATH = Pattern.compile("/(?<chart>[^/]+)/(?<type>\\w+)(?:/(?<id>[^/]+))?");
    private static final Pattern PAGE_ASKED = Pattern.compile("patient=[^&]+&page=(?<page>\\d+)");

    private final HttpServer server;
    private final Map<String, Chart> charts = new ConcurrentHashMap<>();

    private record Chart(Patient patient, List<Resource> resources) {}

    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    private StubEhr(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port of the loopback interface. */
    public static StubEhr start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StubEhr ehr = new StubEhr(server);
        server.createContext("/", ehr::answer);
        server.setExecutor(ehr.threads);
        server.start();
        return ehr;
    }

    /** Takes in a chart; returns the base of its API. */
    public URI chart(Patient patient, List<? extends Resource> resources) {
        String name = "chart-" + charts.size();
        charts.put(name, new Chart(patient, List.copyOf(resources)));
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            Chart chart = path.matches() ? charts.get(path.group("chart")) : null;
            if (chart == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            Resource found = "Patient".equals(path.group("type"))
                    ? chart.patient()
                    : page(chart, path.group("type"), exchange.getRequestURI());
            byte[] body = FhirContext.forR4Cached()
                    .newJsonParser()
                    .encodeResourceToString(found)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/fhir+json");
            // A kept connection waits for acknowledgement between head and body of every answer.
            exchange.getResponseHeaders().add("Connection", "close");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Bundle page(Chart chart, String type, URI asked) {
        Matcher page = PAGE_ASKED.matcher(String.valueOf(asked.getQuery()));
        int from = page.matches() ? Integer.parseInt(page.group("page")) * PAGE : 0;
        List<Resource> all = new ArrayList<>(chart.resources());
        all.removeIf(resource -> !resource.fhirType().equals(type));
        Bundle bundle = new Bundle().setType(BundleType.SEARCHSET).setTotal(all.size());
        all.stream()
                .skip(from)
                .limit(PAGE)
                .forEach(resource -> bundle.addEntry().setResource(resource));
        if (from + PAGE < all.size()) {
            String first = asked.toString().replaceAll("&page=\\d+", "");
            bundle.addLink()
                    .setRelation("next")
                    .setUrl("http://127.0.0.1:" + server.getAddress().getPort() + first + "&page=" + (from / PAGE + 1));
        }
        return bundle;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
