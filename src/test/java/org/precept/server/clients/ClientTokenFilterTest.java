package org.precept.server.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.server.clients.Signer.claims;

import ca.uhn.fhir.context.FhirContext;
import com.nimbusds.jose.JWSAlgorithm;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.precept.server.web.OutcomeWriter;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Which calls need a token, and what its audience may be. */
class ClientTokenFilterTest {

    private static final String EHR = "https://ehr.example";
    private static final String PATH = "/cds-services/order-sign-crd";
    private static final String PUBLIC = "https://payer.example/precept";

    private final Signer ehr = new Signer(JWSAlgorithm.ES384);

    @TempDir
    private Path keys;

    @Test
    void aCallWithoutTokenIsRefusedWithAChallenge() throws Exception {
        MockHttpServletResponse response = call(null, null, null);

        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeader("WWW-Authenticate")).startsWith("Bearer");
        assertThat(response.getContentAsString()).contains("OperationOutcome", "Authorization: Bearer");
    }

    @Test
    void aValidTokenLetsTheCallIn() throws Exception {
        assertThat(call(
                                null,
                                PUBLIC,
                                ehr.token(claims(EHR, PUBLIC + PATH, Instant.now())
                                        .build()))
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void withoutPublicAddressTheNamesOfThisMachineAreTheAudienceWhateverHostTheCallNames() throws Exception {
        String local = ehr.token(
                claims(EHR, "http://localhost:8123" + PATH, Instant.now()).build());
        String named = ehr.token(
                claims(EHR, "http://payer.example" + PATH, Instant.now()).build());

        assertThat(call(null, null, local).getStatus()).isEqualTo(200);
        assertThat(call(null, null, named).getStatus()).isEqualTo(401);
    }

    @Test
    void discoveryIsOpen() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/cds-services");

        assertThat(run(request, null, null).getStatus()).isEqualTo(200);
    }

    @Test
    void whereNoTokenIsRequiredAnUnknownOneIsIgnored() throws Exception {
        Signer stranger = new Signer(JWSAlgorithm.ES384);
        String token = stranger.token(
                claims("https://stranger.example", PUBLIC + PATH, Instant.now()).build());

        assertThat(call(false, PUBLIC, token).getStatus()).isEqualTo(200);
        assertThat(call(false, PUBLIC, null).getStatus()).isEqualTo(200);
        assertThat(call(false, PUBLIC, "nonsense").getStatus()).isEqualTo(200);
    }

    @Test
    void whereNoTokenIsRequiredAnInvalidOneOfAConfiguredClientIsStillRefused() throws Exception {
        String elsewhere = ehr.token(claims(EHR, "https://other.example/cds-services/x", Instant.now())
                .build());
        String forged = new Signer(JWSAlgorithm.ES384)
                .token(claims(EHR, PUBLIC + PATH, Instant.now()).build());

        assertThat(call(false, PUBLIC, elsewhere).getStatus()).isEqualTo(401);
        assertThat(call(false, PUBLIC, forged).getStatus()).isEqualTo(401);
    }

    private MockHttpServletResponse call(@Nullable Boolean required, @Nullable String address, @Nullable String token)
            throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", PATH);
        request.setLocalPort(8123);
        request.addHeader("Host", "payer.example");
        if (token != null) {
            request.addHeader("Authorization", "Bearer " + token);
        }
        return run(request, required, address);
    }

    private MockHttpServletResponse run(
            MockHttpServletRequest request, @Nullable Boolean required, @Nullable String address)
            throws ServletException, IOException {
        HookClients clients = new HookClients(
                List.of(new HookClient(EHR, "file:" + ehr.jwks(keys), Set.of("ES384"), Set.of())), required, List.of());
        ClientTokens tokens =
                new ClientTokens(clients, new DefaultResourceLoader(), new SeenTokens(10), Clock.systemUTC());
        ClientTokenFilter filter = new ClientTokenFilter(
                clients.tokenRequired(),
                tokens,
                new PublicAddress(address == null ? null : URI.create(address)),
                new OutcomeWriter(FhirContext.forR4Cached()));
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
