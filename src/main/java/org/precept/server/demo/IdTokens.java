package org.precept.server.demo;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Says who uses the app (OpenID Connect, claim {@code fhirUser}). The key is made when it is first needed and never kept. */
@Component
@Profile("demo")
class IdTokens {

    private static final int KEY_BITS = 2048;
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Supplier<RSAKey> key = Suppliers.memoize(IdTokens::newKey);
    private final Clock clock;

    IdTokens(Clock clock) {
        this.clock = clock;
    }

    /** Public half of the key, as a JSON Web Key Set. */
    Map<String, Object> publicKeys() {
        return new JWKSet(key.get()).toJSONObject(true);
    }

    /**
     * A signed id token.
     *
     * @param practitioner absolute address of the user's Practitioner
     * @param nonce the app's; null: it sent none
     */
    String of(String issuer, String clientId, String practitioner, @Nullable String nonce) {
        Date now = Date.from(clock.instant());
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(clientId)
                .subject(practitioner.substring(practitioner.lastIndexOf('/') + 1))
                .claim("fhirUser", practitioner)
                .issueTime(now)
                .expirationTime(Date.from(now.toInstant().plus(LIFETIME)));
        if (nonce != null) {
            claims.claim("nonce", nonce);
        }
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.get().getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims.build());
        try {
            token.sign(new RSASSASigner(key.get()));
        } catch (JOSEException e) {
            throw new IllegalStateException("An id token cannot be signed", e);
        }
        return token.serialize();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(KEY_BITS).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("A key for id tokens cannot be made", e);
        }
    }
}
