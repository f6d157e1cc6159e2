package org.precept.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.Client;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** {@code /review} is for reviewers, and they get in nowhere else. */
class ReviewersIT extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"/review", "/review/Task", "/%72eview/Task", "/review/nothing-here"})
    void withoutCredentialsIsRefusedAndSaysHow(String path) {
        Reply reply = client.get(path);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Basic realm=\"Precept reviewers\"");
        assertThat(reply.at("/issue/0/diagnostics")).contains("HTTP Basic", "precept.reviewers");
    }

    @ParameterizedTest
    @CsvSource({"nora,wrong", "auditor,only for tests", "nobody,nora-demo"})
    void othersAreRefused(String user, String password) {
        assertThat(get("/review/nothing-here", user, password).status()).isEqualTo(401);
    }

    @Test
    void aReviewerGetsInWithoutASession() {
        Reply reply = get("/review/nothing-here", "nora", "nora-demo");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(reply.header("Cache-Control")).contains("no-store");
    }

    @Test
    void aReviewerIsNoAdministrator() {
        assertThat(get("/admin/hook-calls", "nora", "nora-demo").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/review;x=1/nothing-here", "/review%2Fnothing-here", "/fhir/..;/review/nothing-here"})
    void odderWaysToWriteTheAddressLeadNowhere(String path) {
        assertThat(get(path, "nora", "nora-demo").status()).isBetween(400, 404);
    }

    private Reply get(String path, String user, String password) {
        return client.send(
                HttpRequest.newBuilder(client.uri(path)).header("Authorization", Client.basic(user, password)));
    }
}
