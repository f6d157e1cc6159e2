package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.policy.PayerCatalog;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.record.Authorizations;
import org.precept.record.Members;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestContexts;
import org.precept.record.Submissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the PAS operations together; the server finds them by their annotations. */
@Configuration(proxyBeanMethods = false)
class PasConfiguration {

    @Bean
    SubmitService pasSubmit(
            FhirContext fhir,
            PayerCatalog payers,
            PolicyCatalog policies,
            ProductCatalog products,
            EvidenceAssembler assembler,
            Determiner determiner,
            Members members,
            Authorizations authorizations,
            PriorAuthorizations files,
            RequestContexts contexts,
            Submissions submissions,
            Clock clock) {
        return new SubmitService(
                fhir,
                new MemberIdentification(payers),
                new ItemPlanner(policies, products),
                new ItemDecider(assembler, determiner, authorizations),
                new Filing(fhir, files, authorizations, contexts),
                members,
                authorizations,
                submissions,
                clock);
    }

    @Bean
    InquireService pasInquire(
            FhirContext fhir, PayerCatalog payers, Members members, PriorAuthorizations files, Clock clock) {
        return new InquireService(fhir, new MemberIdentification(payers), members, files, clock);
    }

    @Bean
    PasOperations pasOperations(SubmitService submit, InquireService inquire) {
        return new PasOperations(submit, inquire);
    }
}
