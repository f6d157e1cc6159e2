package org.precept.support;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.precept.server.PreceptApplication;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Base of every server test: one server with the demo members on a random loopback port and an H2 file in a
 * temporary directory. Subclasses must not add properties, profiles or mock beans, or they start a second server.
 * Tests share its database, so each brings its own members and identifiers.
 */
@SpringBootTest(classes = PreceptApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@AutoConfigureObservability(tracing = false)
public abstract class ServerTest {

    private static final Path DIRECTORY = TemporaryDirectory.create("precept-it");

    @LocalServerPort
    private int port;

    /** Talks to the server under test. */
    protected Client client;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> "jdbc:h2:file:" + DIRECTORY.resolve("precept"));
        registry.add("precept.administrators." + Client.ADMINISTRATOR, () -> Client.PASSWORD_HASH);
        StubSubmitters.settings().forEach((name, value) -> registry.add(name, () -> value));
    }

    @BeforeEach
    void connect() {
        client = new Client("http://127.0.0.1:" + port);
    }
}
