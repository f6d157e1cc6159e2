package org.precept.server.store;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.precept.pas.FhirAddress;
import org.precept.record.NewsQueue;
import org.precept.record.NewsSubscriptions;
import org.precept.record.PasExchange;
import org.precept.record.PasExchanges;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.MapPropertySource;

/** The part of a server process that sends notifications, on the stores of that process. */
final class NewsSender implements AutoCloseable {

    @ComponentScan("org.precept.pas.notify")
    @ConfigurationPropertiesScan("org.precept.pas.notify")
    @EnableConfigurationProperties
    static class Beans {}

    /** What was told to the metrics. */
    final List<PasExchange> exchanges = new CopyOnWriteArrayList<>();

    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();

    NewsSender(Process process, Map<String, Object> settings) {
        beans.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        beans.registerBean(NewsQueue.class, () -> process.news);
        beans.registerBean(NewsSubscriptions.class, () -> process.subscriptions);
        beans.registerBean(Clock.class, Clock::systemUTC);
        beans.registerBean(FhirContext.class, FhirContext::forR4Cached);
        beans.registerBean(FhirAddress.class, () -> () -> "https://payer.example");
        beans.registerBean(PasExchanges.class, () -> exchanges::add);
        beans.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        beans.register(Beans.class);
        beans.refresh();
        beans.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0], beans, Duration.ZERO));
    }

    @Override
    public void close() {
        beans.close();
    }
}
