package org.precept.criteria;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.retrieve.RetrieveProvider;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Interval;
import org.precept.fhir.CodingKey;

/** Answers the CQL's retrieves from the evidence of one request. All of it belongs to one patient. */
final class EvidenceRetrieval implements RetrieveProvider {
    private final EvidenceIndex evidence;
    private final ExpandedValueSets valueSets;

    EvidenceRetrieval(EvidenceIndex evidence, ExpandedValueSets valueSets) {
        this.evidence = evidence;
        this.valueSets = valueSets;
    }

    @Override
    public Iterable<Object> retrieve(
            @Nullable String context,
            @Nullable String contextPath,
            @Nullable Object contextValue,
            String dataType,
            @Nullable String templateId,
            @Nullable String codePath,
            @Nullable Iterable<Code> codes,
            @Nullable String valueSet,
            @Nullable String datePath,
            @Nullable String dateLowPath,
            @Nullable String dateHighPath,
            @Nullable Interval dateRange) {
        if (codePath == null || (codes == null && valueSet == null)) {
            return evidence.all(dataType);
        }
        Set<CodingKey> wanted =
                valueSet != null ? valueSets.members(valueSet).keySet() : keys(codes == null ? List.of() : codes);
        return evidence.coded(dataType, codePath, wanted);
    }

    private static Set<CodingKey> keys(Iterable<Code> codes) {
        Set<CodingKey> keys = new HashSet<>();
        for (Code code : codes) {
            if (code.getSystem() != null && code.getCode() != null) {
                keys.add(CodingKey.of(code.getSystem(), code.getCode()));
            }
        }
        return keys;
    }
}
