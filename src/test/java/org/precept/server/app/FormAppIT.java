package org.precept.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** What the form app's address answers before any script runs. */
class FormAppIT extends ServerTest {

    private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/=]{20,})'");

    @Test
    void thePageMayLoadScriptsFromHereOnlyAndIsNeverKept() {
        Reply page = client.get("/dtr/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Permissions-Policy")).contains("camera=()", "microphone=()");
        assertThat(directives(page))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "connect-src 'self'",
                        "frame-ancestors 'none'",
                        "base-uri 'none'",
                        "form-action 'none'",
                        "object-src 'none'");
        assertThat(page.header("Content-Security-Policy")).doesNotContain("unsafe");
    }

    @Test
    void everyPageHasANonceOfItsOwn() {
        Reply one = client.get("/dtr/?iss=https://ehr.example/fhir&launch=x");
        Reply other = client.get("/dtr/");

        assertThat(nonce(one)).isNotEqualTo(nonce(other));
        assertThat(one.body()).contains("ngCspNonce=\"" + nonce(one) + "\"").doesNotContain("{{", "ehr.example");
    }

    @Test
    void thePageHasNoInlineScriptOrStyle() {
        String page = client.get("/dtr/").body();

        assertThat(page)
                .doesNotContainPattern("(?s)<script(?![^>]* src=)[^>]*>")
                .doesNotContain("<style", " style=", " on");
        Matcher linked = Pattern.compile("(?:src|href)=\"([a-z][^\":]*)\"").matcher(page);
        assertThat(linked.results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(
                        path -> assertThat(client.get("/dtr/" + path).status()).isEqualTo(200));
    }

    @Test
    void ownFilesAreAskedForAgainAndThirdPartyFilesAreKept() {
        Reply own = client.get("/dtr/main.js");
        Reply kept = client.get("/dtr/vendor/fhirclient-2.6.3/fhir-client.pure.min.js");

        assertThat(own.header("Content-Type")).startsWith("text/javascript");
        assertThat(own.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(kept.header("Cache-Control")).contains("max-age=31536000", "immutable");
        Reply unchanged = client.send(HttpRequest.newBuilder(client.uri("/dtr/main.js"))
                .header("If-None-Match", own.header("ETag"))
                .GET());
        assertThat(unchanged.status()).isEqualTo(304);
    }

    @Test
    void nothingButTheAppsFilesIsServed() {
        assertThat(List.of(
                        "/dtr/application.yaml",
                        "/dtr/../application.yaml",
                        "/dtr/%2e%2e/application.yaml",
                        "/dtr/..%2fapplication.yaml",
                        "/dtr/vendor/",
                        "/dtr/nothing.js"))
                .allSatisfy(path -> assertThat(client.get(path).status()).isIn(400, 404));
    }

    @Test
    void theConfigurationNamesNobodyUnlessConfigured() {
        Reply configuration = client.get("/dtr/configuration.json");

        assertThat(configuration.status()).isEqualTo(200);
        assertThat(configuration.json().path("ehrs").isArray()).isTrue();
        assertThat(configuration.json().path("ehrs"))
                .allSatisfy(ehr -> assertThat(ehr.path("issuer").asText()).startsWith("/"));
    }

    @Test
    void withoutSlashLeadsToThePageWithItsParameters() {
        Reply moved = client.get("/dtr?demo=ben");

        assertThat(moved.status()).isEqualTo(302);
        assertThat(moved.header("Location")).endsWith("/dtr/?demo=ben");
    }

    private static Stream<String> directives(Reply page) {
        return Stream.of(page.header("Content-Security-Policy").split(";")).map(String::strip);
    }

    private static String nonce(Reply page) {
        Matcher matcher = NONCE.matcher(page.header("Content-Security-Policy"));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
