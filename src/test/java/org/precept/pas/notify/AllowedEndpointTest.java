package org.precept.pas.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications go where the configuration says and nowhere else. */
class AllowedEndpointTest {

    private static final AllowedEndpoint HOOK = AllowedEndpoint.of("https://Clinic.example/pas/hook/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://clinic.example/pas/hook",
                "https://clinic.example:443/pas/hook/decisions",
                "HTTPS://CLINIC.example/pas/hook/a?b=c"
            })
    void whatIsBelowTheAddressIsCovered(String address) {
        assertThat(AllowedEndpoint.address(address).map(HOOK::covers)).contains(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://clinic.example/pas/hook",
                "https://clinic.example:8443/pas/hook",
                "https://clinic.example/pas/hooks",
                "https://clinic.example/pas",
                "https://clinic.example.evil.example/pas/hook",
                "https://evil.example/pas/hook"
            })
    void whatIsElsewhereIsNot(String address) {
        assertThat(AllowedEndpoint.address(address).map(HOOK::covers)).contains(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://clinic.example@evil.example/pas/hook",
                "https://user:secret@clinic.example/pas/hook",
                "https://clinic.example/pas/hook/../../admin",
                "https://clinic.example/pas/hook/%2e%2e/admin",
                "https://clinic.example/pas/hook/..%2fadmin",
                "https://clinic.example/pas/hook//admin",
                "https://clinic.example/pas/hook/..;/admin",
                "https://clinic.example/pas/hook;v=1",
                "https://clinic.example/pas/hook/%3b/admin",
                "https://clinic.example/pas/hook|admin",
                "https://clinic.example/pas/hook%7Cadmin",
                "https://clinic.example/pas/hook/%252e%252e/admin",
                "https://clinic.example/pas/hook#there",
                "https://clinic.example\\@evil.example/pas/hook",
                "file:///etc/passwd",
                "gopher://clinic.example/pas/hook",
                "//clinic.example/pas/hook",
                "not an address",
                "null",
                ""
            })
    void whatCouldBeReadInTwoWaysIsNoAddress(String text) {
        assertThat(AllowedEndpoint.address(text)).isEmpty();
    }

    @Test
    void onlyNamesOfThisMachineAreLoopback() {
        assertThat(AllowedEndpoint.isLoopback(URI.create("http://127.0.0.1:9/hook")))
                .isTrue();
        assertThat(AllowedEndpoint.isLoopback(URI.create("http://localhost:9/hook")))
                .isTrue();
        assertThat(AllowedEndpoint.isLoopback(URI.create("http://[::1]:9/hook")))
                .isTrue();
        assertThat(AllowedEndpoint.isLoopback(URI.create("http://127.0.0.1.example/hook")))
                .isFalse();
        assertThat(AllowedEndpoint.isLoopback(URI.create("http://10.0.0.1/hook")))
                .isFalse();
        assertThat(AllowedEndpoint.isLoopback(URI.create("http://169.254.169.254/hook")))
                .isFalse();
    }

    @Test
    void aConfiguredAddressHasToBeOne() {
        assertThatThrownBy(() -> AllowedEndpoint.of("clinic.example/hook"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AllowedEndpoint.of("https://clinic.example/hook?token=1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
