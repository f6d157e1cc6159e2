package org.precept.dtr.errors;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.precept.policy.QuestionnaireCatalog;
import org.precept.record.FormErrors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the operation; the FHIR endpoints collect it. */
@Configuration(proxyBeanMethods = false)
class ErrorsConfiguration {

    @Bean
    QuestionnaireErrorProvider questionnaireErrorProvider(
            QuestionnaireCatalog forms, FormErrors errors, MeterRegistry meters, FhirContext fhir, Clock clock) {
        return new QuestionnaireErrorProvider(forms, errors, meters, fhir, clock);
    }
}
