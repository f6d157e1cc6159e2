package org.precept.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.time.Clock;
import java.util.Set;
import org.precept.pas.notify.SubscriptionDoor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts a FHIR base for clients of the 2.0.1 guides at {@code /2.0.1/fhir}: one base cannot speak two versions of a guide
 * (PAS conf-1). It has the guides' operations and
 * Subscriptions only; what is stored is read at {@code /fhir}.
 */
@Configuration(proxyBeanMethods = false)
class FhirR201Configuration {

    /** Operations whose beans tell the edition by the base that was called. */
    private static final Set<String> OFFERED = Set.of(
            "Questionnaire/$questionnaire-package",
            "Questionnaire/$next-question",
            "Questionnaire/$log-questionnaire-errors",
            "ValueSet/$expand",
            "Claim/$submit",
            "Claim/$inquire",
            "Subscription/$status",
            "Subscription/$events");

    @Bean
    ServletRegistrationBean<RestfulServer> fhirServletR201(
            FhirContext fhir,
            Operations operations,
            SubscriptionDoor subscriptions,
            ObjectProvider<BuildProperties> build,
            Clock clock) {
        Operations offered = operations.only(OFFERED);
        RestfulServer server = new FhirServlet(fhir);
        server.setServerName("Precept");
        server.registerProviders(offered.providers());
        server.registerProvider(subscriptions);
        server.setServerConformanceProvider(CapabilitiesR201.of(offered, build.getIfAvailable(), clock.instant()));
        server.setDefaultResponseEncoding(EncodingEnum.JSON);
        server.setDefaultPrettyPrint(false);
        server.registerInterceptor(new FhirErrors());
        server.registerInterceptor(new OperationGate(offered, "/2.0.1/fhir"));
        ServletRegistrationBean<RestfulServer> servlet = new ServletRegistrationBean<>(server, "/2.0.1/fhir/*");
        servlet.setName("fhir-2.0.1");
        servlet.setLoadOnStartup(1);
        return servlet;
    }
}
