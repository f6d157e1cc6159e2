package org.precept.determination;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.RequestParameters;
import org.precept.fhir.Canonical;

/** An engine that says what it is told and remembers what it was asked. */
final class ScriptedEngine implements CriteriaEngine {
    private final String phase;
    private final Map<String, CriterionResult> results = new HashMap<>();
    final Map<String, Object> values = new HashMap<>();
    final List<RequestParameters> asked = new ArrayList<>();

    ScriptedEngine(String phase, Collection<CriterionResult> results) {
        this.phase = phase;
        results.forEach(result -> this.results.put(result.id(), result));
    }

    @Override
    public String phase(Canonical library, EvidenceBundle evidence, RequestParameters parameters) {
        return phase;
    }

    @Override
    public List<CriterionResult> criteria(
            Canonical library, Collection<String> ids, EvidenceBundle evidence, RequestParameters parameters) {
        asked.add(parameters);
        return ids.stream().map(results::get).toList();
    }

    @Override
    public Map<String, Object> values(
            Canonical library, Collection<String> defines, EvidenceBundle evidence, RequestParameters parameters) {
        Map<String, Object> found = new HashMap<>(values);
        found.keySet().retainAll(defines);
        return found;
    }

    @Override
    public void close() {}
}
