package org.precept.crd.ehr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FhirServersTest {
    private final FhirServers listed = new FhirServers(List.of("https://ehr.example:443/fhir/"), false);
    private final FhirServers loopback = new FhirServers(List.of(), true);

    @ParameterizedTest
    @ValueSource(
            strings = {"https://ehr.example/fhir", "HTTPS://EHR.example:443/fhir//", "https://ehr.example/x/../fhir/"})
    void findsAServerHoweverItIsWritten(String server) {
        assertThat(listed.find(server)).contains(URI.create("https://ehr.example/fhir"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ehr.example/fhir",
                "https://ehr.example/fhir2",
                "https://ehr.example",
                "https://ehr.example/fhir/../admin",
                "https://ehr.example.evil.example/fhir",
                "https://a@ehr.example/fhir",
                "https://ehr.example/fhir?x=1",
                "https://ehr.example/fhir#x",
                "file:///etc",
                "ftp://ehr.example/fhir",
                "ehr",
                "",
                "https://ehr.example/%zz",
                "http://127.0.0.1/fhir",
                "http://localhost:8080/fhir"
            })
    void allowsNothingElse(String server) {
        assertThat(listed.find(server)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080/fhir", "http://localhost/fhir", "https://[::1]:9/fhir", "http://127.9.9.9"
            })
    void loopbackIsFineWhileWeListenThereOnly(String server) {
        assertThat(loopback.find(server)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1.evil.example/fhir",
                "http://10.0.0.1/fhir",
                "http://localhost.evil.example/",
                "http://0.0.0.0/"
            })
    void whatOnlyLooksLikeLoopbackIsNot(String server) {
        assertThat(loopback.find(server)).isEmpty();
    }

    @Test
    void aListWithSomethingElseStopsTheStart() {
        assertThatThrownBy(() -> new FhirServers(List.of("ehr.example"), false)).hasMessageContaining("ehr.example");
    }
}
