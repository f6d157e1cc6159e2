package org.precept.pas.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.notify.Submitters.Submitter;

/** Who calls, and whom they may listen to. */
class OwnersTest {

    private static final Submitter CLINIC =
            new Submitter(sha256("clinic"), Set.of("C1", "C2"), List.of("https://clinic.example/hook"));
    private static final Submitter OTHER = new Submitter(sha256("other"), Set.of("O1"), List.of());

    @Test
    void aSubmitterIsKnownByItsTokenAndListensToItselfOnly() {
        Owners owners = new Owners(new Submitters(Map.of("clinic", CLINIC, "other", OTHER), null));

        Owner clinic = owners.calling("bearer  clinic ");

        assertThat(clinic.name()).isEqualTo("submitter:clinic");
        assertThat(owners.named("submitter:clinic")).contains(clinic);
        assertThat(owners.maySubscribe(clinic, "C2")).isTrue();
        assertThat(owners.maySubscribe(clinic, "O1")).isFalse();
        assertThat(owners.maySubscribe(clinic, "SOMEBODY")).isFalse();
        assertThat(clinic.maySendTo(
                        AllowedEndpoint.address("https://clinic.example/hook/a").orElseThrow()))
                .isTrue();
        assertThat(clinic.maySendTo(
                        AllowedEndpoint.address("http://127.0.0.1/hook").orElseThrow()))
                .isFalse();
    }

    @Test
    void withSubmittersATokenIsNeededAndHasToBeTheirs() {
        Owners owners = new Owners(new Submitters(Map.of("clinic", CLINIC), null));

        assertThatThrownBy(() -> owners.calling(null)).isInstanceOf(RejectedRequest.class);
        assertThatThrownBy(() -> owners.calling("Basic clinic")).isInstanceOf(RejectedRequest.class);
        assertThatThrownBy(() -> owners.calling("Bearer nobody's")).isInstanceOf(RejectedRequest.class);
        assertThat(owners.named("anybody")).isEmpty();
        assertThat(owners.named("submitter:gone")).isEmpty();
    }

    @Test
    void whereNoneIsRequiredOthersListenToThoseWhoAreNotConfigured() {
        Owners owners = new Owners(new Submitters(Map.of("clinic", CLINIC), false));

        Owner anybody = owners.calling(null);

        assertThat(owners.maySubscribe(anybody, "SOMEBODY")).isTrue();
        assertThat(owners.maySubscribe(anybody, "C1")).isFalse();
        Owner somebody = owners.calling("Bearer nobody's");
        assertThat(somebody.submitter()).isNull();
        assertThat(somebody.name()).isNotEqualTo(anybody.name());
        assertThat(owners.maySubscribe(somebody, "C1")).isFalse();
    }

    @Test
    void whoIsConfiguredIsNotHeardByAnotherWritingOfItsIdentifier() {
        Submitter bare = new Submitter(sha256("bare"), Set.of("B1"), List.of());
        Submitter full = new Submitter(sha256("full"), Set.of("urn:systems|F1"), List.of());
        Owners owners = new Owners(new Submitters(Map.of("bare", bare, "full", full), false));

        Owner anybody = owners.calling(null);

        assertThat(owners.maySubscribe(anybody, "urn:systems|B1")).isFalse();
        assertThat(owners.maySubscribe(anybody, "F1")).isFalse();
        assertThat(owners.maySubscribe(anybody, "urn:systems|F1")).isFalse();
        assertThat(owners.maySubscribe(anybody, "urn:systems|G1")).isTrue();
    }

    @Test
    void withoutSubmittersWhoComesWithAnotherTokenIsAnotherOwner() {
        Owners owners = new Owners(new Submitters(Map.of(), null));

        assertThat(owners.calling("Bearer one")).isEqualTo(owners.calling("Bearer one"));
        assertThat(Set.of(
                        owners.calling("Bearer one").name(),
                        owners.calling("Bearer two").name(),
                        owners.calling(null).name()))
                .hasSize(3);
        assertThat(owners.calling("Bearer one").name()).doesNotContain("one");
        assertThat(owners.calling("Bearer one")
                        .maySendTo(AllowedEndpoint.address("https://clinic.example/hook")
                                .orElseThrow()))
                .isFalse();
    }

    @Test
    void aConfigurationThatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> new Submitter("clinic", Set.of("C1"), List.of()))
                .hasMessageContaining("SHA-256")
                .hasMessageNotContaining("clinic");
        assertThatThrownBy(() -> new Submitter(sha256("clinic"), Set.of(), List.of()))
                .hasMessageContaining("identifiers");
        assertThatThrownBy(() -> new Submitters(Map.of("one", CLINIC, "two", CLINIC), null))
                .hasMessageContaining("token of another");
        assertThatThrownBy(() -> new Submitters(Map.of(), true)).hasMessageContaining("nobody could subscribe");
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        NotificationSettings settings = new NotificationSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                12,
                Duration.ofSeconds(30),
                Period.ofDays(30),
                4,
                20);

        assertThat(settings.pause(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.pause(2)).isEqualTo(Duration.ofSeconds(4));
        assertThat(settings.pause(5)).isEqualTo(Duration.ofSeconds(32));
        assertThat(settings.pause(10)).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.pause(1000)).isEqualTo(Duration.ofMinutes(10));
    }

    private static String sha256(String token) {
        return Hashing.sha256().hashString(token, StandardCharsets.UTF_8).toString();
    }
}
