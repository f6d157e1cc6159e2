package org.precept.server.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.server.clients.SeenTokens.Use;
import org.precept.server.start.StartRefusedException;
import org.springframework.core.io.DefaultResourceLoader;

/** What the configuration of clients may say. */
class HookClientsTest {

    private static final Set<String> USUAL = Set.of("ES384", "RS384");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aTokenIsRequiredAsSoonAsThereAreClients() {
        HookClient client = new HookClient("https://ehr.example", "file:keys.json", USUAL, Set.of());

        assertThat(new HookClients(List.of(), null, List.of()).tokenRequired()).isFalse();
        assertThat(new HookClients(List.of(client), null, List.of()).tokenRequired())
                .isTrue();
        assertThat(new HookClients(List.of(client), false, List.of()).tokenRequired())
                .isFalse();
    }

    @Test
    void aConfigurationUnderWhichNobodyCouldCallStopsTheStart() {
        assertThatThrownBy(() -> new HookClients(List.of(), true, List.of())).isInstanceOf(StartRefusedException.class);
    }

    @Test
    void anIssuerWithTwoEntriesStopsTheStart() {
        HookClient client = new HookClient("https://ehr.example", "file:keys.json", USUAL, Set.of());

        assertThatThrownBy(() -> new HookClients(List.of(client, client), null, List.of()))
                .hasMessageContaining("twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256", "ES512"})
    void otherAlgorithmsStopTheStart(String algorithm) {
        assertThatThrownBy(() -> new HookClient("https://ehr.example", "file:keys.json", Set.of(algorithm), Set.of()))
                .isInstanceOf(StartRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:/nowhere/keys.json", "classpath:nowhere.json", "http://ehr.example/jwks.json", "https://:x"
            })
    void keysThatCannotBeHadSafelyStopTheStart(String jwks) {
        HookClient client = new HookClient("https://ehr.example", jwks, USUAL, Set.of());

        assertThatThrownBy(() -> ClientKeys.verifier(client, new DefaultResourceLoader()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("https://ehr.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payer.example", "ftp://payer.example", "https://payer.example?x=1"})
    void aPublicAddressMustBeAnAddress(String address) {
        assertThatThrownBy(() -> new PublicAddress(URI.create(address))).isInstanceOf(StartRefusedException.class);
    }

    @Test
    void usedTokensAreForgottenWhenTheyHaveExpired() {
        SeenTokens seen = new SeenTokens(1);

        assertThat(seen.use("a", "1", NOON.plusSeconds(10), NOON)).isEqualTo(Use.FIRST);
        assertThat(seen.use("b", "1", NOON.plusSeconds(10), NOON)).isEqualTo(Use.FULL);
        assertThat(seen.use("b", "1", NOON.plusSeconds(30), NOON.plusSeconds(11)))
                .isEqualTo(Use.FIRST);
    }

    @Test
    void anIdBelongsToItsIssuer() {
        SeenTokens seen = new SeenTokens(10);

        assertThat(seen.use("a", "1", NOON, NOON)).isEqualTo(Use.FIRST);
        assertThat(seen.use("b", "1", NOON, NOON)).isEqualTo(Use.FIRST);
        assertThat(seen.use("a", "1", NOON, NOON)).isEqualTo(Use.AGAIN);
    }
}
