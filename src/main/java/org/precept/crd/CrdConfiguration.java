package org.precept.crd;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Clock;
import org.precept.crd.ehr.FhirServers;
import org.precept.crd.feedback.Feedback;
import org.precept.crd.metrics.CallMeters;
import org.precept.crd.metrics.MetricReport;
import org.precept.criteria.CriteriaEngine;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.policy.AdviceCatalog;
import org.precept.policy.Payer;
import org.precept.policy.PayerCatalog;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.record.CardFeedbacks;
import org.precept.record.HookCalls;
import org.precept.record.HookLog;
import org.precept.record.Ledgers;
import org.precept.record.Members;
import org.precept.record.RequestContexts;
import org.precept.record.UnsolicitedDeterminations;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the hooks together. */
@Configuration(proxyBeanMethods = false)
class CrdConfiguration {

    @Bean
    FhirServers clientFhirServers(CrdProperties properties, ServerProperties server) {
        InetAddress address = server.getAddress();
        return new FhirServers(properties.allowedFhirServers(), address != null && address.isLoopbackAddress());
    }

    @Bean
    InsuranceFinder insuranceFinder(PayerCatalog payers, CrdProperties properties) {
        String presumed = properties.presumedPayer();
        Payer payer = presumed == null || presumed.isBlank()
                ? null
                : payers.find(presumed)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "precept.crd.presumed-payer: no payer with this identifier is served: " + presumed));
        return new InsuranceFinder(payers, payer);
    }

    @Bean
    OrderAssessor orderAssessor(
            InsuranceFinder insurances,
            PolicyCatalog policies,
            ProductCatalog products,
            AdviceCatalog advice,
            CriteriaEngine engine,
            Members members,
            Ledgers ledgers,
            EvidenceAssembler assembler,
            Determiner determiner) {
        AdviceCards cards = new AdviceCards(advice, engine);
        EncounterAdvice reminders = new EncounterAdvice(advice, cards);
        return new OrderAssessor(
                insurances,
                policies,
                products,
                members,
                ledgers,
                assembler,
                determiner,
                cards,
                new EncounterAssessor(policies, products, reminders, assembler));
    }

    @Bean
    PolicyLinks policyLinks(Environment environment) {
        return new PolicyLinks(environment);
    }

    @Bean
    CardSelection cardSelection(ProductCatalog products, AdviceCatalog advice, PolicyLinks links) {
        return new CardSelection(products, advice, links);
    }

    @Bean
    OrderUpdates orderUpdates(ProductCatalog products, PolicyLinks links, RequestContexts contexts) {
        return new OrderUpdates(products, links, contexts);
    }

    @Bean
    HookService hookService(
            FhirContext fhir,
            CrdProperties properties,
            FhirServers servers,
            OrderAssessor assessor,
            CardSelection cards,
            UnsolicitedDeterminations determinations,
            OrderUpdates updates,
            Clock clock) {
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(Redirect.NEVER)
                .version(Version.HTTP_1_1)
                .connectTimeout(properties.queryTime())
                .build();
        return new HookService(
                fhir,
                properties,
                servers,
                http,
                assessor,
                cards,
                new UnsolicitedApprovals(determinations),
                updates,
                clock.getZone());
    }

    @Bean
    HookEndpoint hookEndpoint(HookService service, CallLog log, Feedback feedback, Clock clock) {
        return new HookEndpoint(service, log, feedback, clock);
    }

    @Bean
    CallLog hookCallLog(HookLog log, FhirContext fhir, MeterRegistry meters, Clock clock) {
        return new CallLog(log, fhir, new CallMeters(meters), clock);
    }

    @Bean
    Feedback cardFeedback(HookCalls calls, CardFeedbacks feedbacks, MeterRegistry meters, Clock clock) {
        return new Feedback(calls::answer, feedbacks, meters, clock);
    }

    @Bean
    StoppedCalls stoppedCalls(CallLog log, Clock clock) {
        return new StoppedCalls(log, clock);
    }

    @Bean
    MetricReport metricReport(HookCalls calls, CardFeedbacks feedbacks) {
        return new MetricReport(calls, feedbacks);
    }
}
