package org.precept.pas;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.RequestParameters;
import org.precept.fhir.Canonical;

/** Says of criteria what a test wants it to say: met, unless told otherwise. Remembers what it was asked with. */
final class FixedEngine implements CriteriaEngine {

    private final Map<String, @Nullable Boolean> results = new HashMap<>();
    private boolean failing;

    /** What the last evaluation was given. */
    @Nullable
    RequestParameters lastParameters;

    @Nullable
    EvidenceBundle lastEvidence;

    void says(String criterion, @Nullable Boolean value) {
        results.put(criterion, value);
    }

    void fails() {
        failing = true;
    }

    @Override
    public String phase(Canonical library, EvidenceBundle evidence, RequestParameters parameters) {
        if (failing) {
            throw new CriteriaException("library " + library + " took too long");
        }
        return "initial";
    }

    @Override
    public List<CriterionResult> criteria(
            Canonical library, Collection<String> ids, EvidenceBundle evidence, RequestParameters parameters) {
        lastParameters = parameters;
        lastEvidence = evidence;
        return ids.stream()
                .map(id -> new CriterionResult(id, results.getOrDefault(id, true), false, false, null, List.of()))
                .toList();
    }

    @Override
    public Map<String, Object> values(
            Canonical library, Collection<String> defines, EvidenceBundle evidence, RequestParameters parameters) {
        return Map.of();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
