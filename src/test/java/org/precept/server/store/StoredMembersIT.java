package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.record.Member;
import org.precept.support.PostgresServers;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Members are found as they are stored now, whatever was read before and whoever wrote it. */
class StoredMembersIT extends ServerTest {

    @Autowired
    private ApplicationContext h2;

    private final Records records = new Records();

    private Stores stores(Database database) {
        return new Stores(database == Database.H2 ? h2 : PostgresServers.first());
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void everyClinicalTypeIsPartOfTheRecord(Database database) {
        Stores stores = stores(database);
        stores.store(records.member());

        Member member = stores.find(records).orElseThrow();

        assertThat(member.patient().getId()).isEqualTo("Patient/" + records.id("patient"));
        assertThat(member.coverages())
                .extracting(Resource::getId)
                .containsExactly("Coverage/" + records.id("coverage-mmm"));
        assertThat(member.coveredOn(LocalDate.of(2026, 3, 2))).isTrue();
        assertThat(member.record()).hasSize(17).allMatch(item -> item.origin() == Origin.RECORD);
        assertThat(references(member)).containsExactlyInAnyOrderElementsOf(records.evidence());
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void anUnchangedMemberIsReadOnce(Database database) {
        Stores stores = stores(database);
        stores.store(records.member());
        Member first = stores.find(records).orElseThrow();

        stores.store(new Claim().setPatient(records.patient()).setId("Claim/" + records.id("claim")));
        stores.store(new GuidanceResponse()
                .setSubject(records.patient())
                .setId("GuidanceResponse/" + records.id("guidance")));

        assertThat(stores.find(records).orElseThrow()).isSameAs(first);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void everyChangeIsSeenAtOnce(Database database) {
        Stores stores = stores(database);
        changesAreSeen(stores, stores);
    }

    @Test
    void everyChangeByAnotherServerIsSeenAtOnce() {
        changesAreSeen(new Stores(PostgresServers.first()), new Stores(PostgresServers.second()));
    }

    private void changesAreSeen(Stores reader, Stores writer) {
        writer.store(records.member());
        reader.find(records);

        Observation added = records.observation("added");
        writer.store(added);
        assertThat(references(reader.find(records).orElseThrow())).contains("Observation/" + records.id("added"));

        writer.store(added.setCode(new CodeableConcept().setText("changed")));
        assertThat(of(reader, Observation.class))
                .anyMatch(observation -> "changed".equals(observation.getCode().getText()));

        writer.delete("Observation", records.id("added"));
        assertThat(references(reader.find(records).orElseThrow())).doesNotContain("Observation/" + records.id("added"));

        Practitioner neurologist = new Practitioner();
        neurologist.setId("Practitioner/" + records.id("practitioner"));
        neurologist.addQualification().setCode(new CodeableConcept().setText("neurology"));
        writer.store(neurologist);
        assertThat(of(reader, Practitioner.class)).allMatch(Practitioner::hasQualification);

        writer.delete("Coverage", records.id("coverage-mmm"));
        assertThat(reader.find(records).orElseThrow().coverages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatIsReferredToIsSeenWhenItArrivesLater(Database database) {
        Stores stores = stores(database);
        records.patient("mmm");
        Observation observation = records.observation("observation");
        observation.addPerformer(new Reference("Practitioner/" + records.id("late")));
        stores.store(records);
        assertThat(references(stores.find(records).orElseThrow()))
                .containsExactly("Observation/" + records.id("observation"));

        stores.store(new Practitioner().setActive(true).setId("Practitioner/" + records.id("late")));

        assertThat(references(stores.find(records).orElseThrow())).contains("Practitioner/" + records.id("late"));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void twoPatientsWithOneNumberAreNobody(Database database) {
        Stores stores = stores(database);
        stores.store(records.member());
        stores.find(records);
        Patient second = new Patient();
        second.addIdentifier(Records.identifier("mmm", records.number()));
        second.setId("Patient/" + records.id("second"));

        stores.store(second);
        assertThat(stores.find(records)).isEmpty();

        stores.delete("Patient", records.id("second"));
        assertThat(stores.find(records)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aPatientOfTwoPayersIsTwoMembers(Database database) {
        Stores stores = stores(database);
        Patient patient = records.patient("mmm");
        patient.addIdentifier(Records.identifier("cigna", records.number()));
        records.coverage("mmm");
        records.coverage("cigna");
        stores.store(records);

        assertThat(stores.find(records).orElseThrow().coverages())
                .extracting(Resource::getId)
                .containsExactly("Coverage/" + records.id("coverage-mmm"));
        assertThat(stores.members.find("cigna", records.number()).orElseThrow().coverages())
                .extracting(Resource::getId)
                .containsExactly("Coverage/" + records.id("coverage-cigna"));
        assertThat(stores.members.find("caresource-passe", records.number())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatATransactionUndidIsForgotten(Database database) {
        Stores stores = stores(database);
        stores.store(records.member());

        stores.transaction.executeWithoutResult(status -> {
            stores.store(records.observation("undone"));
            assertThat(references(stores.find(records).orElseThrow())).contains("Observation/" + records.id("undone"));
            status.setRollbackOnly();
        });

        assertThat(references(stores.find(records).orElseThrow()))
                .doesNotContain("Observation/" + records.id("undone"));
    }

    private <T extends Resource> List<T> of(Stores stores, Class<T> type) {
        return stores.find(records).orElseThrow().record().stream()
                .map(EvidenceItem::resource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static List<String> references(Member member) {
        return member.record().stream().map(EvidenceItem::reference).toList();
    }
}
