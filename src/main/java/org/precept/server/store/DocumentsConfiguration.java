package org.precept.server.store;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import org.precept.pas.documents.DocumentStore;
import org.precept.record.Documents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Documents for pended requests in the database. */
@Configuration(proxyBeanMethods = false)
class DocumentsConfiguration {

    @Bean
    Documents documents(JdbcTemplate jdbc) {
        return new JdbcDocuments(jdbc);
    }

    @Bean
    DocumentStore documentStore(DaoRegistry daos, TransactionTemplate transaction) {
        return new StoredDocuments(daos, transaction);
    }
}
