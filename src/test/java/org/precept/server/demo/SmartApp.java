package org.precept.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.precept.support.Client;
import org.precept.support.Reply;
import org.springframework.web.util.UriComponentsBuilder;

/** An app that is launched by the demo EHR; what it sends can be bent by the test. */
final class SmartApp {

    static final String SCOPES = "launch openid fhirUser patient/*.rs patient/QuestionnaireResponse.cruds"
            + " patient/DocumentReference.cruds";

    private final Client client;
    private final String verifier = UUID.randomUUID().toString() + UUID.randomUUID();

    SmartApp(Client client) {
        this.client = client;
    }

    /** Opens a member's form in the EHR. @return the parameters with which the app is started */
    Map<String, String> launched(String query) {
        Reply reply = client.get("/demo-ehr/launch?" + query);
        assertThat(reply.status()).as(reply.body()).isEqualTo(302);
        return query(reply.header("Location"));
    }

    /** Everything a correct authorization request has. */
    Map<String, String> request(String launch) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", "precept-dtr");
        request.put("redirect_uri", redirectUri());
        request.put("scope", SCOPES);
        request.put("state", "a state & more");
        request.put("aud", client.uri("/demo-ehr/fhir").toString());
        request.put("launch", launch);
        request.put("code_challenge", challenge());
        request.put("code_challenge_method", "S256");
        return request;
    }

    Reply authorize(Map<String, String> request) {
        return client.get("/demo-ehr/authorize?" + form(request));
    }

    /** A code for the launch. */
    String code(String launch) {
        Reply reply = authorize(request(launch));
        assertThat(reply.status()).as(reply.body()).isEqualTo(302);
        return query(reply.header("Location")).get("code");
    }

    /** Everything a correct token request has. */
    Map<String, String> redemption(String code) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("grant_type", "authorization_code");
        request.put("code", code);
        request.put("redirect_uri", redirectUri());
        request.put("client_id", "precept-dtr");
        request.put("code_verifier", verifier);
        return request;
    }

    Reply redeem(Map<String, String> request) {
        return client.post(
                "/demo-ehr/token", "application/x-www-form-urlencoded", BodyPublishers.ofString(form(request)));
    }

    /** Launches, and reads the token's answer. */
    Reply token(String query) {
        Reply reply = redeem(redemption(code(launched(query).get("launch"))));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    Reply get(String token, String path) {
        return client.send(to(path).header("Authorization", "Bearer " + token));
    }

    Reply write(String token, String method, String path, String body) {
        return client.send(to(path).header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/fhir+json")
                .method(method, BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(client.uri("/demo-ehr/fhir/" + path));
    }

    static Map<String, String> query(String address) {
        return UriComponentsBuilder.fromUri(URI.create(address)).build().getQueryParams().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> URLDecoder.decode(each.getValue().get(0), StandardCharsets.UTF_8)));
    }

    private String redirectUri() {
        return client.uri("/dtr/").toString();
    }

    private String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
