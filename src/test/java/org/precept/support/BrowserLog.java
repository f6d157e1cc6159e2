package org.precept.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;

/** What a browser wrote down about its pages: console messages, violated policies, and every request. */
final class BrowserLog {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> NETWORK = Set.of("http", "https", "ws", "wss");

    private final ChromeDriver driver;
    private final List<String> problems = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    BrowserLog(ChromeDriver driver) {
        this.driver = driver;
    }

    void expect(String part) {
        expected.add(part);
    }

    /** Errors on the console (violations of a content security policy are such) and requests to other machines. */
    List<String> problems() {
        read();
        return problems.stream()
                .filter(problem -> expected.stream().noneMatch(problem::contains))
                .toList();
    }

    List<String> requests() {
        read();
        return List.copyOf(requests);
    }

    /** The browser hands each entry out once. */
    private void read() {
        for (LogEntry entry : driver.manage().logs().get("browser")) {
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()
                    || entry.getMessage().contains("Content Security Policy")) {
                problems.add(entry.getMessage());
            }
        }
        for (LogEntry entry : driver.manage().logs().get("performance")) {
            JsonNode message = json(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                request(message.at("/params/request/url").asText());
            }
        }
    }

    private void request(String address) {
        String scheme = address.substring(0, Math.max(address.indexOf(':'), 0));
        if (NETWORK.contains(scheme)) {
            requests.add(address);
            if (!THIS_MACHINE.contains(
                    URI.create(address.replaceFirst("[?#].*", "")).getHost())) {
                problems.add("request to another machine: " + address);
            }
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
