package org.precept.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.precept.criteria.EvidenceItem.Origin;

/** Under which references a specialty is known. */
class PractitionerSpecialtiesTest {

    private static final CodeableConcept NEUROLOGY =
            new CodeableConcept(new Coding("http://nucc.org/provider-taxonomy", "2084N0400X", null));

    @Test
    void aRoleSpeaksForItsPractitioner() {
        PractitionerRole role = role("r1", "https://ehr.example/fhir/Practitioner/n1");

        assertThat(references(item("PractitionerRole/r1", role)))
                .containsExactlyInAnyOrder(
                        "PractitionerRole/r1", "https://ehr.example/fhir/Practitioner/n1", "Practitioner/n1");
    }

    @Test
    void somebodyContainedIsKnownByWhatContainsThem() {
        MedicationRequest order = new MedicationRequest();
        order.setId("o1");
        order.addContained(role("role", "#dr"));
        Practitioner practitioner = new Practitioner();
        practitioner.setId("dr");
        order.addContained(practitioner);
        MedicationRequest other = new MedicationRequest();
        other.setId("o2");
        other.addContained(practitioner.copy());

        assertThat(references(item("MedicationRequest/o1", order), item("MedicationRequest/o2", other)))
                .containsExactlyInAnyOrder("MedicationRequest/o1#role", "MedicationRequest/o1#dr");
    }

    @Test
    void anAbsoluteReferenceMeansWhatCameWithoutAnAddress() {
        Practitioner practitioner = practitioner("n1");

        assertThat(references(item("Practitioner/n1", practitioner), visit("https://ehr.example/fhir/Practitioner/n1")))
                .containsExactlyInAnyOrder("Practitioner/n1", "https://ehr.example/fhir/Practitioner/n1");
    }

    @Test
    void anAbsoluteReferenceDoesNotMeanSomebodyOfAnotherAddress() {
        Practitioner practitioner = practitioner("n1");

        assertThat(references(
                        item("https://one.example/fhir/Practitioner/n1", practitioner),
                        visit("https://two.example/fhir/Practitioner/n1")))
                .doesNotContain("https://two.example/fhir/Practitioner/n1");
    }

    private static List<String> references(EvidenceItem... evidence) {
        return PractitionerSpecialties.of(List.of(evidence)).stream()
                .map(tuple -> (String) tuple.getElement("reference"))
                .toList();
    }

    private static EvidenceItem item(String reference, Resource resource) {
        return new EvidenceItem(reference, resource, Origin.REQUEST);
    }

    private static EvidenceItem visit(String practitioner) {
        Encounter visit = new Encounter();
        visit.setId("visit");
        visit.addParticipant().setIndividual(new Reference(practitioner));
        return item("Encounter/visit", visit);
    }

    private static PractitionerRole role(String id, String practitioner) {
        PractitionerRole role = new PractitionerRole();
        role.setId(id);
        role.setPractitioner(new Reference(practitioner));
        role.setSpecialty(new ArrayList<>(List.of(NEUROLOGY)));
        return role;
    }

    private static Practitioner practitioner(String id) {
        Practitioner practitioner = new Practitioner();
        practitioner.setId(id);
        practitioner.addQualification().setCode(NEUROLOGY);
        return practitioner;
    }
}
