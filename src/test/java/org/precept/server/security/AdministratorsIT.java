package org.precept.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.Client;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** {@code /admin} is for administrators, everything else for everybody. */
class AdministratorsIT extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"/admin", "/admin/nothing-here", "/%61dmin/nothing-here"})
    void withoutCredentialsIsRefusedAndSaysHow(String path) {
        Reply reply = client.get(path);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Basic realm=");
        assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
        assertThat(reply.at("/issue/0/code")).isEqualTo("login");
        assertThat(reply.at("/issue/0/diagnostics")).contains("HTTP Basic", "precept.administrators");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin;x=1/nothing-here", "/admin%2Fnothing-here", "/fhir/..;/admin/nothing-here"})
    void odderWaysToWriteTheAddressLeadNowhere(String path) {
        assertThat(client.getAsAdministrator(path).status()).isBetween(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auditor:wrong", "nobody:only for tests", "auditor:"})
    void wrongCredentialsAreRefused(String credentials) {
        String[] parts = credentials.split(":", 2);

        Reply reply = client.send(HttpRequest.newBuilder(client.uri("/admin/nothing-here"))
                .header("Authorization", Client.basic(parts[0], parts[1])));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).doesNotContain(parts[0]);
    }

    @Test
    void anAdministratorGetsInAndNoSessionIsOpened() {
        Reply reply = client.getAsAdministrator("/admin/nothing-here");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(reply.header("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cds-services", "/fhir/metadata", "/actuator/health"})
    void nothingElseIsTouched(String path) {
        Reply reply = client.send(
                HttpRequest.newBuilder(client.uri(path)).header("Authorization", Client.basic("nobody", "nothing")));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().firstValue("X-Frame-Options")).isEmpty();
    }
}
