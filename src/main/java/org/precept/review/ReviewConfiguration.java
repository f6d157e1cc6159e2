package org.precept.review;

import java.time.Clock;
import org.precept.policy.DenialReasons;
import org.precept.policy.PolicyCatalog;
import org.precept.record.Accounts;
import org.precept.record.Authorizations;
import org.precept.record.Balances;
import org.precept.record.Deadlines;
import org.precept.record.Documents;
import org.precept.record.Overlaps;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestFiles;
import org.precept.record.ReviewLog;
import org.precept.record.Reviewers;
import org.precept.record.Reviews;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the worklist together. */
@Configuration(proxyBeanMethods = false)
class ReviewConfiguration {

    @Bean
    Access reviewAccess(Reviewers reviewers) {
        return new Access(reviewers);
    }

    @Bean
    CaseFacts reviewFacts(
            Reviews reviews,
            PolicyCatalog policies,
            DenialReasons reasons,
            Accounts accounts,
            Authorizations authorizations,
            RequestFiles files,
            ReviewLog log,
            Clock clock) {
        OtherRequests others =
                new OtherRequests(accounts, authorizations, new Balances(policies), new Overlaps(policies), files);
        return new CaseFacts(reviews, new Deadlines(policies), reasons, others, log, clock);
    }

    @Bean
    Cases reviewCases(RequestFiles files, CaseFacts facts, PriorAuthorizations resources, Documents documents) {
        return new Cases(files, facts, new CaseResources(resources, documents));
    }
}
