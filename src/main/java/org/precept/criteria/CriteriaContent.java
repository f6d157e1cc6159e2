package org.precept.criteria;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hl7.fhir.r4.model.ValueSet;

/** CQL and value sets made ready for evaluation, or what is wrong with them. */
public sealed interface CriteriaContent {

    /**
     * Ready to serve.
     *
     * @param libraries every library, for those who hand them out
     * @param engine evaluates them; close it when done
     */
    record Ready(CqlLibraries libraries, CriteriaEngine engine) implements CriteriaContent {}

    /** Not usable. */
    record Faulty(List<CqlProblem> problems) implements CriteriaContent {}

    /**
     * Translates the CQL and builds the engine: two to four seconds in a cold JVM, so start it early on its own thread.
     *
     * @param cql every library of the content; FHIRHelpers is built in
     * @param valueSets with their expansions
     * @param fhir an R4 context
     */
    static CriteriaContent build(
            Collection<CqlText> cql, Collection<ValueSet> valueSets, FhirContext fhir, EngineLimits limits) {
        CompletableFuture<FhirModel> model =
                CompletableFuture.supplyAsync(() -> new FhirModel(fhir), CriteriaContent::start);
        CqlLibraries libraries = CqlLibraries.translate(cql);
        ExpandedValueSets expanded = new ExpandedValueSets(valueSets);
        List<CqlProblem> problems = new ArrayList<>(libraries.problems());
        problems.addAll(libraries.missingValueSets(expanded.urls()));
        return problems.isEmpty()
                ? new Ready(libraries, new CqlCriteriaEngine(libraries, expanded, model.join(), limits))
                : new Faulty(List.copyOf(problems));
    }

    /** Threads of the common pool do not see the classes of a runnable jar. */
    private static void start(Runnable task) {
        Thread thread = new Thread(task, "fhir-model");
        thread.setContextClassLoader(CriteriaContent.class.getClassLoader());
        thread.start();
    }
}
