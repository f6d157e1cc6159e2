package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.policy.PayerCatalog;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.record.Authorizations;
import org.precept.record.Deadlines;
import org.precept.record.Documents;
import org.precept.record.KeptDeterminations;
import org.precept.record.Members;
import org.precept.record.Overlaps;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestContexts;
import org.precept.record.RequestEvents;
import org.precept.record.RequestFiles;
import org.precept.record.ReviewLog;
import org.precept.record.Submissions;
import org.precept.record.UnsolicitedDeterminations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the PAS operations together; the server finds them by their annotations. */
@Configuration(proxyBeanMethods = false)
class PasConfiguration {

    @Bean
    ItemPlanner pasPlanner(PolicyCatalog policies, ProductCatalog products) {
        return new ItemPlanner(policies, products);
    }

    @Bean
    ItemDecider pasDecider(
            EvidenceAssembler assembler,
            Determiner determiner,
            Authorizations authorizations,
            RequestContexts contexts,
            RequestFiles files,
            PolicyCatalog policies) {
        return new ItemDecider(assembler, determiner, authorizations, contexts, files, new Overlaps(policies));
    }

    @Bean
    Filing pasFiling(
            FhirContext fhir,
            PriorAuthorizations resources,
            Authorizations authorizations,
            RequestContexts contexts,
            KeptDeterminations determinations,
            RequestFiles files,
            RequestEvents events,
            OpenFiles open,
            PolicyCatalog policies) {
        return new Filing(fhir, resources, authorizations, contexts, determinations, files, events, open, policies);
    }

    @Bean
    OpenFiles pasOpenFiles(PriorAuthorizations resources, Members members, ReviewLog log) {
        return new OpenFiles(resources, members, log);
    }

    @Bean
    RequestChanges pasChanges(
            Authorizations authorizations,
            RequestFiles files,
            OpenFiles open,
            Filing filing,
            PayerCatalog payers,
            FhirAddress address,
            Clock clock) {
        return new RequestChanges(authorizations, files, open, filing, payers, address, clock);
    }

    @Bean
    Prescriptions pasPrescriptions(FhirContext fhir, Documents documents, ProductCatalog products) {
        return new Prescriptions(fhir, documents, products);
    }

    @Bean
    Reconsideration pasReconsideration(ItemPlanner planner, ItemDecider decider, Prescriptions prescriptions) {
        return new Reconsideration(planner, decider, prescriptions);
    }

    @Bean
    RequestUpdates pasUpdates(
            FhirContext fhir,
            RequestFiles files,
            OpenFiles open,
            ItemPlanner planner,
            ItemDecider decider,
            Prescriptions prescriptions,
            Filing filing,
            Clock clock) {
        return new RequestUpdates(fhir, files, open, new Updates(fhir, planner, decider, prescriptions), filing, clock);
    }

    @Bean
    RequestAppeals pasAppeals(
            FhirContext fhir,
            RequestFiles files,
            PolicyCatalog policies,
            ItemPlanner planner,
            ItemDecider decider,
            RequestUpdates updates,
            Members members,
            Authorizations authorizations,
            Filing filing,
            Clock clock) {
        AppealCheck check = new AppealCheck(files, new Deadlines(policies));
        return new RequestAppeals(
                fhir, files, check, updates, planner, decider, members, authorizations, filing, clock);
    }

    @Bean
    SubmitService pasSubmit(
            FhirContext fhir,
            PayerCatalog payers,
            ItemPlanner planner,
            ItemDecider decider,
            Filing filing,
            RequestUpdates updates,
            RequestAppeals appeals,
            Members members,
            Authorizations authorizations,
            Submissions submissions,
            Clock clock) {
        return new SubmitService(
                fhir,
                new MemberIdentification(payers),
                planner,
                decider,
                filing,
                updates,
                appeals,
                members,
                authorizations,
                submissions,
                clock);
    }

    @Bean
    UnsolicitedDeterminations pasSigning(
            PayerCatalog payers,
            ProductCatalog products,
            ItemPlanner planner,
            ItemDecider decider,
            Filing filing,
            Members members,
            Authorizations authorizations,
            Clock clock) {
        return new SigningService(payers, products, planner, decider, filing, members, authorizations, clock);
    }

    @Bean
    InquireService pasInquire(
            FhirContext fhir, PayerCatalog payers, RequestFiles files, PriorAuthorizations resources, Clock clock) {
        return new InquireService(fhir, new MemberIdentification(payers), files, new InquiryAnswers(resources, clock));
    }

    @Bean
    PasOperations pasOperations(SubmitService submit, InquireService inquire) {
        return new PasOperations(submit, inquire);
    }
}
