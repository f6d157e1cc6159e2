package org.precept.server.content;

import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Makes beans of the content, and stores it before the server says that it is ready. */
@Configuration(proxyBeanMethods = false)
class ContentConfiguration {

    @Bean
    Content content(ContentBootstrap.Pending pending) {
        return pending.await();
    }

    /** Spring Boot reports readiness when every runner has returned. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ApplicationRunner contentStoring(Content content, ContentStore store) {
        return arguments -> store.store(content.resources());
    }
}
