package org.precept.server.clients;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.precept.server.start.StartRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.PropertyResolver;

/**
 * Where clients reach this server. What a request says of itself (Host, Forwarded) is not asked: its sender could
 * write anything there.
 *
 * @param publicUrl address behind a reverse proxy, e.g. {@code https://payer.example}; null: this machine
 */
@ConfigurationProperties("precept")
public record PublicAddress(@Nullable URI publicUrl) {

    private static final String LOOPBACK = "http://127.0.0.1:";

    /** Checks. @throws StartRefusedException when it is not the address of a server */
    public PublicAddress {
        if (publicUrl != null
                && (publicUrl.getHost() == null
                        || !("https".equals(publicUrl.getScheme()) || "http".equals(publicUrl.getScheme()))
                        || publicUrl.getQuery() != null
                        || publicUrl.getFragment() != null)) {
            throw new StartRefusedException(
                    "precept.public-url is not the address of a server: " + publicUrl,
                    "Set it to the address clients use, for example https://payer.example, or remove it.");
        }
    }

    /** Address that goes before the paths of this server in what it says of itself; no slash at the end. */
    public String base(HttpServletRequest request) {
        return publicUrl == null ? LOOPBACK + request.getLocalPort() : configured(publicUrl);
    }

    /**
     * The same without a request.
     *
     * @param settings know the port that the server listens on, once it does
     */
    String base(PropertyResolver settings) {
        return publicUrl == null
                ? LOOPBACK + settings.getProperty("local.server.port", settings.getProperty("server.port", "8080"))
                : configured(publicUrl);
    }

    /** Every address by which the request may have been called; without a public one, this machine's names. */
    Set<String> of(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (publicUrl != null) {
            return Set.of(configured(publicUrl) + path);
        }
        String port = ":" + request.getLocalPort();
        return Stream.of("http://127.0.0.1", "http://localhost", "http://[::1]")
                .map(host -> host + port + path)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String configured(URI publicUrl) {
        return publicUrl.toString().replaceAll("/+$", "");
    }
}
