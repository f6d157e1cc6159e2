package org.precept.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;

class CapabilitiesIT extends ServerTest {

    @Autowired
    private Operations operations;

    @Test
    void onlyJsonAndOurOwnNameAreDeclared() {
        JsonNode statement = client.get("/fhir/metadata").json();

        assertThat(statement.at("/software/name").asText()).isEqualTo("Precept");
        assertThat(statement.at("/software/version").asText()).isNotBlank();
        assertThat(statement.at("/format").valueStream().map(JsonNode::asText))
                .containsExactly("application/fhir+json", "json");
        assertThat(statement.toString()).doesNotContain("HAPI");
    }

    @Test
    void everyDeclaredOperationIsOursAndEveryOneOfOursIsDeclared() {
        JsonNode rest = client.get("/fhir/metadata").json().at("/rest/0");
        List<String> declared = rest.at("/resource")
                .valueStream()
                .flatMap(resource -> resource.at("/operation")
                        .valueStream()
                        .map(operation -> resource.at("/type").asText() + "/$"
                                + operation.at("/name").asText()))
                .toList();

        assertThat(declared).containsExactlyInAnyOrderElementsOf(operations.names());
        assertThat(rest.at("/operation")).isEmpty();
    }

    @Test
    void destructiveOperationsOfTheLibraryAreRefused() {
        Reply expunge = client.post(
                "/fhir/$expunge",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"expungeEverything\",\"valueBoolean\":true}]}");
        Reply merge = client.post("/fhir/Patient/$hapi.fhir.merge", "{\"resourceType\":\"Parameters\"}");

        assertThat(expunge.status()).isEqualTo(404);
        assertThat(merge.status()).isEqualTo(404);
    }
}
