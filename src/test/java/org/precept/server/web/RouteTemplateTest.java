package org.precept.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTemplateTest {

    private final RouteTemplate routes = new RouteTemplate(Set.of("Patient", "Claim"));

    @ParameterizedTest
    @CsvSource({
        "'', /fhir",
        "/metadata, /fhir/metadata",
        "/Patient, /fhir/Patient",
        "/Patient/jane-doe, /fhir/Patient/{id}",
        "/Patient/jane-doe/_history/2, /fhir/Patient/{id}/_history/{id}",
        "/Claim/$submit, /fhir/Claim/$submit",
        "/Claim/$Jane%20Doe, /fhir/Claim/{id}",
        "/jane, /fhir/{id}"
    })
    void identifiersDisappear(String path, String expected) {
        assertThat(routes.of(path)).isEqualTo(expected);
    }
}
