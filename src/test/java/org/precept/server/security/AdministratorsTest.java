package org.precept.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.Filter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.server.start.StartRefusedException;
import org.precept.server.web.OutcomeWriter;
import org.precept.support.Client;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What the configuration of administrators may say, and what happens when it says nothing. */
@ExtendWith(OutputCaptureExtension.class)
class AdministratorsTest {

    private static final String HASH = "$2a$04$mm/CJPa5UQkkZ9ixH9JhxuA4sL93M7KU6D72/rF3a1YoM14IHv2N6";

    @Test
    void hashesAreAcceptedAndNeverShown() {
        Administrators administrators = new Administrators(Map.of("auditor", "{bcrypt}" + HASH));

        assertThat(administrators).hasToString("Administrators[auditor]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "{noop}secret", HASH, "{bcrypt}secret", ""})
    void anythingElseStopsTheStartWithoutRepeatingIt(String password) {
        assertThatThrownBy(() -> new Administrators(Map.of("auditor", password)))
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> {
                    assertThat(refused).hasMessage("precept.administrators.auditor is not a bcrypt hash.");
                    assertThat(refused.action()).contains("{bcrypt}").doesNotContain("secret");
                });
    }

    @Test
    void aPasswordInTheConfigurationIsExplainedAndNotPrinted(CapturedOutput output) {
        SpringApplication server = new SpringApplication(Settings.class);
        server.setWebApplicationType(WebApplicationType.NONE);

        assertThatThrownBy(() -> server.run("--precept.administrators.auditor=secret"))
                .hasRootCauseInstanceOf(StartRefusedException.class);
        assertThat(output)
                .contains("precept.administrators.auditor is not a bcrypt hash", "Set it to {bcrypt}")
                .doesNotContain("secret");
    }

    @Test
    void withNobodyConfiguredNobodyGetsInAndTheAnswerSaysHowToConfigure() {
        new WebApplicationContextRunner()
                .withUserConfiguration(Nobody.class)
                .withBean(OutcomeWriter.class, FhirContext.forR4Cached())
                .withBean(Administrators.class, Map.of())
                .withBean(ConfiguredReviewers.class, Map.of())
                .run(context -> {
                    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/admin/hook-calls");
                    request.addHeader("Authorization", Client.basic("admin", "admin"));
                    MockHttpServletResponse response = new MockHttpServletResponse();
                    MockFilterChain chain = new MockFilterChain();

                    context.getBean("springSecurityFilterChain", Filter.class).doFilter(request, response, chain);

                    assertThat(chain.getRequest()).isNull();
                    assertThat(response.getStatus()).isEqualTo(403);
                    assertThat(response.getContentAsString()).contains("OperationOutcome", "{bcrypt}");
                });
    }

    @Import(SecurityConfiguration.class)
    static class Nobody {}

    @EnableConfigurationProperties(Administrators.class)
    static class Settings {}
}
