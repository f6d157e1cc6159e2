package org.precept.server.store;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Which of HAPI's stored resources make up a member's record, and whether they changed: a few indexed queries on its
 * tables, where searches through its API would be fifteen. Everything is one query when nothing changed.
 */
final class RecordTables {

    /** Elements by which a resource is part of a member's record, as HAPI's table of references writes them. */
    private static final List<String> RECORD = List.of(
            "Condition.subject",
            "Observation.subject",
            "MedicationRequest.subject",
            "MedicationStatement.subject",
            "MedicationAdministration.subject",
            "MedicationDispense.subject",
            "ServiceRequest.subject",
            "Encounter.subject",
            "Procedure.subject",
            "DiagnosticReport.subject",
            "DocumentReference.subject",
            "QuestionnaireResponse.subject",
            "AllergyIntolerance.patient",
            "Immunization.patient",
            "Coverage.beneficiary");

    private static final List<String> PRIOR_AUTHORIZATIONS = List.of("Claim.patient", "ClaimResponse.patient");

    /** Types a record refers to and that count with it. */
    static final Set<String> REFERENCED = Set.of("Practitioner", "PractitionerRole", "Medication", "Organization");

    private static final String OF_PATIENTS =
            " from hfj_spidx_token t join hfj_resource r on r.res_id = t.res_id" + " where t.hash_sys_and_value = ?";
    private static final String OF_REFERENCED = " from hfj_resource r where r.res_type in ("
            + quoted(REFERENCED.stream().sorted()) + ") and r.fhir_id in ";

    private final JdbcTemplate jdbc;
    private final PartitionSettings partitions;
    private final EntityManager entities;
    private final String ofRecord;
    private final String ofPriorAuthorizations;
    private final String ofTasks;

    RecordTables(JdbcTemplate jdbc, PartitionSettings partitions, EntityManager entities, Database database) {
        ofRecord = database.referring(RECORD);
        ofTasks = database.referring(List.of("Task.focus"));
        ofPriorAuthorizations = database.referring(PRIOR_AUTHORIZATIONS);
        this.jdbc = jdbc;
        this.partitions = partitions;
        this.entities = entities;
    }

