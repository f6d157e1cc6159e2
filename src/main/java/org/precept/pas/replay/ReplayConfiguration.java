package org.precept.pas.replay;

import ca.uhn.fhir.context.FhirContext;
import org.precept.pas.RestoredEvidence;
import org.precept.record.KeptDeterminations;
import org.precept.record.PriorAuthorizations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts replay and policy impact together. */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

    @Bean
    RestoredEvidence restoredEvidence(FhirContext fhir, KeptDeterminations determinations, PriorAuthorizations files) {
        return new RestoredEvidence(fhir, determinations, files);
    }

    @Bean
    Replays replays(KeptDeterminations determinations, RestoredEvidence evidence, PolicyVersions policies) {
        return new Replays(determinations, evidence, policies);
    }

    @Bean
    PolicyImpact policyImpact(KeptDeterminations determinations, RestoredEvidence evidence, ImpactLimits limits) {
        return new PolicyImpact(determinations, evidence, limits.timeLimit());
    }
}
