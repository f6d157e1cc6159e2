package org.precept.server.clients;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Set;
import java.util.stream.Collectors;
import org.precept.server.start.StartRefusedException;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A client that may call the hooks.
 *
 * @param issuer {@code iss} of its tokens
 * @param jwks where its public keys are: {@code https:}, {@code file:} or {@code classpath:}
 * @param algorithms of its tokens' signatures; ES256 only where it is listed here
 * @param tenants {@code tenant} values it may use; empty: any and none
 */
record HookClient(
        String issuer,
        String jwks,
        @DefaultValue({"ES384", "RS384"}) Set<String> algorithms,
        @DefaultValue Set<String> tenants) {

    private static final Set<String> KNOWN = Set.of("ES384", "RS384", "ES256");
    private static final String PROPERTY = "precept.crd.clients";

    /** Checks and copies. @throws StartRefusedException when something is missing or an algorithm is not accepted */
    HookClient {
        if (isBlank(issuer) || isBlank(jwks)) {
            throw new StartRefusedException(
                    "An entry of " + PROPERTY + " has no issuer or no jwks.",
                    "Give the issuer (iss of its tokens) and the address of its keys (jwks) for every client.");
        }
        if (algorithms.isEmpty() || !KNOWN.containsAll(algorithms)) {
            throw new StartRefusedException(
                    PROPERTY + ": the algorithms of " + issuer + " are " + algorithms + ".",
                    "Choose from ES384, RS384 and, where a client cannot do better, ES256.");
        }
        algorithms = Set.copyOf(algorithms);
        tenants = Set.copyOf(tenants);
    }

    /** The accepted signatures. */
    Set<JWSAlgorithm> signatures() {
        return algorithms.stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
    }

    @SuppressWarnings("NullAway") // the binder passes null for what is not configured
    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
