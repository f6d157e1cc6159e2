package org.precept.support;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.precept.server.PreceptApplication;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Base of tests that click through the demo in a real browser. They have demo members approved, which must not change
 * what other tests find, so they share a server of their own. The clinic's charts are empty when a test begins; what the
 * payer was told and decided stays, so a member can be approved once.
 */
@SpringBootTest(classes = PreceptApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@AutoConfigureObservability(tracing = false)
public abstract class BrowserTest {

    private static final Path DIRECTORY = TemporaryDirectory.create("precept-browser-it");

    /** The browser of this test. */
    @RegisterExtension
    protected final Browser browser = new Browser();

    /** Talks to the same server without a browser. */
    protected Client client;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> "jdbc:h2:file:" + DIRECTORY.resolve("precept"));
    }

    @BeforeEach
    void connect() {
        client = new Client(address(""));
        client.post("/demo-ehr/reset", "");
    }

    /** The absolute address of a path. */
    protected String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
