package org.precept.server.security;

import java.util.regex.Pattern;
import org.precept.server.start.StartRefusedException;

/** Passwords as they stand in the configuration: <code>{bcrypt}</code> and a bcrypt hash. */
final class PasswordHash {

    private static final Pattern HASH =
            Pattern.compile("\\{bcrypt}\\$2[aby]\\$(0[4-9]|1\\d|2\\d|3[01])\\$[./A-Za-z0-9]{53}");

    private PasswordHash() {}

    /**
     * Checks a password of the configuration.
     *
     * @param property where it stands
     * @param user whose it is
     * @throws StartRefusedException when it is anything else than a bcrypt hash; it is not repeated
     */
    static void require(String property, String user, String password) {
        if (!HASH.matcher(password).matches()) {
            throw new StartRefusedException(
                    property + " is not a bcrypt hash.",
                    "Set it to {bcrypt} followed by the hash of the password, for example by htpasswd -nBC 12 " + user
                            + " without the name in front. Passwords themselves do not belong in a configuration.");
        }
    }
}