    /** Sends what the running transaction stored to the database, where the queries here look. */
    void flush() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            entities.flush();
        }
    }

    /** A stored resource: database id, type and logical id. */
    record Row(long pid, String type, String id) {
        String reference() {
            return type + "/" + id;
        }
    }

    /** The database ids of Patients that carry the identifier. */
    Set<Long> patients(String system, String value) {
        return Set.copyOf(jdbc.queryForList("select distinct r.res_id" + OF_PATIENTS, Long.class, hash(system, value)));
    }

    /** Database ids of the clinical resources and Coverages of a Patient, in the order they were first stored. */
    List<Long> record(long patient) {
        return referring(ofRecord, patient);
    }

    /** Database ids of the Claims and ClaimResponses of a Patient, in the order they were stored. */
    List<Long> priorAuthorizations(String patientId) {
        return current("Patient", patientId).stream()
                .flatMap(patient -> referring(ofPriorAuthorizations, patient).stream())
                .toList();
    }

    /** Database ids of the Tasks whose focus is the ClaimResponse, in the order they were first stored. */
    List<Long> tasks(String responseId) {
        return current("ClaimResponse", responseId).stream()
                .flatMap(response -> referring(ofTasks, response).stream())
                .toList();
    }

    /** Database ids of the resources named {@code Type/id} that are stored. */
    List<Long> named(Collection<String> references) {
        Set<String> asked = Set.copyOf(references);
        List<String> padded =
                padded(asked.stream().map(name -> new IdType(name).getIdPart()).toList());
        return jdbc
                .query(
                        "select r.res_id, r.res_type, r.fhir_id from hfj_resource r where r.fhir_id in " + marks(padded)
                                + " and r.res_deleted_at is null order by r.res_id",
                        (row, index) -> new Row(row.getLong(1), row.getString(2), row.getString(3)),
                        padded.toArray())
                .stream()
                .filter(row -> asked.contains(row.reference()))
                .map(Row::pid)
                .toList();
    }

    private List<Long> referring(String from, long target) {
        return jdbc.queryForList("select distinct r.res_id" + from + " order by r.res_id", Long.class, target);
    }

    /** The database id of one resource; empty when it is unknown or deleted. */
    List<Long> current(String type, String id) {
        return jdbc.queryForList(
                "select res_id from hfj_resource where res_type = ? and fhir_id = ? and res_deleted_at is null",
                Long.class,
                type,
                id);
    }

    /** Those of the {@link #REFERENCED} types that have one of the logical ids and are not deleted. */
    List<Row> referenced(Collection<String> ids) {
        List<String> padded = padded(ids);
        return jdbc.query(
                "select r.res_id, r.res_type, r.fhir_id" + OF_REFERENCED + marks(padded)
                        + " and r.res_deleted_at is null order by r.res_id",
                (row, index) -> new Row(row.getLong(1), row.getString(2), row.getString(3)),
                padded.toArray());
    }

    /** Resources of the types that have one of the logical ids and are not deleted. */
    List<Row> withIds(Collection<String> types, Collection<String> ids) {
        List<String> paddedTypes = padded(types);
        List<String> paddedIds = padded(ids);
        List<String> values = new ArrayList<>(paddedTypes);
        values.addAll(paddedIds);
        return jdbc.query(
                "select r.res_id, r.res_type, r.fhir_id from hfj_resource r where r.res_type in " + marks(paddedTypes)
                        + " and r.fhir_id in " + marks(paddedIds) + " and r.res_deleted_at is null order by r.res_id",
                (row, index) -> new Row(row.getLong(1), row.getString(2), row.getString(3)),
                values.toArray());
    }

    /** The stamp of everything of a member: Patients with the number, record, and what it refers to. */
    Stamp stamp(String system, String value, long patient, Collection<String> referenced) {
        List<Object> parameters = new ArrayList<>(List.of(hash(system, value), patient));
        String sql = "select " + Stamp.COLUMNS + OF_PATIENTS + " union all select " + Stamp.COLUMNS + ofRecord;
        if (!referenced.isEmpty()) {
            List<String> padded = padded(referenced);
            sql += " union all select " + Stamp.COLUMNS + OF_REFERENCED + marks(padded);
            parameters.addAll(padded);
        }
        return sum(sql, parameters);
    }

    /** The stamp of what has one of the logical ids, present or not. */
    Stamp stampOfReferenced(Collection<String> ids) {
        List<String> padded = padded(ids);
        return sum("select " + Stamp.COLUMNS + OF_REFERENCED + marks(padded), padded);
    }

    private Stamp sum(String sql, List<?> parameters) {
        // H2 keeps the plan of a select, not that of a union.
        return jdbc.query(
                        "select " + Stamp.SUMS + " from (" + sql + ") parts",
                        (row, index) -> Stamp.read(row, 1),
                        parameters.toArray())
                .get(0);
    }

    private long hash(String system, String value) {
        return ResourceIndexedSearchParamToken.calculateHashSystemAndValue(
                partitions, RequestPartitionId.defaultPartition(partitions), "Patient", "identifier", system, value);
    }

    /** Repeats the last id up to a power of two, so that few statements differ and the database keeps their plans. */
    static List<String> padded(Collection<String> ids) {
        List<String> padded = new ArrayList<>(ids);
        String last = padded.get(padded.size() - 1);
        while (Integer.bitCount(padded.size()) != 1) {
            padded.add(last);
        }
        return padded;
    }

    static String marks(List<String> values) {
        return values.stream().map(value -> "?").collect(Collectors.joining(", ", "(", ")"));
    }

    private static String quoted(Stream<String> values) {
        return values.map(value -> "'" + value + "'").collect(Collectors.joining(", "));
    }
}
