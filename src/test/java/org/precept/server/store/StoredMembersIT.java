package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Members are found as they are stored now, whatever was read before. */
class StoredMembersIT extends ServerTest {

    @Autowired
    private Members members;

    @Autowired
    private IFhirSystemDao<Bundle, Meta> system;

    @Autowired
    private DaoRegistry daos;

    @Autowired
    private TransactionTemplate transaction;

    private final Records records = new Records();

    @Test
    void everyClinicalTypeIsPartOfTheRecord() {
        givenAMember();

        Member member = find().orElseThrow();

        assertThat(member.patient().getId()).isEqualTo("Patient/" + records.id("patient"));
        assertThat(member.coverages())
                .extracting(Resource::getId)
                .containsExactly("Coverage/" + records.id("coverage-mmm"));
        assertThat(member.coveredOn(LocalDate.of(2026, 3, 2))).isTrue();
        assertThat(member.record()).hasSize(17).allMatch(item -> item.origin() == Origin.RECORD);
        assertThat(references(member)).containsExactlyInAnyOrderElementsOf(records.evidence());
    }

    @Test
    void anUnchangedMemberIsReadOnce() {
        givenAMember();
        Member first = find().orElseThrow();

        store(new Claim().setPatient(records.patient()).setId("Claim/" + records.id("claim")));
        store(new GuidanceResponse().setSubject(records.patient()).setId("GuidanceResponse/" + records.id("guidance")));

        assertThat(find().orElseThrow()).isSameAs(first);
    }

    @Test
    void everyChangeIsSeenAtOnce() {
        givenAMember();
        find();

        Observation added = records.observation("added");
        store(added);
        assertThat(references(find().orElseThrow())).contains("Observation/" + records.id("added"));

        store(added.setCode(new CodeableConcept().setText("changed")));
        assertThat(find().orElseThrow().record())
                .anySatisfy(item -> assertThat(item.resource())
                        .isInstanceOfSatisfying(
                                Observation.class,
                                observation -> assertThat(observation.getCode().getText())
                                        .isEqualTo("changed")));

        delete("Observation", "added");
        assertThat(references(find().orElseThrow())).doesNotContain("Observation/" + records.id("added"));

        Practitioner neurologist = new Practitioner();
        neurologist.setId("Practitioner/" + records.id("practitioner"));
        neurologist.addQualification().setCode(new CodeableConcept().setText("neurology"));
        store(neurologist);
        assertThat(find().orElseThrow().record())
                .anySatisfy(item -> assertThat(item.resource())
                        .isInstanceOfSatisfying(
                                Practitioner.class,
                                practitioner -> assertThat(practitioner.getQualification())
                                        .hasSize(1)));

        delete("Coverage", "coverage-mmm");
        assertThat(find().orElseThrow().coverages()).isEmpty();
    }

    @Test
    void whatIsReferredToIsSeenWhenItArrivesLater() {
        records.patient("mmm");
        Observation observation = records.observation("observation");
        observation.addPerformer(new Reference("Practitioner/" + records.id("late")));
        system.transaction(new SystemRequestDetails(), records.transaction());
        assertThat(references(find().orElseThrow())).containsExactly("Observation/" + records.id("observation"));

        store(new Practitioner().setActive(true).setId("Practitioner/" + records.id("late")));

        assertThat(references(find().orElseThrow())).contains("Practitioner/" + records.id("late"));
    }

    @Test
    void twoPatientsWithOneNumberAreNobody() {
        givenAMember();
        find();
        Patient second = new Patient();
        second.addIdentifier(Records.identifier("mmm", records.number()));
        second.setId("Patient/" + records.id("second"));

        store(second);
        assertThat(find()).isEmpty();

        delete("Patient", "second");
        assertThat(find()).isPresent();
    }

    @Test
    void aPatientOfTwoPayersIsTwoMembers() {
        Patient patient = records.patient("mmm");
        patient.addIdentifier(Records.identifier("cigna", records.number()));
        records.coverage("mmm");
        records.coverage("cigna");
        system.transaction(new SystemRequestDetails(), records.transaction());

        assertThat(find().orElseThrow().coverages())
                .extracting(Resource::getId)
                .containsExactly("Coverage/" + records.id("coverage-mmm"));
        assertThat(members.find("cigna", records.number()).orElseThrow().coverages())
                .extracting(Resource::getId)
                .containsExactly("Coverage/" + records.id("coverage-cigna"));
        assertThat(members.find("caresource-passe", records.number())).isEmpty();
    }

    @Test
    void whatATransactionUndidIsForgotten() {
        givenAMember();

        transaction.executeWithoutResult(status -> {
            store(records.observation("undone"));
            assertThat(references(find().orElseThrow())).contains("Observation/" + records.id("undone"));
            status.setRollbackOnly();
        });

        assertThat(references(find().orElseThrow())).doesNotContain("Observation/" + records.id("undone"));
    }

    private void givenAMember() {
        records.patient("mmm");
        records.coverage("mmm");
        records.everything();
        system.transaction(new SystemRequestDetails(), records.transaction());
    }

    private Optional<Member> find() {
        return members.find("mmm", records.number());
    }

    private void store(IAnyResource resource) {
        daos.getResourceDao((Resource) resource).update((Resource) resource, new SystemRequestDetails());
    }

    private void delete(String type, String name) {
        daos.getResourceDao(type).delete(new IdType(type, records.id(name)), new SystemRequestDetails());
    }

    private static List<String> references(Member member) {
        return member.record().stream().map(EvidenceItem::reference).toList();
    }
}
