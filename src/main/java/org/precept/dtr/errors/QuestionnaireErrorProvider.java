package org.precept.dtr.errors;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.policy.AdaptiveForm;
import org.precept.policy.Form;
import org.precept.policy.QuestionnaireCatalog;
import org.precept.record.FormErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST Questionnaire/$log-questionnaire-errors} (DTR spec-78): a client could not show a form or run its logic. Kept for
 * the content owner, counted as {@code precept.dtr.questionnaire.errors} by form, and noted in the log by the form's name
 * alone: what clients write may hold patient data.
 */
public class QuestionnaireErrorProvider {
    private static final Logger LOG = LoggerFactory.getLogger(QuestionnaireErrorProvider.class);
    private static final String METER = "precept.dtr.questionnaire.errors";
    private static final String UNKNOWN = "unknown";
    private static final int LONGEST = 64 * 1024;

    private final QuestionnaireCatalog forms;
    private final FormErrors errors;
    private final MeterRegistry meters;
    private final FhirContext fhir;
    private final Clock clock;

    QuestionnaireErrorProvider(
            QuestionnaireCatalog forms, FormErrors errors, MeterRegistry meters, FhirContext fhir, Clock clock) {
        this.forms = forms;
        this.errors = errors;
        this.meters = meters;
        this.fhir = fhir;
        this.clock = clock;
    }

    /**
     * Keeps a report.
     *
     * @param input profile dtr-log-errors-input-parameters, in any edition's spelling
     * @return says that it was kept
     * @throws org.precept.fhir.RejectedRequest 400 when the input is not usable
     */
    @Operation(name = "$log-questionnaire-errors", typeName = "Questionnaire")
    public OperationOutcome log(@ResourceParam @Nullable IBaseResource input) {
        ErrorReport report = ErrorReportReader.read(input);
        String outcomes = json(report);
        boolean kept = true;
        for (String questionnaire : report.questionnaires()) {
            String form = name(Canonical.parse(questionnaire)).orElse(UNKNOWN);
            meters.counter(METER, "questionnaire", form).increment();
            LOG.warn("A client reports problems with form {}", form);
            kept &= errors.keep(questionnaire, outcomes, clock.instant());
        }
        return answer(kept);
    }

    private String json(ErrorReport report) {
        IParser parser = fhir.newJsonParser();
        String outcomes = report.outcomes().stream()
                .map(parser::encodeResourceToString)
                .collect(Collectors.joining(",", "[", "]"));
        if (outcomes.length() > LONGEST) {
            throw ErrorReportReader.rejected(
                    IssueType.TOOLONG,
                    "Parameters",
                    "The OperationOutcomes have more than " + LONGEST + " characters. Send the first issues only.");
        }
        return outcomes;
    }

    /** Names of our own content only: a bounded set. */
    private Optional<String> name(Canonical canonical) {
        Canonical any = new Canonical(canonical.url(), null);
        return forms.find(any)
                .map(Form::canonical)
                .or(() -> forms.findAdaptive(any).map(AdaptiveForm::canonical))
                .map(Canonical::tail);
    }

    private static OperationOutcome answer(boolean kept) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(kept ? IssueSeverity.INFORMATION : IssueSeverity.WARNING)
                .setCode(kept ? IssueType.INFORMATIONAL : IssueType.THROTTLED)
                .setDiagnostics(
                        kept
                                ? "The report was kept for the owner of the form."
                                : "The report was counted. Its text could not be kept: there are too many reports.");
        return outcome;
    }
}
