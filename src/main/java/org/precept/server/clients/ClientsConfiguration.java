package org.precept.server.clients;

import jakarta.servlet.Filter;
import java.time.Clock;
import org.precept.dtr.ServerAddress;
import org.precept.pas.FhirAddress;
import org.precept.server.web.FilterOrder;
import org.precept.server.web.OutcomeWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/** Puts the checks of clients in front of the hooks of every edition. */
@Configuration(proxyBeanMethods = false)
class ClientsConfiguration {

    private static final String[] DISCOVERY = {"/cds-services", "/2.0.1/cds-services"};
    private static final String[] HOOKS = {"/cds-services/*", "/2.0.1/cds-services/*"};
    /** About 40 MB, and more than any number of clients uses within minutes. */
    private static final int REMEMBERED_TOKENS = 200_000;

    @Bean
    FilterRegistrationBean<Filter> browserOrigins(HookClients clients, OutcomeWriter outcomes) {
        return filter(BrowserOrigins.filter(clients.allowedOrigins(), outcomes), FilterOrder.ORIGINS, HOOKS);
    }

    @Bean
    FilterRegistrationBean<Filter> clientTokens(
            HookClients clients, PublicAddress address, OutcomeWriter outcomes, ResourceLoader files, Clock clock) {
        ClientTokens tokens = new ClientTokens(clients, files, new SeenTokens(REMEMBERED_TOKENS), clock);
        return filter(
                new ClientTokenFilter(clients.tokenRequired(), tokens, address, outcomes), FilterOrder.CLIENTS, HOOKS);
    }

    @Bean
    FilterRegistrationBean<Filter> discoveryCaching() {
        return filter(new DiscoveryCaching(), FilterOrder.DISCOVERY, DISCOVERY);
    }

    @Bean
    FhirAddress fhirAddress(PublicAddress address, Environment settings) {
        return () -> address.base(settings);
    }

    @Bean
    ServerAddress serverAddress(PublicAddress address, Environment settings) {
        return () -> address.base(settings);
    }

    private static FilterRegistrationBean<Filter> filter(Filter filter, int order, String... patterns) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.addUrlPatterns(patterns);
        return registration;
    }
}
