package org.precept.crd.ehr;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The client FHIR servers that may be queried: those on the list, and loopback ones while nobody else can call us. */
public final class FhirServers {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final Set<URI> allowed;
    private final boolean loopback;

    /**
     * @param allowed base URLs
     * @param loopback whether every loopback address is allowed too
     * @throws IllegalArgumentException when one is not the base URL of a server
     */
    public FhirServers(List<String> allowed, boolean loopback) {
        this.allowed = allowed.stream()
                .map(base -> base(base)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "precept.crd.allowed-fhir-servers: not the base URL of a FHIR server: " + base)))
                .collect(Collectors.toUnmodifiableSet());
        this.loopback = loopback;
    }

    /** The server's base address without a slash at the end; empty when it may not be queried. */
    public Optional<URI> find(String server) {
        return base(server)
                .filter(base -> allowed.contains(base)
                        || (loopback && LOOPBACK.matcher(base.getHost()).matches()));
    }

    /** True when both addresses lead to the same scheme, host and port. */
    static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static Optional<URI> base(String text) {
        try {
            URI uri = new URI(text.strip()).normalize();
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((!scheme.equals("http") && !scheme.equals("https"))
                    || uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                return Optional.empty();
            }
            String path = uri.getPath().replaceAll("/+$", "");
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            int port = uri.getPort() == defaultPort(scheme) ? -1 : uri.getPort();
            return Optional.of(new URI(scheme, null, host, port, path, null, null));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : defaultPort(uri.getScheme());
    }

    private static int defaultPort(String scheme) {
        return scheme.equalsIgnoreCase("https") ? 443 : 80;
    }
}
