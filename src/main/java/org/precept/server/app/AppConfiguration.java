package org.precept.server.app;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.ResourcePatternResolver;

/** Wires the form app. */
@Configuration(proxyBeanMethods = false)
class AppConfiguration {

    @Bean
    AppFiles appFiles(ResourcePatternResolver resources) {
        return AppFiles.find(resources);
    }

    @Bean
    ContentPolicy contentPolicy(AppSettings settings) {
        return new ContentPolicy(settings.ehrs(), settings.frameAncestors());
    }

    @Bean
    LaunchConfiguration launchConfiguration(AppSettings settings, ObjectProvider<BuiltInEhr> builtIn) {
        return LaunchConfiguration.of(settings.ehrs(), builtIn.getIfAvailable());
    }
}
