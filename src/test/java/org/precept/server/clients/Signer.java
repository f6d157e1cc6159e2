package org.precept.server.clients;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

/** A client of the hooks with keys of its own. */
final class Signer {

    private final JWSAlgorithm algorithm;
    private final JWK key;

    Signer(JWSAlgorithm algorithm) {
        this.algorithm = algorithm;
        try {
            String id = UUID.randomUUID().toString();
            if (algorithm.equals(JWSAlgorithm.RS384)) {
                this.key = new RSAKeyGenerator(2048).keyID(id).generate();
            } else {
                Curve curve = algorithm.equals(JWSAlgorithm.ES256) ? Curve.P_256 : Curve.P_384;
                this.key = new ECKeyGenerator(curve).keyID(id).generate();
            }
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key, as a file. */
    Path jwks(Path directory) {
        try {
            return Files.writeString(directory.resolve(key.getKeyID() + ".json"), new JWKSet(key).toString(true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String keyId() {
        return key.getKeyID();
    }

    /** A header as CDS Hooks wants it. */
    JWSHeader.Builder header() {
        return new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(key.getKeyID());
    }

    /** Claims as CDS Hooks wants them, for five minutes. */
    static JWTClaimsSet.Builder claims(String issuer, String audience, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .jwtID(UUID.randomUUID().toString());
    }

    String token(JWTClaimsSet claims) {
        return token(claims, header -> {});
    }

    String token(JWTClaimsSet claims, Consumer<JWSHeader.Builder> change) {
        JWSHeader.Builder header = header();
        change.accept(header);
        SignedJWT jwt = new SignedJWT(header.build(), claims);
        try {
            JWSSigner signer = key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey());
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }
}
