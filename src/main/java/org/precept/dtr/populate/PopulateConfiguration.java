package org.precept.dtr.populate;

import java.time.Clock;
import org.precept.criteria.CriteriaEngine;
import org.precept.determination.EvidenceAssembler;
import org.precept.dtr.FormContent;
import org.precept.dtr.FormFilling;
import org.precept.policy.ProductCatalog;
import org.precept.policy.QuestionnaireCatalog;
import org.precept.record.Ledgers;
import org.precept.record.MemberNumbers;
import org.precept.record.Members;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the operation; the FHIR endpoint collects it. */
@Configuration(proxyBeanMethods = false)
class PopulateConfiguration {

    @Bean
    PopulateProvider populateProvider(
            QuestionnaireCatalog forms,
            FormContent content,
            ProductCatalog products,
            CriteriaEngine engine,
            Ledgers ledgers,
            Members members,
            MemberNumbers numbers,
            Clock clock) {
        FormFilling filling = new FormFilling(engine, new EvidenceAssembler(forms), ledgers);
        return new PopulateProvider(
                new Population(forms, content, products, filling, ledgers, new Subject(members, numbers), clock));
    }
}
