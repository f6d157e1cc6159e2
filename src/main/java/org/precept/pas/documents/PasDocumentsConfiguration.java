package org.precept.pas.documents;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.RestfulServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.precept.door.RecurringWork;
import org.precept.pas.Reconsideration;
import org.precept.pas.RequestChanges;
import org.precept.record.Documents;
import org.precept.record.Members;
import org.precept.record.RequestContexts;
import org.precept.record.RequestFiles;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what takes documents for pended requests. */
@Configuration(proxyBeanMethods = false)
class PasDocumentsConfiguration {

    @Bean
    Redecisions redecisions(
            Documents documents,
            RequestFiles files,
            RequestChanges changes,
            Reconsideration reconsideration,
            MeterRegistry meters,
            Clock clock) {
        Gauge.builder("precept.pas.redecisions.stuck", documents, Documents::stuck)
                .description("Documents on which deciding again has failed so far")
                .register(meters);
        return new Redecisions(documents, new ArrivalRedecision(documents, files, changes, reconsideration), clock);
    }

    @Bean
    RecurringWork redecisionWorker(Redecisions redecisions) {
        return RedecisionWorker.recurring(redecisions);
    }

    @Bean
    SubmitAttachmentProvider submitAttachment(
            FhirContext fhir, RequestContexts contexts, Members members, DocumentStore store, Redecisions redecisions) {
        return new SubmitAttachmentProvider(fhir, contexts, members, store, redecisions);
    }

    @Bean
    SmartInitializingSingleton documentsAreNoticed(
            RestfulServer server, Documents documents, Redecisions redecisions, Clock clock) {
        return () -> server.registerInterceptor(new ArrivalStorage(documents, redecisions, clock));
    }
}
