package org.precept.server.security;

import java.util.Map;
import java.util.regex.Pattern;
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

    private static final Pattern HASH =
            Pattern.compile("\\{bcrypt}\\$2[aby]\\$(0[4-9]|1\\d|2\\d|3[01])\\$[./A-Za-z0-9]{53}");

    /**
     * Checks and copies.
     *
     * @throws StartRefusedException when a password is anything else than a bcrypt hash; it is not repeated
     */
    Administrators {
        administrators.forEach((name, password) -> {
            if (!HASH.matcher(password).matches()) {
                throw new StartRefusedException(
                        PROPERTY + "." + name + " is not a bcrypt hash.",
                        "Set it to {bcrypt} followed by the hash of the password, for example by htpasswd -nBC 12 "
                                + name + " without the name in front. Passwords themselves do not belong in a"
                                + " configuration.");
            }
        });
        administrators = Map.copyOf(administrators);
    }

    /** Hides the hashes. */
    @Override
    public String toString() {
        return "Administrators" + administrators.keySet();
    }
}
