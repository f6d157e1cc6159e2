package org.precept.server.limits;

import org.precept.crd.StoppedCalls;
import org.precept.server.web.FilterOrder;
import org.precept.server.web.OutcomeWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the limits in front of every handler. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

    @Bean
    FilterRegistrationBean<RequestLimitFilter> requestLimits(
            RequestLimits limits, OutcomeWriter outcomes, StoppedCalls stopped) {
        FilterRegistrationBean<RequestLimitFilter> filter =
                new FilterRegistrationBean<>(new RequestLimitFilter(limits, outcomes, stopped::stopped));
        filter.setOrder(FilterOrder.LIMITS);
        return filter;
    }
}
