package org.precept.server.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells apps how to ask for access (SMART App Launch 2, conformance), and how to check who signed in. */
@RestController
@Profile("demo")
class SmartConfiguration {

    private final DemoAddress address;
    private final IdTokens idTokens;

    SmartConfiguration(DemoAddress address, IdTokens idTokens) {
        this.address = address;
        this.idTokens = idTokens;
    }

    @GetMapping(
            path = DemoAddress.FHIR + "/.well-known/smart-configuration",
            produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> configuration(HttpServletRequest request) {
        String root = address.origin(request) + DemoAddress.ROOT;
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("issuer", address.issuer(request));
        configuration.put("jwks_uri", root + "/jwks");
        configuration.put("authorization_endpoint", root + "/authorize");
        configuration.put("token_endpoint", root + "/token");
        configuration.put("token_endpoint_auth_methods_supported", List.of("none"));
        configuration.put("grant_types_supported", List.of("authorization_code"));
        configuration.put("response_types_supported", List.of("code"));
        configuration.put("code_challenge_methods_supported", List.of("S256"));
        configuration.put(
                "scopes_supported",
                List.of("openid", "fhirUser", "launch", "launch/patient", "patient/*.cruds", "user/*.rs"));
        configuration.put(
                "capabilities",
                List.of(
                        "launch-ehr",
                        "launch-standalone",
                        "client-public",
                        "sso-openid-connect",
                        "context-ehr-patient",
                        "context-standalone-patient",
                        "permission-patient",
                        "permission-user",
                        "permission-v1",
                        "permission-v2"));
        return configuration;
    }

    @GetMapping(path = DemoAddress.ROOT + "/jwks", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> keys() {
        return idTokens.publicKeys();
    }
}
