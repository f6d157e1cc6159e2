package org.precept.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;

/**
 * A payer's written policy on one product, read from a PlanDefinition.
 *
 * @param id stable name, e.g. {@code mmm-alemtuzumab}
 * @param canonical url and version of the PlanDefinition
 * @param title for people
 * @param effective days of service for which it is in force
 * @param payers identifier values of the payers that it binds
 * @param product code of the product (CodeSystem product)
 * @param approver who may say yes
 * @param library the CQL library that computes its criteria, with version
 * @param storedAnswersDays how old a stored questionnaire may be to count as evidence, in days before the request
 * @param phases at least one; the first is {@code initial}
 * @param terms how long things may take
 * @param instructions what providers are told with the answer
 * @param sourceTitle the source document's name, for citations
 * @param sourceUrl where the source document can be read, null when it is not public
 */
public record CoveragePolicy(
        String id,
        Canonical canonical,
        String title,
        DateRange effective,
        Set<String> payers,
        String product,
        Approver approver,
        Canonical library,
        int storedAnswersDays,
        List<Phase> phases,
        Terms terms,
        List<Instruction> instructions,
        String sourceTitle,
        @Nullable String sourceUrl) {

    /** The phase with the code; empty when this policy has no such phase. */
    public Optional<Phase> phase(String code) {
        return phases.stream().filter(phase -> phase.code().equals(code)).findFirst();
    }
}
