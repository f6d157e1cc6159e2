package org.precept.pas.notify;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that notifications may go to, with everything below it.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case
 * @param port never missing
 * @param path without a slash at the end
 */
record AllowedEndpoint(String scheme, String host, int port, String path) {

    private static final int LONGEST = 2000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    /** What a server on the way might read as another path than we do. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("%2[5ef]|%3b|%5c|%7c|%00|[;|\\\\]|//", Pattern.CASE_INSENSITIVE);

    /** Reads a configured address. @throws IllegalArgumentException when it is none, or has a query */
    static AllowedEndpoint of(String configured) {
        return address(configured)
                .filter(address -> address.getRawQuery() == null)
                .map(AllowedEndpoint::of)
                .orElseThrow(() -> new IllegalArgumentException(
                        "precept.pas.submitters: not the address of an endpoint: " + configured));
    }

    private static AllowedEndpoint of(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        int standard = scheme.equals("https") ? HTTPS : HTTP;
        return new AllowedEndpoint(
                scheme,
                address.getHost().toLowerCase(Locale.ROOT),
                address.getPort() < 0 ? standard : address.getPort(),
                address.getRawPath().replaceAll("/+$", ""));
    }

    /** The text as an address that can be compared; empty when it is none, or could be read in two ways. */
    static Optional<URI> address(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean plain = (scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && !AMBIGUOUS.matcher(uri.getRawPath()).find()
                    && uri.normalize().getRawPath().equals(uri.getRawPath());
            return plain ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** True when the address is this one or below it. */
    boolean covers(URI address) {
        AllowedEndpoint other = of(address);
        return scheme.equals(other.scheme)
                && host.equals(other.host)
                && port == other.port
                && (other.path.equals(path) || other.path.startsWith(path + "/"));
    }

    /** True when the address is on this machine. */
    static boolean isLoopback(URI address) {
        return LOOPBACK.matcher(address.getHost().toLowerCase(Locale.ROOT)).matches();
    }
}
