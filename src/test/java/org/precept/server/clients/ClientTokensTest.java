package org.precept.server.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.precept.server.clients.Signer.claims;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.DefaultResourceLoader;

/** Which tokens let a call in. */
class ClientTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String CALLED = "https://payer.example/cds-services/order-sign-crd";
    private static final String EHR = "https://ehr.example";
    private static final String OLD_EHR = "https://old.example";
    private static final String HOSPITAL = "https://hospital.example";

    private final Signer ehr = new Signer(JWSAlgorithm.ES384);
    private final Signer rsa = new Signer(JWSAlgorithm.RS384);
    private final Signer old = new Signer(JWSAlgorithm.ES256);

    private ClientTokens tokens;

    @BeforeEach
    void configure(@TempDir Path keys) {
        Set<String> usual = Set.of("ES384", "RS384");
        tokens = tokens(
                3,
                new HookClient(EHR, "file:" + ehr.jwks(keys), usual, Set.of()),
                new HookClient(HOSPITAL, "file:" + rsa.jwks(keys), usual, Set.of("north", "south")),
                new HookClient(OLD_EHR, "file:" + old.jwks(keys), Set.of("ES256"), Set.of()));
    }

    @Test
    void aTokenSignedForThisCallIsAccepted() {
        String token = ehr.token(claims(EHR, CALLED, NOW).build());

        assertThat(tokens.accept(token, Set.of(CALLED))).isEqualTo(EHR);
    }

    @Test
    void theAudienceMayBeOneOfSeveral() {
        String token = ehr.token(claims(EHR, CALLED, NOW)
                .audience(List.of("https://other.example/cds-services/x", CALLED))
                .build());

        assertThat(tokens.accept(token, Set.of(CALLED))).isEqualTo(EHR);
    }

    @Test
    void clocksMayDifferALittle() {
        String token = ehr.token(claims(EHR, CALLED, NOW)
                .issueTime(Date.from(NOW.plusSeconds(30)))
                .build());
        String late = ehr.token(claims(EHR, CALLED, NOW)
                .expirationTime(Date.from(NOW.minusSeconds(30)))
                .build());

        assertThat(tokens.accept(token, Set.of(CALLED))).isEqualTo(EHR);
        assertThat(tokens.accept(late, Set.of(CALLED))).isEqualTo(EHR);
    }

    @Test
    void es256IsAcceptedWhereItIsConfiguredOnly() {
        String token = old.token(claims(OLD_EHR, CALLED, NOW).build());
        String wrong = old.token(claims(EHR, CALLED, NOW).build());

        assertThat(tokens.accept(token, Set.of(CALLED))).isEqualTo(OLD_EHR);
        assertRefused(wrong, 401, "signature does not fit");
    }

    @Test
    void aTenantMustBeAllowed() {
        String north =
                rsa.token(claims(HOSPITAL, CALLED, NOW).claim("tenant", "north").build());
        String west =
                rsa.token(claims(HOSPITAL, CALLED, NOW).claim("tenant", "west").build());

        assertThat(tokens.accept(north, Set.of(CALLED))).isEqualTo(HOSPITAL);
        assertRefused(west, 403, "tenant");
    }

    @Test
    void aTokenIsUsedOnce() {
        String token = ehr.token(claims(EHR, CALLED, NOW).jwtID("once").build());
        tokens.accept(token, Set.of(CALLED));

        assertRefused(token, 401, "used before");
    }

    @Test
    void noMoreTokensAreAcceptedThanCanBeRemembered() {
        for (int i = 0; i < 3; i++) {
            tokens.accept(ehr.token(claims(EHR, CALLED, NOW).build()), Set.of(CALLED));
        }

        assertRefused(ehr.token(claims(EHR, CALLED, NOW).build()), 503, "keeps track");
    }

    static Stream<Arguments> badClaims() {
        return Stream.of(
                bad("aud", claims -> claims.audience("https://payer.example/cds-services/order-select-crd")),
                bad("aud", claims -> claims.audience(CALLED + "/")),
                bad("aud", claims -> claims.audience((String) null)),
                bad("iss", claims -> claims.issuer("https://nobody.example")),
                bad("iss", claims -> claims.issuer(null)),
                bad("exp", claims -> claims.expirationTime(null)),
                bad("iat", claims -> claims.issueTime(null)),
                bad("exp", claims -> claims.expirationTime(Date.from(NOW.minusSeconds(120)))),
                bad("exp", claims -> claims.expirationTime(Date.from(NOW.plusSeconds(90_000)))),
                bad("iat", claims -> claims.issueTime(Date.from(NOW.plusSeconds(120)))),
                bad("jti", claims -> claims.jwtID(null)),
                bad("jti", claims -> claims.jwtID("x".repeat(201))));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void aClaimThatIsMissingOrWrongIsNamed(String named, UnaryOperator<JWTClaimsSet.Builder> change) {
        assertRefused(ehr.token(change.apply(claims(EHR, CALLED, NOW)).build()), 401, "(" + named);
    }

    @Test
    void headersThatAreMissingOrWrongAreRefused() {
        JWTClaimsSet claims = claims(EHR, CALLED, NOW).build();

        assertRefused(ehr.token(claims, header -> header.keyID(null)), 401, "kid");
        assertRefused(ehr.token(claims, header -> header.keyID("another")), 401, "signature");
        assertRefused(ehr.token(claims, header -> header.type(null)), 401, "typ");
        assertRefused(ehr.token(claims, header -> header.type(new JOSEObjectType("at+jwt"))), 401, "typ");
    }

    @Test
    void someoneElsesKeyIsRefusedWhateverJkuTheTokenNames() {
        Signer other = new Signer(JWSAlgorithm.ES384);
        String token = other.token(
                claims(EHR, CALLED, NOW).build(),
                header -> header.jwkURL(URI.create("https://attacker.example/jwks.json"))
                        .keyID(ehr.keyId()));

        assertRefused(token, 401, "signature");
    }

    @Test
    void unsignedAndUnreadableTokensAreRefused() {
        assertRefused(new PlainJWT(claims(EHR, CALLED, NOW).build()).serialize(), 401, "not accepted");
        assertRefused("not.a.token", 401, "not accepted");
        assertRefused("", 401, "not accepted");
    }

    @Test
    void refusalsRepeatNothingOfTheToken() {
        String token = ehr.token(
                claims(EHR, CALLED, NOW).audience("https://secret.example").build());

        assertThatThrownBy(() -> tokens.accept(token, Set.of(CALLED)))
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining(token);
    }

    @Test
    void keysThatCannotBeReachedAreNoVerdictOnTheToken() {
        ClientTokens remote = tokens(3, new HookClient(EHR, "http://127.0.0.1:1/jwks.json", Set.of("ES384"), Set.of()));

        assertThatThrownBy(
                        () -> remote.accept(ehr.token(claims(EHR, CALLED, NOW).build()), Set.of(CALLED)))
                .isInstanceOfSatisfying(RefusedToken.class, refused -> {
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.undecided()).isTrue();
                });
    }

    @Test
    void aTokenThatNamesOtherKeysThanThoseConfiguredIsRefusedBeforeAnythingIsFetched() {
        ClientTokens remote = tokens(3, new HookClient(EHR, "http://127.0.0.1:1/jwks.json", Set.of("ES384"), Set.of()));
        String token = ehr.token(
                claims(EHR, CALLED, NOW).build(),
                header -> header.jwkURL(URI.create("https://attacker.example/jwks.json")));

        assertThatThrownBy(() -> remote.accept(token, Set.of(CALLED))).hasMessageContaining("jku");
    }

    private static Arguments bad(String named, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(named, change);
    }

    private void assertRefused(String token, int status, String reason) {
        assertThatThrownBy(() -> tokens.accept(token, Set.of(CALLED)))
                .isInstanceOfSatisfying(
                        RefusedToken.class,
                        refused -> assertThat(refused.status()).isEqualTo(status))
                .hasMessageContaining(reason);
    }

    private static ClientTokens tokens(int remembered, HookClient... clients) {
        return new ClientTokens(
                new HookClients(List.of(clients), null, List.of()),
                new DefaultResourceLoader(),
                new SeenTokens(remembered),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
