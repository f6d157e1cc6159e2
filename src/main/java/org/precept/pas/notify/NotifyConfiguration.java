package org.precept.pas.notify;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.precept.pas.FhirAddress;
import org.precept.record.NewsQueue;
import org.precept.record.NewsSubscriptions;
import org.precept.record.PasExchanges;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts Subscriptions and the dispatcher together; the server finds the operations by their annotations. */
@Configuration(proxyBeanMethods = false)
class NotifyConfiguration {

    @Bean
    Owners subscriptionOwners(Submitters submitters) {
        return new Owners(submitters);
    }

    @Bean
    SubscriptionReader subscriptionReader(FhirContext fhir, Owners owners, NotificationSettings settings) {
        return new SubscriptionReader(fhir, owners, settings.shortestHeartbeat());
    }

    @Bean
    SubscriptionService subscriptionService(
            NewsSubscriptions subscriptions, SubscriptionReader reader, NotificationSettings settings, Clock clock) {
        return new SubscriptionService(subscriptions, reader, settings.most(), clock);
    }

    @Bean
    SubscriptionDoor subscriptionDoor(Owners owners, SubscriptionService service, SubscriptionReader reader) {
        return new SubscriptionDoor(owners, service, reader);
    }

    @Bean
    NotificationWriter notificationWriter(FhirAddress address) {
        return new NotificationWriter(address);
    }

    @Bean
    SubscriptionOperations subscriptionOperations(
            Owners owners,
            SubscriptionService service,
            SubscriptionReader reader,
            NewsSubscriptions subscriptions,
            NotificationWriter writer,
            Clock clock) {
        return new SubscriptionOperations(owners, service, reader, subscriptions, writer, clock);
    }

    @Bean
    Endpoint notificationEndpoint(NotificationSettings settings) {
        return new Endpoint(settings.timeLimit());
    }

    @Bean
    Dispatcher notificationDispatcher(
            NewsQueue queue,
            Owners owners,
            SubscriptionReader reader,
            NotificationWriter writer,
            Endpoint endpoint,
            NotificationSettings settings,
            PasExchanges exchanges,
            MeterRegistry meters,
            Clock clock) {
        return new Dispatcher(
                queue,
                new Turns(owners, reader, writer, endpoint, settings, exchanges, meters, clock),
                endpoint,
                settings,
                clock);
    }
}
