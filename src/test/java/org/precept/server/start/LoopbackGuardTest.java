package org.precept.server.start;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class LoopbackGuardTest {

    private final MockEnvironment environment = new MockEnvironment();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.9.9.9"})
    void loopbackIsAllowed(String address) {
        environment.setProperty("server.address", address);

        assertThatCode(() -> LoopbackGuard.check(environment)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", " ", "no-such-host.invalid"})
    void anyOtherAddressIsRefused(String address) {
        environment.setProperty("server.address", address);

        assertThatThrownBy(() -> LoopbackGuard.check(environment))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("server.address");
    }

    @Test
    void noAddressIsRefused() {
        assertThatThrownBy(() -> LoopbackGuard.check(environment)).hasMessageContaining("server.address is not set");
    }

    @Test
    void aSecondPortNeedsLoopbackToo() {
        environment.setProperty("server.address", "127.0.0.1");
        environment.setProperty("management.server.port", "9090");

        assertThatThrownBy(() -> LoopbackGuard.check(environment))
                .hasMessageContaining("management.server.address is not set");
    }

    @Test
    void securityThatDoesNotExistCannotBeEnabled() {
        environment.setProperty("server.address", "127.0.0.1");
        environment.setProperty("precept.security.enabled", "true");

        assertThatThrownBy(() -> LoopbackGuard.check(environment)).hasMessageContaining("no security to enable");
    }
}
