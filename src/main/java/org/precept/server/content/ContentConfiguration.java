package org.precept.server.content;

import ca.uhn.fhir.context.FhirContext;
import org.precept.criteria.CqlLibraries;
import org.precept.criteria.CriteriaEngine;
import org.precept.determination.AnswerScreen;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.dtr.FormContent;
import org.precept.dtr.LoadedForms;
import org.precept.pas.replay.PolicyDrafts;
import org.precept.pas.replay.PolicyVersions;
import org.precept.policy.AdviceCatalog;
import org.precept.policy.DenialReasons;
import org.precept.policy.PayerCatalog;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.policy.QuestionnaireCatalog;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Makes beans of the content, and stores it before the server says that it is ready. */
@Configuration(proxyBeanMethods = false)
class ContentConfiguration {

    @Bean
    ReadyContent readyContent(ContentBootstrap.Pending pending) {
        return pending.await();
    }

    /** Spring Boot reports readiness when every runner has returned. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ApplicationRunner contentStoring(ReadyContent content, ContentStore store) {
        return arguments -> store.store(content.content().resources());
    }

    @Bean
    PolicyCatalog policyCatalog(ReadyContent content) {
        return content.policies().policies();
    }

    @Bean
    ProductCatalog productCatalog(ReadyContent content) {
        return content.policies().products();
    }

    @Bean
    PayerCatalog payerCatalog(ReadyContent content) {
        return content.policies().payers();
    }

    @Bean
    QuestionnaireCatalog questionnaireCatalog(ReadyContent content) {
        return content.policies().questionnaires();
    }

    @Bean
    AdviceCatalog adviceCatalog(ReadyContent content) {
        return content.policies().advice();
    }

    @Bean
    DenialReasons denialReasons(ReadyContent content) {
        return DenialReasons.in(content.content().resources().stream()
                .map(ContentResource::resource)
                .toList());
    }

    @Bean
    CqlLibraries cqlLibraries(ReadyContent content) {
        return content.criteria().libraries();
    }

    @Bean(destroyMethod = "close")
    CriteriaEngine criteriaEngine(ReadyContent content) {
        return content.criteria().engine();
    }

    @Bean
    FormContent formContent(ReadyContent content, ContentStore store) {
        return new LoadedForms(
                content.content().resources().stream()
                        .map(ContentResource::resource)
                        .toList(),
                content.criteria().libraries(),
                store::storedAt);
    }

    @Bean
    Determiner determiner(CriteriaEngine engine) {
        return new Determiner(engine);
    }

    @Bean
    EvidenceAssembler evidenceAssembler(QuestionnaireCatalog questionnaires) {
        return new EvidenceAssembler(questionnaires);
    }

    @Bean
    AnswerScreen answerScreen(QuestionnaireCatalog questionnaires) {
        return new AnswerScreen(questionnaires);
    }

    @Bean
    PolicyVersions policyVersions(
            PolicyCatalog policies,
            EvidenceAssembler assembler,
            Determiner determiner,
            ReadyContent content,
            StoredDefinitions definitions,
            FhirContext fhir) {
        return new EarlierPolicies(
                new CurrentPolicies(policies, assembler, determiner), content.content(), definitions, fhir);
    }

    @Bean
    PolicyDrafts policyDrafts(ReadyContent content, FhirContext fhir) {
        return new DraftPolicies(content.content(), fhir);
    }
}
