package org.precept.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.server.start.StartRefusedException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Whom the form app may talk to. */
class RegisteredEhrTest {

    @Test
    void thePageMayCallTheEhrAndItsOtherOrigins() {
        ContentPolicy policy = new ContentPolicy(
                List.of(ehr("https://ehr.example:8443/fhir/r4/", "https://login.example")),
                List.of("https://ehr.example"));

        assertThat(policy.header("x"))
                .contains("connect-src 'self' https://ehr.example:8443 https://login.example;")
                .contains("frame-ancestors https://ehr.example;");
    }

    @Test
    void anEhrOfThisServerAddsNoOrigin() {
        assertThat(new ContentPolicy(List.of(ehr("/demo-ehr/fhir")), List.of()).header("x"))
                .contains("connect-src 'self';");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ehr.example/fhir",
                "//ehr.example/fhir",
                "javascript:alert(1)",
                "https://user@ehr.example/fhir",
                "https://ehr.example/fhir?x=1",
                "https://ehr.example; script-src *",
                "ehr.example",
                " "
            })
    void addressesThatAreNoIssuerStopTheStart(String issuer) {
        assertThatExceptionOfType(StartRefusedException.class).isThrownBy(() -> ehr(issuer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://login.example/", "https://login.example/path", "*", "https://*.example", "'self'"})
    void otherOriginsAreNothingButOrigins(String origin) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> ehr("https://ehr.example/fhir", origin));
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new AppSettings(List.of(), List.of(origin)));
    }

    @Test
    void settingsAreReadAsTheReferenceSays() {
        Map<String, String> settings = Map.of(
                "precept.dtr.app.ehrs[0].issuer", "https://ehr.example/fhir",
                "precept.dtr.app.ehrs[0].client-id", "precept-dtr",
                "precept.dtr.app.ehrs[0].origins[0]", "https://login.ehr.example",
                "precept.dtr.app.ehrs[0].return-to", "https://ehr.example/chart",
                "precept.dtr.app.frame-ancestors[0]", "https://ehr.example");

        AppSettings bound = new Binder(new MapConfigurationPropertySource(settings))
                .bind("precept.dtr.app", AppSettings.class)
                .get();

        assertThat(bound.frameAncestors()).containsExactly("https://ehr.example");
        assertThat(bound.ehrs())
                .containsExactly(new RegisteredEhr(
                        "https://ehr.example/fhir",
                        "precept-dtr",
                        null,
                        RegisteredEhr.SCOPES,
                        List.of("https://login.ehr.example"),
                        "https://ehr.example/chart"));
    }

    @Test
    void anIssuerIsRegisteredOnce() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new AppSettings(
                        List.of(ehr("https://ehr.example/fhir"), ehr("https://ehr.example/fhir/")), List.of()));
    }

    @Test
    void thePageHearsOfABuiltInEhrAndItsLauncher() {
        LaunchConfiguration configuration = LaunchConfiguration.of(
                List.of(ehr("https://ehr.example/fhir")), new BuiltInEhr(ehr("/demo-ehr/fhir"), "/demo-ehr/launch"));

        assertThat(configuration.ehrs())
                .extracting(LaunchConfiguration.Ehr::issuer)
                .containsExactly("https://ehr.example/fhir", "/demo-ehr/fhir");
        assertThat(configuration.launcher()).isEqualTo("/demo-ehr/launch");
        assertThat(LaunchConfiguration.of(List.of(), null).launcher()).isNull();
    }

    private static RegisteredEhr ehr(String issuer, String... origins) {
        return new RegisteredEhr(issuer, "precept", null, RegisteredEhr.SCOPES, List.of(origins), null);
    }
}
