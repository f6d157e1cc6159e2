package org.precept.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.dao.ITransactionProcessorVersionAdapter;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.precept.pas.notify.SubscriptionDoor;
import org.precept.server.web.OutcomeWriter;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Puts HAPI's REST server at {@code /fhir}. */
@Configuration(proxyBeanMethods = false)
class FhirEndpointConfiguration {

    /** Subscriptions have a door of their own, and a search parameter would change how the server indexes what it stores. */
    private static final Set<String> LEFT_OUT = Set.of("Subscription", "SearchParameter");

    @Bean
    Operations fhirOperations(ListableBeanFactory beans) {
        return Operations.of(beans);
    }

    @Bean
    RestfulServer fhirServer(
            FhirContext fhir,
            IJpaSystemProvider systemProvider,
            ResourceProviderFactory resourceProviders,
            DatabaseBackedPagingProvider paging,
            Operations operations,
            SubscriptionDoor subscriptions) {
        RestfulServer server = new FhirServlet(fhir);
        server.setServerName("Precept");
        server.registerProviders(resourceProviders.createProviders().stream()
                .filter(provider -> !isLeftOut(provider))
                .toList());
        server.registerProvider(systemProvider);
        server.registerProviders(operations.providers());
        server.registerProvider(subscriptions);
        server.setPagingProvider(paging);
        server.setDefaultResponseEncoding(EncodingEnum.JSON);
        server.setDefaultPrettyPrint(false);
        server.registerInterceptor(new FhirErrors());
        server.registerInterceptor(new OperationGate(operations, "/fhir"));
        server.registerInterceptor(new RequestCheck());
        server.registerInterceptor(new BundleEntries());
        server.registerInterceptor(new SubscriptionStorage());
        return server;
    }

    /** In place of HAPI's own. */
    @Bean
    @Primary
    ITransactionProcessorVersionAdapter<Bundle, BundleEntryComponent> entryAnswers() {
        return new EntryAnswers();
    }

    private static boolean isLeftOut(Object provider) {
        return provider instanceof IResourceProvider resources
                && LEFT_OUT.contains(resources.getResourceType().getSimpleName());
    }

    @Bean
    Capabilities capabilities(
            RestfulServer server,
            IFhirSystemDao<?, ?> system,
            JpaStorageSettings settings,
            ISearchParamRegistry searchParameters,
            IValidationSupport validation,
            Operations operations,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> controllers,
            ObjectProvider<BuildProperties> build) {
        BooleanSupplier servesHooks = () -> controllers.getObject().getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .anyMatch(pattern -> pattern.startsWith("/cds-services"));
        BuildProperties properties = build.getIfAvailable();
        String version = properties == null ? "development" : properties.getVersion();
        return new Capabilities(
                server, system, settings, searchParameters, validation, operations, servesHooks, version);
    }

    @Bean
    ServletRegistrationBean<RestfulServer> fhirServlet(RestfulServer server, Capabilities capabilities) {
        server.setServerConformanceProvider(capabilities);
        ServletRegistrationBean<RestfulServer> servlet = new ServletRegistrationBean<>(server, "/fhir/*");
        servlet.setName("fhir");
        servlet.setLoadOnStartup(1);
        return servlet;
    }

    @Bean
    ServletRegistrationBean<TopicServlet> topicServlet(OutcomeWriter outcomes) {
        ServletRegistrationBean<TopicServlet> servlet = new ServletRegistrationBean<>(
                new TopicServlet(outcomes), "/fhir/SubscriptionTopic/*", "/2.0.1/fhir/SubscriptionTopic/*");
        servlet.setName("subscription-topics");
        return servlet;
    }
}
