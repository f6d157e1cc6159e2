package org.precept.server.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Exchanges a code for an access token, with the launch context beside it: patient, and the Coverage and the order or
 * the unfinished response as fhirContext (spec-113).
 */
@RestController
@Profile("demo")
class TokenEndpoint {

    /** Value of {@code intent}: the user wants to be asked one question at a time. */
    static final String ADAPTIVE = "adaptive";

    private final DemoAddress address;
    private final Sessions sessions;
    private final IdTokens idTokens;

    TokenEndpoint(DemoAddress address, Sessions sessions, IdTokens idTokens) {
        this.address = address;
        this.sessions = sessions;
        this.idTokens = idTokens;
    }

    @PostMapping(
            path = DemoAddress.ROOT + "/token",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> token(
            @RequestParam(name = "grant_type", defaultValue = "") String grantType,
            @RequestParam(name = "client_id", defaultValue = "") String clientId,
            @RequestParam(name = "redirect_uri", defaultValue = "") String redirectUri,
            @RequestParam(name = "code", defaultValue = "") String code,
            @RequestParam(name = "code_verifier", defaultValue = "") String verifier,
            HttpServletRequest http) {
        if (!grantType.equals("authorization_code")) {
            throw new OAuthError("unsupported_grant_type", "Send grant_type=authorization_code.");
        }
        if (!clientId.equals(AuthorizeEndpoint.CLIENT)) {
            throw new OAuthError("invalid_client", "client_id must be " + AuthorizeEndpoint.CLIENT + ".");
        }
        Grant grant = sessions.codes().find(code).orElseThrow(TokenEndpoint::invalidGrant);
        if (!grant.use()) {
            // A code that comes twice may have been stolen (RFC 6749, 4.1.2).
            grant.token().ifPresent(sessions.tokens()::take);
            throw invalidGrant();
        }
        if (!grant.request().redirectUri().equals(redirectUri) || !grant.verifies(verifier)) {
            throw invalidGrant();
        }
        String token = sessions.tokens()
                .keep(new Access(grant.launch().chart(), grant.request().scopes()));
        grant.redeemedFor(token);
        return unkept(ResponseEntity.ok()).body(answer(token, grant, http));
    }

    private Map<String, Object> answer(String token, Grant grant, HttpServletRequest http) {
        Launch launch = grant.launch();
        ClinicPatient patient = launch.chart().patient();
        Scopes scopes = grant.request().scopes();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", sessions.tokens().lifetime().toSeconds());
        answer.put("scope", scopes.toString());
        answer.put("patient", patient.id());
        answer.put(
                "fhirContext",
                List.of(
                        Map.of("reference", ClinicPatient.reference(patient.coverage())),
                        Map.of("reference", launch.about())));
        answer.put("need_patient_banner", true);
        if (launch.adaptive()) {
            answer.put("intent", ADAPTIVE);
        }
        if (scopes.contains(Scopes.OPENID)) {
            String user = address.issuer(http) + "/" + ClinicPatient.reference(patient.practitioner());
            answer.put(
                    "id_token",
                    idTokens.of(
                            address.issuer(http),
                            AuthorizeEndpoint.CLIENT,
                            user,
                            grant.request().nonce()));
        }
        return answer;
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(OAuthError error) {
        return unkept(ResponseEntity.badRequest())
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("error", error.code(), "error_description", error.description()));
    }

    private static ResponseEntity.BodyBuilder unkept(ResponseEntity.BodyBuilder answer) {
        return answer.cacheControl(CacheControl.noStore()).header("Pragma", "no-cache");
    }

    /** One answer for all of them: who has no business here learns nothing. */
    private static OAuthError invalidGrant() {
        return new OAuthError(
                "invalid_grant", "The code is unknown, used or too old, or it is not yours. Start the launch again.");
    }
}
