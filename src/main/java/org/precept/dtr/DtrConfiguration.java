package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import org.precept.criteria.CriteriaEngine;
import org.precept.policy.AdviceCatalog;
import org.precept.policy.PayerCatalog;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.PolicyContent;
import org.precept.policy.ProductCatalog;
import org.precept.policy.QuestionnaireCatalog;
import org.precept.record.Ledgers;
import org.precept.record.Members;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestContexts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the door's operations; the FHIR endpoint collects them. */
@Configuration(proxyBeanMethods = false)
class DtrConfiguration {

    @Bean
    QuestionnairePackages.Records dtrRecords(
            Members members, Ledgers ledgers, RequestContexts contexts, PriorAuthorizations priorAuthorizations) {
        return new QuestionnairePackages.Records(members, ledgers, contexts, priorAuthorizations);
    }

    @Bean
    QuestionnairePackages questionnairePackages(
            PolicyCatalog policies,
            ProductCatalog products,
            PayerCatalog payers,
            QuestionnaireCatalog questionnaires,
            AdviceCatalog advice,
            FormContent forms,
            CriteriaEngine engine,
            QuestionnairePackages.Records records,
            FhirContext fhir,
            ServerAddress address,
            Clock clock) {
        PolicyContent content = new PolicyContent(policies, products, payers, questionnaires, advice);
        return new QuestionnairePackages(content, forms, engine, records, fhir, address, clock);
    }

    @Bean
    QuestionnairePackageProvider questionnairePackageProvider(QuestionnairePackages packages) {
        return new QuestionnairePackageProvider(packages);
    }

    @Bean
    ValueSetExpansionProvider valueSetExpansionProvider(FormContent forms, Clock clock) {
        return new ValueSetExpansionProvider(forms, clock);
    }
}
