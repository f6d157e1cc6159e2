package org.precept.cases;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.precept.criteria.CqlText;
import org.precept.criteria.CriteriaContent;
import org.precept.criteria.EngineLimits;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.fhir.Canonical;
import org.precept.policy.ContentFile;
import org.precept.policy.PolicyContent;
import org.precept.support.RealContent;

/** The shipped policies and the engine, built once for all cases. */
public final class CaseWorld {
    private static final List<ValueSet> VALUE_SETS = RealContent.files().stream()
            .map(ContentFile::resource)
            .filter(ValueSet.class::isInstance)
            .map(ValueSet.class::cast)
            .toList();

    /** Libraries and engine over the shipped CQL. */
    public static final CriteriaContent.Ready CRITERIA = criteria();

    static final PolicyContent POLICIES = RealContent.policies();
    static final Determiner DETERMINER = new Determiner(CRITERIA.engine());
    static final EvidenceAssembler ASSEMBLER = new EvidenceAssembler(POLICIES.questionnaires());

    private CaseWorld() {}

    private static CriteriaContent.Ready criteria() {
        try (Stream<Path> files = Files.list(Path.of("cql"))) {
            List<CqlText> texts = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".cql")).toList()) {
                texts.add(new CqlText(file.getFileName().toString(), Files.readString(file)));
            }
            CriteriaContent content = CriteriaContent.build(
                    texts, VALUE_SETS, FhirContext.forR4Cached(), new EngineLimits(4, 1000, Duration.ofSeconds(20)));
            if (content instanceof CriteriaContent.Ready ready) {
                return ready;
            }
            throw new AssertionError("CQL is faulty: " + content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a choice question offers, from its value set or its own options. */
    static List<ValueSetExpansionContainsComponent> options(QuestionnaireItemComponent question) {
        if (question.hasAnswerValueSet()) {
            String url = Canonical.parse(question.getAnswerValueSet()).url();
            return VALUE_SETS.stream()
                    .filter(valueSet -> url.equals(valueSet.getUrl()))
                    .flatMap(valueSet -> valueSet.getExpansion().getContains().stream())
                    .toList();
        }
        return question.getAnswerOption().stream()
                .map(option -> (Coding) option.getValue())
                .map(coding -> new ValueSetExpansionContainsComponent()
                        .setSystem(coding.getSystem())
                        .setCode(coding.getCode())
                        .setDisplay(coding.getDisplay()))
                .toList();
    }
}
