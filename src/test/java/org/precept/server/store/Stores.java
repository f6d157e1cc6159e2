package org.precept.server.store;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;
import org.precept.record.Authorizations;
import org.precept.record.HookLog;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.PriorAuthorizations;
import org.precept.record.Submissions;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The stores of a running server, and short ways to fill its database. */
final class Stores {

    final Members members;
    final Authorizations authorizations;
    final Submissions submissions;
    final HookLog hooks;
    final PriorAuthorizations priorAuthorizations;
    final GuidanceWriter writer;
    final PendingGuidance pending;
    final JdbcTemplate jdbc;
    final TransactionTemplate transaction;
    private final IFhirSystemDao<Bundle, Meta> system;
    private final DaoRegistry daos;

    @SuppressWarnings("unchecked")
    Stores(ApplicationContext server) {
        members = server.getBean(Members.class);
        authorizations = server.getBean(Authorizations.class);
        submissions = server.getBean(Submissions.class);
        hooks = server.getBean(HookLog.class);
        priorAuthorizations = server.getBean(PriorAuthorizations.class);
        writer = server.getBean(GuidanceWriter.class);
        pending = server.getBean(PendingGuidance.class);
        jdbc = server.getBean(JdbcTemplate.class);
        transaction = server.getBean(TransactionTemplate.class);
        system = server.getBean(IFhirSystemDao.class);
        daos = server.getBean(DaoRegistry.class);
    }

    Optional<Member> find(Records records) {
        return members.find("mmm", records.number());
    }

    void store(Records records) {
        system.transaction(new SystemRequestDetails(), records.transaction());
    }

    void store(IAnyResource resource) {
        dao((Resource) resource).update((Resource) resource, new SystemRequestDetails());
    }

    void delete(String type, String id) {
        daos.getResourceDao(type).delete(new IdType(type, id), new SystemRequestDetails());
    }

    private IFhirResourceDao<Resource> dao(Resource resource) {
        return daos.getResourceDao(resource);
    }
}
