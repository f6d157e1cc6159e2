package org.precept.crd;

import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.springframework.core.env.Environment;

/**
 * Where clients find this server: {@code precept.public-url}, else loopback and the port it listens on. For links that
 * people follow.
 */
final class PublicAddress {
    private final Environment environment;

    PublicAddress(Environment environment) {
        this.environment = environment;
    }

    /** Where the definition can be read. */
    String of(String type, Canonical definition) {
        return base() + "/fhir/" + type + "/" + definition.tail();
    }

    private String base() {
        String configured = property("precept.public-url");
        if (configured != null && !configured.isBlank()) {
            return configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
        }
        String listening = property("local.server.port");
        return "http://127.0.0.1:" + (listening == null ? property("server.port") : listening);
    }

    private @Nullable String property(String name) {
        return environment.getProperty(name);
    }
}
