package org.precept.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** Browser clients of the hooks: origins, preflight, and discovery that can be kept. */
class BrowserIT extends ServerTest {

    private static final String SANDBOX = "https://sandbox.cds-hooks.org";
    private static final String SIGN = "/cds-services/order-sign-crd";

    @ParameterizedTest
    @CsvSource({
        SANDBOX + ", " + SIGN,
        SANDBOX + ", /cds-services",
        SANDBOX + ", " + SIGN + "/feedback",
        "http://localhost:3000, " + SIGN,
        "http://127.0.0.1:8081, " + SIGN,
        SANDBOX + ", /2.0.1/cds-services/order-sign-crd"
    })
    void aPreflightOfAnAllowedOriginIsAnswered(String origin, String path) {
        Reply reply = client.send(HttpRequest.newBuilder(client.uri(path))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .header("Access-Control-Request-Private-Network", "true")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(reply.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(reply.header("Access-Control-Allow-Headers")).contains("authorization", "content-type");
        assertThat(reply.header("Access-Control-Allow-Private-Network")).isEqualTo("true");
        assertThat(reply.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://attacker.example",
                "http://sandbox.cds-hooks.org",
                "https://sandbox.cds-hooks.org.attacker.example",
                "http://localhost.attacker.example:80",
                "null"
            })
    void anyOtherOriginIsRefusedWithoutCorsHeaders(String origin) {
        Reply preflight = client.send(HttpRequest.newBuilder(client.uri(SIGN))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
        Reply call = client.send(HttpRequest.newBuilder(client.uri(SIGN))
                .header("Origin", origin)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));

        for (Reply reply : new Reply[] {preflight, call}) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
            assertThat(reply.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
        }
    }

    @Test
    void aScriptReadsRefusalsToo() {
        Reply reply = client.send(HttpRequest.newBuilder(client.uri(SIGN))
                .header("Origin", SANDBOX)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(SANDBOX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cds-services", "/2.0.1/cds-services"})
    void discoveryCanBeKeptAndAskedFor(String path) {
        Reply first = client.get(path);
        Reply again =
                client.send(HttpRequest.newBuilder(client.uri(path)).header("If-None-Match", first.header("ETag")));

        assertThat(first.header("ETag")).startsWith("\"");
        assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=3600");
        assertThat(first.header("Vary")).contains("Origin");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void nothingElseIsKept() {
        assertThat(client.post(SIGN, "{}").header("ETag")).isEmpty();
        assertThat(client.get("/cds-services/nothing").header("Cache-Control")).isEmpty();
    }

    @Test
    void eachPayerHasAFileThatLeadsToTheEndpoints() {
        Reply reply = client.get("/payers/mmm/.well-known/davinci-configuration");

        assertThat(reply.at("/identifier/system")).isEqualTo("https://precept.example/payer");
        assertThat(reply.at("/identifier/value")).isEqualTo("mmm");
        assertThat(reply.json().at("/endpoints").fieldNames())
                .toIterable()
                .contains("davinci_dtr_qpackage_endpoint#2.2", "davinci_pas_submission_endpoint#2.2");
        assertThat(reply.at("/endpoints/davinci_crd_hook_endpoint#2.2"))
                .isEqualTo(client.uri("/cds-services").toString());
        assertThat(reply.at("/endpoints/davinci_crd_hook_endpoint#2.0"))
                .isEqualTo(client.uri("/2.0.1/cds-services").toString());
    }

    @Test
    void theFileOfAServerWithSeveralPayersSaysWhereTheirFilesAre() {
        Reply reply = client.get("/.well-known/davinci-configuration");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.at("/issue/0/diagnostics")).contains("/payers/cigna/.well-known/davinci-configuration");
        assertThat(client.get("/payers/nobody/.well-known/davinci-configuration")
                        .status())
                .isEqualTo(404);
    }
}
