package org.precept.server.security;

import java.util.Map;
import org.precept.server.start.StartRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use {@code /admin}.
 *
 * @param administrators password by user name, each as <code>{bcrypt}</code> and a bcrypt hash; empty: nobody
 */
@ConfigurationProperties("precept")
record Administrators(@DefaultValue Map<String, String> administrators) {

    static final String PROPERTY = "precept.administrators";

    /**
     * Checks and copies.
     *
     * @throws StartRefusedException when a password is anything else than a bcrypt hash; it is not repeated
     */
    Administrators {
        administrators.forEach((name, password) -> PasswordHash.require(PROPERTY + "." + name, name, password));
        administrators = Map.copyOf(administrators);
    }

    /** Hides the hashes. */
    @Override
    public String toString() {
        return "Administrators" + administrators.keySet();
    }
}
