package org.precept.dtr.answers;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.time.Clock;
import org.precept.criteria.CriteriaEngine;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.dtr.FormContent;
import org.precept.policy.QuestionnaireCatalog;
import org.precept.record.DetectedIssues;
import org.precept.record.Ledgers;
import org.precept.record.MemberNumbers;
import org.precept.record.Members;
import org.precept.record.RequestContexts;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the checks of stored answers into the FHIR endpoint. */
@Configuration(proxyBeanMethods = false)
class AnswersConfiguration {

    @Bean
    AnswerCheck answerCheck(FormContent content) {
        return new AnswerCheck(content);
    }

    @Bean
    Subjects answerSubjects(MemberNumbers numbers, RequestContexts contexts) {
        return new Subjects(numbers, contexts);
    }

    @Bean
    Flags answerFlags(
            CriteriaEngine engine,
            QuestionnaireCatalog forms,
            Ledgers ledgers,
            RequestContexts contexts,
            DetectedIssues issues,
            FhirContext fhir,
            Clock clock) {
        Contradictions contradictions = new Contradictions(
                new Determiner(engine), new EvidenceAssembler(forms), ledgers, contexts, fhir, clock);
        return new Flags(contradictions, issues, clock);
    }

    @Bean
    AnswerStorage answerStorage(
            QuestionnaireCatalog forms,
            FormContent content,
            AnswerCheck check,
            Subjects subjects,
            Members members,
            Flags flags,
            Clock clock) {
        return new AnswerStorage(new FormBehind(forms, content), check, subjects, members, flags, clock);
    }

    @Bean
    SmartInitializingSingleton answersAreChecked(RestfulServer server, AnswerStorage storage) {
        return () -> server.registerInterceptor(storage);
    }
}
