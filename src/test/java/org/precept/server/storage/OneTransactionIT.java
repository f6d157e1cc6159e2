package org.precept.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A resource and a row of our own tables are stored together or not at all. */
class OneTransactionIT extends ServerTest {

    @Autowired
    private IFhirResourceDao<Patient> patients;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void rollbackTakesBothBack() {
        IIdType[] created = new IIdType[1];

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    created[0] = create();
                    insert("rolled-back");
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");

        assertThat(count("rolled-back")).isZero();
        IIdType id = created[0].toUnqualifiedVersionless();
        assertThatThrownBy(() -> patients.read(id, new SystemRequestDetails()))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void commitKeepsBoth() {
        IIdType id = transaction.execute(status -> {
            insert("committed");
            return create();
        });

        assertThat(count("committed")).isOne();
        assertThat(patients.read(id.toUnqualifiedVersionless(), new SystemRequestDetails()))
                .isNotNull();
    }

    private IIdType create() {
        return patients.create(new Patient().setActive(true), new SystemRequestDetails())
                .getId();
    }

    private void insert(String canonical) {
        jdbc.update(
                "insert into content_file (canonical, version, file, sha256, stored_at)"
                        + " values (?, '1', 'x', 'x', current_timestamp)",
                canonical);
    }

    private int count(String canonical) {
        return jdbc.queryForObject("select count(*) from content_file where canonical = ?", Integer.class, canonical);
    }
}
