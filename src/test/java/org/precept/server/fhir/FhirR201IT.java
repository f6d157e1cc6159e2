package org.precept.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

class FhirR201IT extends ServerTest {
    private static final String PARAMETERS = "{\"resourceType\":\"Parameters\"}";

    @Test
    void theStatementNamesTheGuideAndItsOperations() {
        JsonNode statement = client.get("/2.0.1/fhir/metadata").json();

        assertThat(statement.at("/instantiates/0").asText())
                .isEqualTo("http://hl7.org/fhir/us/davinci-dtr/CapabilityStatement/dtr-payer-service|2.0.1");
        assertThat(statement.at("/implementation/url").asText()).endsWith("/2.0.1/fhir");
        assertThat(statement.at("/rest/0/resource").findValuesAsText("definition"))
                .contains(
                        "http://hl7.org/fhir/us/davinci-dtr/OperationDefinition/questionnaire-package",
                        "http://hl7.org/fhir/OperationDefinition/ValueSet-expand")
                .hasSameSizeAs(statement.at("/rest/0/resource").findValuesAsText("name"));
        assertThat(statement.toString())
                .contains("davinci-pas|2.0.1", "OperationDefinition/Claim-submit")
                .doesNotContain("HAPI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Questionnaire/$populate", "/$expunge", "/Patient", "/Claim"})
    void nothingElseIsServed(String path) {
        Reply reply = client.post("/2.0.1/fhir" + path, PARAMETERS);

        assertThat(reply.status()).isBetween(400, 404);
        assertThat(reply.json().path("resourceType").asText()).isEqualTo("OperationOutcome");
    }

    @Test
    void errorsAndLimitsAreThoseOfTheOtherBase() {
        Reply refused = client.post("/2.0.1/fhir/Questionnaire/$questionnaire-package", PARAMETERS);
        Reply number = client.post(
                "/2.0.1/fhir/Questionnaire/$questionnaire-package",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"x\",\"valueDecimal\":1e999999}]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/issue/0/expression/0").asText()).isEqualTo("Parameters.parameter");
        assertThat(number.status()).isEqualTo(400);
        assertThat(number.json().path("resourceType").asText()).isEqualTo("OperationOutcome");
    }

    @Test
    void valueSetsAreExpanded() {
        Reply reply = client.get("/2.0.1/fhir/ValueSet/$expand?url=https://precept.example/fhir/ValueSet/ms-form");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/expansion/total").asInt()).isPositive();
    }
}
