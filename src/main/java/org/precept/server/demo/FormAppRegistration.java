package org.precept.server.demo;

import java.util.List;
import org.precept.server.app.BuiltInEhr;
import org.precept.server.app.RegisteredEhr;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Makes the demo EHR known to the form app, as an administrator makes a real one known by configuration. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class FormAppRegistration {

    @Bean
    BuiltInEhr demoEhr() {
        RegisteredEhr ehr = new RegisteredEhr(
                DemoAddress.FHIR,
                AuthorizeEndpoint.CLIENT,
                "the demo clinic",
                RegisteredEhr.SCOPES,
                List.of(),
                DemoAddress.ROOT + "/finished");
        return new BuiltInEhr(ehr, DemoAddress.ROOT + "/launch");
    }
}
