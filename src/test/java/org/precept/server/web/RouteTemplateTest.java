package org.precept.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTemplateTest {

    private final RouteTemplate routes = new RouteTemplate(Set.of("Patient", "Claim"));

    @ParameterizedTest
    @CsvSource({
        "/fhir, /fhir",
        "/fhir/metadata, /fhir/metadata",
        "/fhir/Patient, /fhir/Patient",
        "/fhir/Patient/jane-doe, /fhir/Patient/{id}",
        "/fhir/Patient/jane-doe/_history/2, /fhir/Patient/{id}/_history/{id}",
        "/fhir/Claim/$submit, /fhir/Claim/$submit",
        "/fhir/Claim/$Jane%20Doe, /fhir/Claim/{id}",
        "/fhir/jane, /fhir/{id}",
        "/2.0.1/fhir/Claim/$submit, /2.0.1/fhir/Claim/$submit",
        "/2.0.1/fhir/Patient/jane-doe, /2.0.1/fhir/Patient/{id}"
    })
    void identifiersDisappear(String path, String expected) {
        assertThat(routes.of(path)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fhirs/Patient", "/2.0.1/cds-services", "/"})
    void otherPathsHaveNone(String path) {
        assertThat(routes.of(path)).isEmpty();
    }
}
