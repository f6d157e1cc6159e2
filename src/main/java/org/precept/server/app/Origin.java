package org.precept.server.app;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.precept.server.start.StartRefusedException;

/** Origins as browsers write them, and which addresses may carry patients' data. */
final class Origin {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private Origin() {}

    /**
     * The origin of an absolute address.
     *
     * @param property named in the refusal
     * @throws StartRefusedException when it is not https (http only on this machine) or has user, query or fragment
     */
    static String of(String address, String property) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw refused(address, property);
        }
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw refused(address, property);
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && THIS_MACHINE.contains(host))) {
            throw refused(address, property);
        }
        return scheme + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** As {@link #of}, for a setting that must be nothing but an origin. */
    static String only(String address, String property) {
        String origin = of(address, property);
        if (!origin.equalsIgnoreCase(address)) {
            throw refused(address, property);
        }
        return origin;
    }

    private static StartRefusedException refused(String address, String property) {
        return new StartRefusedException(
                property + " is not an address the form app may use: " + address,
                "Write https://host or https://host:port, with the path for an issuer; http only on this machine.");
    }
}
