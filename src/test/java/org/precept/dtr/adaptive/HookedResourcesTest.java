package org.precept.dtr.adaptive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import org.junit.jupiter.api.Test;
import org.precept.criteria.EvidenceItem;

/** What a logged hook call brought. */
class HookedResourcesTest {
    private static final String CALL = """
            {"hook":"order-sign","context":{"patientId":"p1","draftOrders":{"resourceType":"Bundle","entry":[
               {"fullUrl":"https://ehr.example/MedicationRequest/o1","resource":{"resourceType":"MedicationRequest","id":"o1"}}]}},
             "prefetch":{
               "patient":{"resourceType":"Patient","id":"p1","birthDate":"1990-05-01"},
               "nothing":null,
               "again":{"resourceType":"MedicationRequest","id":"o1","status":"draft"},
               "observations":{"resourceType":"Bundle","entry":[
                 {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Observation","id":"x1"}},
                 {"fullUrl":"Observation/x2","resource":{"resourceType":"Observation","id":"x2"}},
                 {"resource":{"resourceType":"OperationOutcome"}},
                 {"resource":{"resourceType":"Nonsense","id":"n"}}]}}}
            """;

    private final HookedResources hooked = HookedResources.read(CALL.getBytes(UTF_8), FhirContext.forR4Cached());

    @Test
    void eachResourceCountsOnceUnderTheNameThatTheCallGaveIt() {
        assertThat(hooked.items())
                .extracting(EvidenceItem::reference)
                .containsExactly(
                        "https://ehr.example/MedicationRequest/o1", "Patient/p1", "urn:uuid:1", "Observation/x2");
    }

    @Test
    void aResourceIsFoundByItsAddressAndByTypeAndId() {
        assertThat(hooked.find("MedicationRequest/o1"))
                .isEqualTo(hooked.find("https://ehr.example/MedicationRequest/o1"))
                .isPresent();
        assertThat(hooked.find("Observation/x3")).isEmpty();
        assertThat(hooked.patient().orElseThrow().getBirthDateElement().getValueAsString())
                .isEqualTo("1990-05-01");
    }

    @Test
    void whatIsNoCallBroughtNothing() {
        assertThat(HookedResources.read("no JSON".getBytes(UTF_8), FhirContext.forR4Cached())
                        .items())
                .isEmpty();
    }
}
