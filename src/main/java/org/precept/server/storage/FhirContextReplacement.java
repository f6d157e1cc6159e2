package org.precept.server.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.config.r4.FhirContextR4Config;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.stereotype.Component;

/**
 * Gives HAPI the process-wide R4 context in place of a second one of its own: content and CQL are read with that one
 * before Spring has any bean, and a context costs start-up time and memory.
 */
@Component
class FhirContextReplacement implements BeanDefinitionRegistryPostProcessor {

    private static final String HAPI_BEAN = "primaryFhirContext";

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        RootBeanDefinition definition = new RootBeanDefinition(
                FhirContext.class, () -> FhirContextR4Config.configureFhirContext(FhirContext.forR4Cached()));
        definition.setPrimary(true);
        registry.removeBeanDefinition(HAPI_BEAN);
        registry.registerBeanDefinition(HAPI_BEAN, definition);
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        // Definitions only.
    }
}
