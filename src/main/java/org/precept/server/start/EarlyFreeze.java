package org.precept.server.start;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Declares the bean definitions final before the web server is made. The FHIR servlet pulls HAPI's thousand beans in at
 * that point, and Spring remembers which beans have which type only once definitions are final; a quarter of the start
 * was spent on looking them up again and again.
 */
@Component
class EarlyFreeze implements BeanFactoryPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        factory.freezeConfiguration();
    }
}
