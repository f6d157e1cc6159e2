package org.precept.server.clients;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import org.precept.server.start.StartRefusedException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Checks signatures with a client's keys. They come from the configured address only, never from one that a token
 * names; those of an address on the network are kept for minutes and fetched anew when a token names an unknown one.
 */
final class ClientKeys {

    private static final int TIMEOUT_MILLIS = 1000;
    private static final int LARGEST = 100_000;

    private ClientKeys() {}

    /**
     * Verifies signature, {@code alg} and {@code typ}; claims are left to the caller.
     *
     * @throws StartRefusedException when keys on this machine cannot be read or the address is not accepted
     */
    static JWTProcessor<SecurityContext> verifier(HookClient client, ResourceLoader files) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(client.signatures(), keys(client, files)));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        return processor;
    }

    /** True when the keys are fetched from an address on the network. */
    static boolean onTheNetwork(HookClient client) {
        return client.jwks().startsWith("https:") || client.jwks().startsWith("http:");
    }

    private static JWKSource<SecurityContext> keys(HookClient client, ResourceLoader files) {
        try {
            if (onTheNetwork(client)) {
                return JWKSourceBuilder.<SecurityContext>create(
                                address(client), new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST))
                        .build();
            }
            Resource file = files.getResource(client.jwks());
            try (InputStream in = file.getInputStream()) {
                return new ImmutableJWKSet<>(JWKSet.load(in).toPublicJWKSet());
            }
        } catch (IOException | ParseException | IllegalArgumentException e) {
            throw refused(client, "cannot be read");
        }
    }

    private static URL address(HookClient client) throws IOException {
        URI address = URI.create(client.jwks());
        boolean loopback = "127.0.0.1".equals(address.getHost()) || "localhost".equals(address.getHost());
        if (!"https".equals(address.getScheme()) && !loopback) {
            throw refused(client, "are not at an https address");
        }
        return address.toURL();
    }

    private static StartRefusedException refused(HookClient client, String why) {
        return new StartRefusedException(
                "precept.crd.clients: the keys of " + client.issuer() + " " + why + ": " + client.jwks(),
                "Set jwks to a JSON Web Key Set with the client's public keys: https:, file: or classpath:.");
    }
}
