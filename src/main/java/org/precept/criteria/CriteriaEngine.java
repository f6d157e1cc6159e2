package org.precept.criteria;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;

/** Evaluates defines of translated CQL libraries. Thread-safe; keeps nothing of a request. */
public interface CriteriaEngine extends AutoCloseable {

    /**
     * The phase the evidence shows: the library's define {@code phase}.
     *
     * @throws CriteriaException when evaluation fails or takes too long
     */
    String phase(Canonical library, EvidenceBundle evidence, RequestParameters parameters);

    /**
     * Results of criteria, in the order asked. For criterion {@code x} reads the defines {@code "x"}, {@code "x evidence"}
     * and, where the library has them, {@code "x conflict"}, {@code "x note"} and {@code "x physician"}.
     *
     * @throws CriteriaException when evaluation fails or takes too long
     */
    List<CriterionResult> criteria(
            Canonical library, Collection<String> criterionIds, EvidenceBundle evidence, RequestParameters parameters);

    /**
     * Values of any defines, as the engine's own Java types (Boolean, String, BigDecimal, CQL Date, Code, List, FHIR
     * types); a define whose value is null is in the map with null. Defines that the library lacks are left out.
     *
     * @throws CriteriaException when evaluation fails or takes too long
     */
    Map<String, @Nullable Object> values(
            Canonical library, Collection<String> defines, EvidenceBundle evidence, RequestParameters parameters);

    /** Evaluations under way, those past their deadline included. */
    default int running() {
        return 0;
    }

    /** Ends the engine's threads. */
    @Override
    void close();
}
