package org.precept.determination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.NutritionOrder;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;

class OrderFactsTest {
    private static final LocalDate ARRIVED = LocalDate.of(2026, 4, 1);

    @Test
    void readsAMedicationRequest() {
        OrderFacts facts = read("""
                {"resourceType":"MedicationRequest","id":"r1","status":"draft","intent":"order","authoredOn":"2026-03-01T09:00:00-05:00",
                 "extension":[{"url":"http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-billing-options","valueCodeableConcept":{"coding":[
                   {"system":"https://bluebutton.cms.gov/resources/codesystem/hcpcs","code":"J0202"}]}}],
                 "medicationReference":{"reference":"Medication/m1"},"subject":{"reference":"Patient/p1"},
                 "requester":{"reference":"PractitionerRole/n1"},"insurance":[{"reference":"Coverage/c1"}],
                 "reasonCode":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"G35.A"}]}],
                 "reasonReference":[{"reference":"Condition/k1"}],
                 "dosageInstruction":[{"timing":{"event":["2026-03-20","2026-03-16"]}},{"timing":{"repeat":{"boundsPeriod":{"start":"2026-03-18"}}}}],
                 "dispenseRequest":{"validityPeriod":{"start":"2026-03-02"},"numberOfRepeatsAllowed":4,"quantity":{"value":12,"code":"mg"}}}
                """);

        assertThat(facts.reference()).isEqualTo("MedicationRequest/r1");
        assertThat(facts.codings()).extracting(Coding::getCode).containsExactly("117055", "J0202");
        assertThat(facts.billingCode()).contains(new CodingKey(CodeSystems.HCPCS, "J0202"));
        assertThat(facts.quantity().getValue()).isEqualByComparingTo("60");
        assertThat(facts.authoredOn()).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(facts.serviceDate()).isEqualTo(LocalDate.of(2026, 3, 16));
        assertThat(facts.requesters()).containsExactly("PractitionerRole/n1");
        assertThat(facts.indications()).extracting(Coding::getCode).containsExactly("G35.A", "426373005");
        assertThat(facts.subject()).isEqualTo("Patient/p1");
        assertThat(facts.coverages()).containsExactly("Coverage/c1");
    }

    @Test
    void somebodyContainedInTheOrderGoesByTheOrder() {
        OrderFacts facts = read("""
                {"resourceType":"ServiceRequest","id":"r1","subject":{"reference":"Patient/p1"},
                 "contained":[{"resourceType":"Practitioner","id":"dr"}],"requester":{"reference":"#dr"}}
                """);

        assertThat(facts.requesters()).containsExactly("#dr");
        assertThat(facts.prescribers()).containsExactly("ServiceRequest/r1#dr");
    }

    @Test
    void billingOptionsOnTheCodeAreCodesOfTheOrder() {
        OrderFacts facts = read("""
                {"resourceType":"ServiceRequest","id":"r1","subject":{"reference":"Patient/p1"},"code":{
                  "extension":[{"url":"http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-billing-options","valueCodeableConcept":{"coding":[
                    {"system":"http://www.ama-assn.org/go/cpt","code":"77061"}]}}],
                  "coding":[{"system":"http://snomed.info/sct","code":"726551006"}]}}
                """);

        assertThat(facts.codings()).extracting(Coding::getCode).containsExactly("726551006", "77061");
    }

    @Test
    void takesTheDispenseValidityWhenNoDoseIsTimed() {
        assertThat(read("""
                {"resourceType":"MedicationRequest","id":"r1","dosageInstruction":[{"text":"as told"}],
                 "dispenseRequest":{"validityPeriod":{"start":"2026-03-02"}}}
                """).serviceDate()).isEqualTo(LocalDate.of(2026, 3, 2));
    }

