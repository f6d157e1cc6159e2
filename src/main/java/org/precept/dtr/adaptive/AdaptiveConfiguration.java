package org.precept.dtr.adaptive;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import org.precept.criteria.CriteriaEngine;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.dtr.FormContent;
import org.precept.dtr.FormFilling;
import org.precept.dtr.RecordedContext;
import org.precept.dtr.answers.AnswerCheck;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.policy.QuestionnaireCatalog;
import org.precept.record.HookCalls;
import org.precept.record.Ledgers;
import org.precept.record.Members;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestContexts;
import org.precept.record.UnsolicitedDeterminations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the operation; the FHIR endpoint collects it. */
@Configuration(proxyBeanMethods = false)
class AdaptiveConfiguration {

    @Bean
    Situations situations(
            PolicyCatalog policies,
            ProductCatalog products,
            QuestionnaireCatalog forms,
            Members members,
            Ledgers ledgers,
            RequestContexts contexts,
            HookCalls calls,
            PriorAuthorizations authorizations,
            FhirContext fhir,
            Clock clock) {
        return new Situations(
                policies,
                products,
                forms,
                members,
                ledgers,
                contexts,
                calls,
                new RecordedContext(fhir, authorizations),
                fhir,
                clock);
    }

    @Bean
    Completion completion(HookCalls calls, UnsolicitedDeterminations determinations, FhirContext fhir, Clock clock) {
        return new Completion(calls, new Issuing(determinations, calls), fhir, clock);
    }

    @Bean
    NextQuestionProvider nextQuestionProvider(
            QuestionnaireCatalog forms,
            FormContent content,
            CriteriaEngine engine,
            Ledgers ledgers,
            Situations situations,
            Completion completion,
            FhirContext fhir,
            Clock clock) {
        EvidenceAssembler assembler = new EvidenceAssembler(forms);
        Determiner determiner = new Determiner(engine);
        FormPlans plans = new FormPlans(new Planning(content, assembler, determiner, fhir), forms, clock);
        return new NextQuestionProvider(new NextQuestions(
                fhir,
                forms,
                new AnswerCheck(content),
                plans,
                situations,
                new Interview(assembler, determiner, plans::of, forms::of),
                new FormFilling(engine, assembler, ledgers),
                completion,
                clock));
    }
}
