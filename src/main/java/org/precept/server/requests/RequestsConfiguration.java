package org.precept.server.requests;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.precept.door.RecurringWork;
import org.precept.policy.PolicyCatalog;
import org.precept.record.Balances;
import org.precept.record.Deadlines;
import org.precept.record.RequestFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Deadlines and balances by the policies that are loaded. */
@Configuration(proxyBeanMethods = false)
class RequestsConfiguration {
    @Bean
    Deadlines deadlines(PolicyCatalog policies) {
        return new Deadlines(policies);
    }

    @Bean
    PressingRequests pressingRequests(RequestFiles files, Deadlines deadlines, Clock clock) {
        return new PressingRequests(files, deadlines, clock);
    }

    /** Counted when they are looked at. */
    @Bean
    MeterBinder requestMeters(PressingRequests requests) {
        return registry -> {
            Gauge.builder(
                            "precept.requests.overdue",
                            requests,
                            each -> each.count().overdue())
                    .description("Pended requests whose time for a decision has passed")
                    .register(registry);
            Gauge.builder(
                            "precept.requests.nearly.due",
                            requests,
                            each -> each.count().nearlyDue())
                    .description("Pended requests whose time for a decision passes soon")
                    .register(registry);
        };
    }

    @Bean
    RecurringWork overdueLog(PressingRequests requests) {
        return OverdueLog.recurring(requests);
    }

    @Bean
    Balances balances(PolicyCatalog policies) {
        return new Balances(policies);
    }
}