    @Test
    void readsAServiceRequest() {
        OrderFacts facts = read("""
                {"resourceType":"ServiceRequest","id":"s1","status":"draft","intent":"order","doNotPerform":true,
                 "code":{"coding":[{"system":"http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets","code":"J0202"}]},
                 "quantityQuantity":{"value":5,"unit":"vials"},"occurrencePeriod":{"start":"2026-05-04"},
                 "requester":{"reference":"Practitioner/n1"},"performer":[{"reference":"Organization/h1"}],
                 "locationCode":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-RoleCode","code":"OF"},
                   {"system":"https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set","code":"22"}]}]}
                """);

        assertThat(facts.codings()).extracting(Coding::getCode).containsExactly("J0202");
        assertThat(facts.quantity().getUnit()).isEqualTo("vials");
        assertThat(facts.serviceDate()).isEqualTo(LocalDate.of(2026, 5, 4));
        assertThat(facts.placeOfService()).isEqualTo("22");
        assertThat(facts.performers()).containsExactly("Organization/h1");
        assertThat(facts.requesters()).containsExactly("Practitioner/n1");
        assertThat(facts.doNotPerform()).isTrue();
    }

    @Test
    void readsADeviceRequestAndContainedDefinitions() {
        OrderFacts facts = read("""
                {"resourceType":"DeviceRequest","id":"d1","intent":"order","authoredOn":"2026-03-01",
                 "contained":[{"resourceType":"Device","id":"dev","type":{"coding":[{"system":"urn:x","code":"pump"}]}}],
                 "codeReference":{"reference":"#dev"},"occurrenceDateTime":"2026-03-09"}
                """);

        assertThat(facts.codings()).extracting(Coding::getCode).containsExactly("pump");
        assertThat(facts.serviceDate()).isEqualTo(LocalDate.of(2026, 3, 9));
    }

    @Test
    void ordersWithoutAProductHaveNoCodings() {
        NutritionOrder order = new NutritionOrder();
        order.setId("n1");

        OrderFacts facts = OrderFacts.of(order, OrderFactsTest::find);

        assertThat(facts.codings()).isEmpty();
        assertThat(facts.reference()).isEqualTo("NutritionOrder/n1");
    }

    @Test
    void datesFallBackToTheOrderThenToItsArrival() {
        OrderFacts undated = read("{\"resourceType\":\"ServiceRequest\",\"id\":\"s1\"}");
        OrderFacts written = read("{\"resourceType\":\"ServiceRequest\",\"id\":\"s1\",\"authoredOn\":\"2026-03-01\"}");

        assertThat(undated.requestDate(ARRIVED)).isEqualTo(ARRIVED);
        assertThat(undated.dateOfService(ARRIVED)).isEqualTo(ARRIVED);
        assertThat(written.requestDate(ARRIVED)).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(written.dateOfService(ARRIVED)).isEqualTo(LocalDate.of(2026, 3, 1));
    }

    @Test
    void becomesARequestForAuthorization() {
        AuthorizationRequest request = read("""
                {"resourceType":"ServiceRequest","id":"s1","authoredOn":"2026-03-01","occurrenceDateTime":"2026-03-09",
                 "code":{"coding":[{"system":"http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets","code":"J0202"}]},
                 "requester":{"reference":"Practitioner/n1"}}
                """).request("mmm", "lemtrada", null, ARRIVED, LocalDate.of(1990, 1, 1));

        assertThat(request.reference()).isEqualTo("ServiceRequest/s1");
        assertThat(request.item()).isOne();
        assertThat(request.requestDate()).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(request.serviceDate()).isEqualTo(LocalDate.of(2026, 3, 9));
        assertThat(request.prescribers()).containsExactly("Practitioner/n1");
        assertThat(request.renewal()).isFalse();
    }

    @Test
    void anotherResourceIsNoOrder() {
        assertThatThrownBy(() -> OrderFacts.of(new Patient(), OrderFactsTest::find))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static OrderFacts read(String json) {
        DomainResource order =
                (DomainResource) FhirContext.forR4Cached().newJsonParser().parseResource(json);
        return OrderFacts.of(order, OrderFactsTest::find);
    }

    private static Optional<Resource> find(String reference) {
        return Optional.ofNullable(Map.<String, Resource>of(
                        "Medication/m1",
                        new Medication().setCode(new CodeableConcept(new Coding(CodeSystems.RXNORM, "117055", null))),
                        "Condition/k1",
                        new Condition().setCode(new CodeableConcept(new Coding(CodeSystems.SNOMED, "426373005", null))))
                .get(reference));
    }
}
