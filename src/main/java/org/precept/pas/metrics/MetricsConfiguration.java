package org.precept.pas.metrics;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.precept.policy.PolicyCatalog;
import org.precept.record.PasMetrics;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts metrics and report together. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean(destroyMethod = "close")
    MeasuredExchanges measuredExchanges(
            PasMetrics metrics,
            RequestFiles files,
            PriorAuthorizations resources,
            FhirContext fhir,
            MeterRegistry meters) {
        return new MeasuredExchanges(metrics, new StoredRequests(files, resources, fhir), meters).start();
    }

    @Bean
    AuthorizationReport authorizationReport(RequestFiles files, PolicyCatalog policies, Clock clock) {
        return new AuthorizationReport(files, policies, clock);
    }
}
