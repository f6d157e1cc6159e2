package org.precept.pas.reviewing;

import java.time.Clock;
import org.precept.pas.RequestChanges;
import org.precept.policy.DenialReasons;
import org.precept.policy.PolicyCatalog;
import org.precept.record.Authorizations;
import org.precept.record.Deadlines;
import org.precept.record.RequestFiles;
import org.precept.record.ReviewLog;
import org.precept.record.Reviewers;
import org.precept.record.Reviews;
import org.precept.record.Worklist;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the desk of the reviewers together. */
@Configuration(proxyBeanMethods = false)
class ReviewingConfiguration {

    @Bean
    Reviews reviews(
            Worklist worklist,
            RequestFiles files,
            RequestChanges changes,
            Authorizations authorizations,
            PolicyCatalog policies,
            DenialReasons reasons,
            Reviewers reviewers,
            ReviewLog log,
            Clock clock) {
        Deadlines deadlines = new Deadlines(policies);
        Conclusion conclusion = new Conclusion(authorizations, deadlines, reasons, reviewers);
        return new ReviewDesk(worklist, files, changes, conclusion, deadlines, log, clock);
    }
}
