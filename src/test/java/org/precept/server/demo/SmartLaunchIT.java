package org.precept.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** SMART App Launch 2 at the demo EHR. */
class SmartLaunchIT extends ServerTest {

    private SmartApp app;

    @BeforeEach
    void start() {
        app = new SmartApp(client);
    }

    @Test
    void discoveryNamesWhatIsHereAndDemandsPkce() {
        Reply reply = client.get("/demo-ehr/fhir/.well-known/smart-configuration");

        assertThat(reply.at("/authorization_endpoint"))
                .isEqualTo(client.uri("/demo-ehr/authorize").toString());
        assertThat(reply.at("/token_endpoint"))
                .isEqualTo(client.uri("/demo-ehr/token").toString());
        assertThat(reply.json().at("/code_challenge_methods_supported")).hasToString("[\"S256\"]");
        assertThat(client.get("/demo-ehr/fhir/metadata").at("/rest/0/security/extension/0/extension/1/valueUri"))
                .isEqualTo(reply.at("/token_endpoint"));
    }

    @Test
    void anEhrLaunchGivesThePatientTheCoverageAndTheOrderWithTheAssertion() {
        Map<String, String> launched = app.launched("member=kira&anyway=true");

        Reply token = app.redeem(app.redemption(app.code(launched.get("launch"))));

        assertThat(launched.get("iss")).isEqualTo(client.uri("/demo-ehr/fhir").toString());
        assertThat(token.status()).isEqualTo(200);
        assertThat(token.header("Cache-Control")).contains("no-store");
        assertThat(token.at("/patient")).isEqualTo("ehr-kira");
        assertThat(token.json().at("/fhirContext"))
                .hasToString("[{\"reference\":\"Coverage/ehr-kira\"},{\"reference\":\"ServiceRequest/order-kira\"}]");
        assertThat(token.json().has("intent")).isFalse();
        assertThat(app.get(token.at("/access_token"), "ServiceRequest/order-kira")
                        .body())
                .contains("ext-coverage-information", "coverage-assertion-id");
    }

    @Test
    void theWishForOneQuestionAtATimeIsTheIntentOfTheLaunch() {
        assertThat(app.token("member=kira&anyway=true&form=adaptive").at("/intent"))
                .isEqualTo("adaptive");
    }

    @Test
    void aGivenContextTravelsInTheOrder() {
        Reply token = app.token("member=kira&context=trace-4711");

        assertThat(app.get(token.at("/access_token"), "ServiceRequest/order-kira")
                        .body())
                .contains("{\"url\":\"coverage-assertion-id\",\"valueString\":\"trace-4711\"}");
    }

    @Test
    void theIdTokenNamesThePractitionerAndCanBeVerified() throws ParseException, JOSEException {
        SignedJWT token = SignedJWT.parse(app.token("member=kira&anyway=true").at("/id_token"));
        JWKSet keys = JWKSet.parse(client.get("/demo-ehr/jwks").body());

        assertThat(token.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        assertThat(keys.getKeys()).noneMatch(key -> key.isPrivate());
        assertThat(token.getJWTClaimsSet().getStringClaim("fhirUser"))
                .isEqualTo(client.uri("/demo-ehr/fhir/Practitioner/alex").toString());
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("precept-dtr");
    }

    @Test
    void aStandaloneLaunchLetsTheUserChooseThePatient() {
        Map<String, String> request = app.request("");
        request.remove("launch");
        request.put("scope", "launch/patient patient/*.rs");

        Reply choice = app.authorize(request);
        String waiting = SmartApp.query(choice.header("Location")).get("request");
        Reply chosen = client.get("/demo-ehr/authorize/patient?member=mara&request=" + waiting);
        Map<String, String> back = SmartApp.query(chosen.header("Location"));
        Reply token = app.redeem(app.redemption(back.get("code")));

        assertThat(choice.header("Location")).startsWith("/demo-ehr/choose.html?request=");
        assertThat(back.get("state")).isEqualTo("a state & more");
        assertThat(token.at("/patient")).isEqualTo("ehr-mara");
        assertThat(client.get("/demo-ehr/authorize/patient?member=kira&request=" + waiting)
                        .status())
                .as("chosen once")
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, token, unsupported_response_type",
        "state, '', invalid_request",
        "aud, https://other.example/fhir, invalid_request",
        "code_challenge, '', invalid_request",
        "code_challenge_method, plain, invalid_request",
        "launch, guessed, invalid_request",
        "scope, patient/*.rs, invalid_scope"
    })
    void aFaultyRequestIsSentBackToTheAppWithAnError(String parameter, String value, String error) {
        Map<String, String> request =
                app.request(app.launched("member=kira&anyway=true").get("launch"));
        request.put(parameter, value);

        Reply reply = app.authorize(request);

        Map<String, String> back = SmartApp.query(reply.header("Location"));
        assertThat(reply.header("Location")).startsWith(client.uri("/dtr/") + "?");
        assertThat(back).containsEntry("error", error).doesNotContainKey("code");
        assertThat(back.get("error_description")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"client_id, other-app", "redirect_uri, https://attacker.example/", "redirect_uri, ''"})
    void nobodyIsSentToAnAddressThatIsNotRegistered(String parameter, String value) {
        Map<String, String> request =
                app.request(app.launched("member=kira&anyway=true").get("launch"));
        request.put(parameter, value);

        Reply reply = app.authorize(request);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Location")).isEmpty();
        assertThat(reply.at("/issue/0/diagnostics")).contains(parameter);
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type, refresh_token, unsupported_grant_type",
        "client_id, other-app, invalid_client",
        "code, guessed, invalid_grant",
        "redirect_uri, http://127.0.0.1/dtr/, invalid_grant",
        "code_verifier, '', invalid_grant",
        "code_verifier, another-verifier-that-is-just-as-long-as-it-must-be, invalid_grant"
    })
    void aCodeIsOnlyForTheAppThatAskedForIt(String parameter, String value, String error) {
        Map<String, String> redemption =
                app.redemption(app.code(app.launched("member=kira&anyway=true").get("launch")));
        redemption.put(parameter, value);

        Reply reply = app.redeem(redemption);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("/error")).isEqualTo(error);
        assertThat(reply.json().has("access_token")).isFalse();
    }

    @Test
    void aWrongVerifierSpendsTheCode() {
        Map<String, String> redemption =
                app.redemption(app.code(app.launched("member=kira&anyway=true").get("launch")));
        String verifier = redemption.put("code_verifier", "another-verifier-that-is-just-as-long-as-it-must-be");
        app.redeem(redemption);
        redemption.put("code_verifier", verifier);

        assertThat(app.redeem(redemption).at("/error")).isEqualTo("invalid_grant");
    }

    @Test
    void aCodeThatComesTwiceEndsTheTokenItWasGoodFor() {
        Map<String, String> redemption =
                app.redemption(app.code(app.launched("member=kira&anyway=true").get("launch")));
        String token = app.redeem(redemption).at("/access_token");
        assertThat(app.get(token, "Patient/ehr-kira").status()).isEqualTo(200);

        Reply again = app.redeem(redemption);

        assertThat(again.at("/error")).isEqualTo("invalid_grant");
        assertThat(app.get(token, "Patient/ehr-kira").status()).isEqualTo(401);
    }
}
