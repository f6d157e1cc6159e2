package org.precept.server.exchanges;

import jakarta.servlet.Filter;
import java.time.Clock;
import org.precept.record.PasExchanges;
import org.precept.server.web.FilterOrder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the filter behind the limits, which bound what it keeps in memory. */
@Configuration(proxyBeanMethods = false)
class ExchangeConfiguration {

    @Bean
    FilterRegistrationBean<Filter> pasExchanges(PasExchanges exchanges, Clock clock) {
        FilterRegistrationBean<Filter> registration =
                new FilterRegistrationBean<>(new ExchangeFilter(exchanges, clock));
        registration.setOrder(FilterOrder.EXCHANGES);
        registration.addUrlPatterns("/fhir/*", "/2.0.1/fhir/*");
        return registration;
    }
}
