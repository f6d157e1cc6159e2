package org.precept.pas.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.precept.policy.PolicyCatalog;
import org.precept.record.PasMetrics;
import org.precept.record.RequestFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts metrics and report together. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean(destroyMethod = "close")
    MeasuredExchanges measuredExchanges(PasMetrics metrics, MeterRegistry meters) {
        return new MeasuredExchanges(metrics, meters).start();
    }

    @Bean
    AuthorizationReport authorizationReport(RequestFiles files, PolicyCatalog policies, Clock clock) {
        return new AuthorizationReport(files, policies, clock);
    }
}
