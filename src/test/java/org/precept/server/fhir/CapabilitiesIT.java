package org.precept.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
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
        Stream<String> ofResources = rest.at("/resource")
                .valueStream()
                .flatMap(resource -> named(resource.at("/type").asText(), resource.at("/operation")));

        assertThat(Stream.concat(ofResources, named("", rest.at("/operation"))))
                .containsExactlyInAnyOrderElementsOf(operations.names());
    }

    private static Stream<String> named(String type, JsonNode operations) {
        return operations
                .valueStream()
                .map(operation -> type + "/$" + operation.at("/name").asText());
    }

    @Test
    void operationsAreDefinedWhereTheGuidesDefineThem() {
        JsonNode statement = client.get("/fhir/metadata").json();
        List<String> definitions = statement.at("/rest/0").findValuesAsText("definition").stream()
                .filter(definition -> definition.contains("/OperationDefinition/"))
                .toList();

        assertThat(definitions)
                .hasSize(operations.names().size())
                .allMatch(definition -> definition.startsWith("http://hl7.org/fhir/"))
                .contains(
                        "http://hl7.org/fhir/us/davinci-dtr/OperationDefinition/questionnaire-package",
                        "http://hl7.org/fhir/us/davinci-dtr/OperationDefinition/log-questionnaire-errors",
                        "http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-next-question",
                        "http://hl7.org/fhir/OperationDefinition/ValueSet-expand",
                        "http://hl7.org/fhir/us/davinci-pas/OperationDefinition/Claim-submit");
        assertThat(statement.at("/instantiates/0").asText())
                .isEqualTo("http://hl7.org/fhir/us/davinci-dtr/CapabilityStatement/dtr-payer-service|2.2.0");
        assertThat(statement.at("/rest/0/security/description").asText()).contains("not authenticated");
    }

    @Test
    void aStatementIsNamedOnlyWhereAllItAsksForIsOffered() {
        CapabilityStatement complete = new CapabilityStatement();
        CapabilityStatement without = new CapabilityStatement();

        Definitions.instantiate(complete, operations, "2.2.0");
        Definitions.instantiate(without, operations.only(Set.of("ValueSet/$expand")), "2.2.0");

        assertThat(complete.hasInstantiates()).isTrue();
        assertThat(without.hasInstantiates()).isFalse();
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
