package org.precept.server.web;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the filters of this package in front of the handlers. */
@Configuration(proxyBeanMethods = false)
class FilterConfiguration {

    private static final String FHIR = "/fhir/*";
    private static final String OLDER_FHIR = "/2.0.1/fhir/*";
    private static final String HOOKS = "/cds-services/*";
    private static final String OLDER_HOOKS = "/2.0.1/cds-services/*";
    private static final String ADMIN = "/admin/*";
    private static final String REVIEW = "/review/*";

    @Bean
    FilterRegistrationBean<Filter> requestLog(FhirContext fhir, MeterRegistry meters) {
        return filter(new RequestLogFilter(fhir, meters), FilterOrder.LOG, "/*");
    }

    @Bean
    FilterRegistrationBean<Filter> readiness(ApplicationAvailability availability, OutcomeWriter outcomes) {
        return filter(
                new ReadinessFilter(availability, outcomes),
                FilterOrder.READINESS,
                FHIR,
                OLDER_FHIR,
                HOOKS,
                OLDER_HOOKS,
                ADMIN,
                REVIEW);
    }

    @Bean
    FilterRegistrationBean<Filter> jsonOnly(OutcomeWriter outcomes) {
        return filter(new JsonOnlyFilter(outcomes), FilterOrder.ACCEPT, FHIR, OLDER_FHIR);
    }

    private static FilterRegistrationBean<Filter> filter(Filter filter, int order, String... patterns) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.addUrlPatterns(patterns);
        return registration;
    }
}
