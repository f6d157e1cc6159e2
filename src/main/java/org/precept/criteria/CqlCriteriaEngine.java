package org.precept.criteria;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.elm.r1.VersionedIdentifier;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.data.CompositeDataProvider;
import org.opencds.cqf.cql.engine.execution.CqlEngine;
import org.opencds.cqf.cql.engine.execution.Environment;
import org.opencds.cqf.cql.engine.execution.EvaluationParams;
import org.opencds.cqf.cql.engine.execution.EvaluationResults;
import org.opencds.cqf.cql.engine.execution.ExpressionResult;
import org.precept.fhir.Canonical;

/** The criteria engine on the CQL engine: libraries, model and value sets are shared, the rest is made for the evidence. */
final class CqlCriteriaEngine implements CriteriaEngine {
    private static final String FHIR_MODEL = "http://hl7.org/fhir";

    private final CqlLibraries libraries;
    private final ExpandedValueSets valueSets;
    private final FhirModel model;
    private final EvidenceDisplay display;
    private final EvaluationPool pool;

    CqlCriteriaEngine(CqlLibraries libraries, ExpandedValueSets valueSets, FhirModel model, EngineLimits limits) {
        this.libraries = libraries;
        this.valueSets = valueSets;
        this.model = model;
        this.display = new EvidenceDisplay(valueSets);
        this.pool = new EvaluationPool(limits);
    }

    @Override
    public String phase(Canonical library, EvidenceBundle evidence, RequestParameters parameters) {
        Object phase = evaluate(require(library), List.of("phase"), evidence, parameters)
                .get("phase");
        if (phase instanceof String code) {
            return code;
        }
        throw new CriteriaException(library.tail() + ": define \"phase\" is missing or not a String");
    }

    @Override
    public List<CriterionResult> criteria(
            Canonical library, Collection<String> criterionIds, EvidenceBundle evidence, RequestParameters parameters) {
        CqlLibrary cql = require(library);
        List<String> defines = criterionIds.stream()
                .flatMap(id -> CriterionDefines.of(id).names().stream())
                .filter(cql::has)
                .toList();
        Map<String, @Nullable Object> values = evaluate(cql, defines, evidence, parameters);
        EvidenceReferences references = new EvidenceReferences(evidence, parameters, display);
        List<CriterionResult> results = new ArrayList<>();
        for (String id : criterionIds) {
            if (!cql.has(id)) {
                throw new CriteriaException(cql.id() + " has no define \"" + id + "\"");
            }
            results.add(CriterionDefines.of(id).read(values, references));
        }
        return results;
    }

    @Override
    public Map<String, @Nullable Object> values(
            Canonical library, Collection<String> defines, EvidenceBundle evidence, RequestParameters parameters) {
        CqlLibrary cql = require(library);
        return evaluate(cql, defines.stream().filter(cql::has).toList(), evidence, parameters);
    }

    @Override
    public int running() {
        return pool.running();
    }

    @Override
    public void close() {
        pool.close();
    }

    private CqlLibrary require(Canonical library) {
        return libraries.find(library).orElseThrow(() -> new CriteriaException("there is no CQL library " + library));
    }

    private Map<String, @Nullable Object> evaluate(
            CqlLibrary library, Collection<String> defines, EvidenceBundle evidence, RequestParameters parameters) {
        Set<String> wanted = new LinkedHashSet<>(defines);
        if (wanted.isEmpty()) {
            return Map.of();
        }
        return pool.run("evaluation of " + library.id(), () -> evaluateNow(library, wanted, evidence, parameters));
    }

    private Map<String, @Nullable Object> evaluateNow(
            CqlLibrary library, Set<String> defines, EvidenceBundle evidence, RequestParameters parameters) {
        VersionedIdentifier id = library.id().identifier();
        Evaluations.Key key = new Evaluations.Key(this, parameters);
        CqlEngine engine = evidence.evaluations().take(key, () -> engine(evidence));
        // The engine is not given a null Patient id: an unsaved Patient is as good as a saved one.
        String patient = evidence.patient().getIdElement().getIdPart();
        EvaluationParams.LibraryParams.Builder expressions = new EvaluationParams.LibraryParams.Builder();
        expressions.expressions(defines);
        EvaluationParams.Builder params = new EvaluationParams.Builder();
        params.library(id, expressions.build());
        params.setContextParameter(new kotlin.Pair<>("Patient", patient == null ? "member" : patient));
        params.setParameters(ParameterValues.of(parameters, evidence.index()));
        params.setEvaluationDateTime(parameters.requestDate().atStartOfDay(ZoneOffset.UTC));
        EvaluationResults results = engine.evaluate(params.build());
        if (results.hasExceptions()) {
            throw new CriteriaException(
                    "evaluation of " + library.id() + " failed",
                    results.getExceptions().values().iterator().next());
        }
        evidence.evaluations().leave(key, engine);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        // The engine copies its results each time it is asked for them.
        Map<String, ExpressionResult> found = results.getOnlyResultOrThrow().getExpressionResults();
        for (String define : defines) {
            ExpressionResult result = found.get(define);
            values.put(define, result == null ? null : result.getValue());
        }
        return values;
    }

    private CqlEngine engine(EvidenceBundle evidence) {
        Environment environment = new Environment(
                libraries.manager(),
                new HashMap<>(Map.of(
                        FHIR_MODEL,
                        new CompositeDataProvider(model, new EvidenceRetrieval(evidence.index(), valueSets)))),
                valueSets);
        return new CqlEngine(environment, EnumSet.of(CqlEngine.Options.EnableExpressionCaching));
    }
}
