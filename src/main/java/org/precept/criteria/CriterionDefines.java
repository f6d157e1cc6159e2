package org.precept.criteria;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The defines of a library that speak of one criterion, by convention of their names. */
record CriterionDefines(String id) {

    static CriterionDefines of(String id) {
        return new CriterionDefines(id);
    }

    List<String> names() {
        return List.of(id, id + " evidence", id + " conflict", id + " note", id + " physician");
    }

    CriterionResult read(Map<String, @Nullable Object> values, EvidenceReferences references) {
        Boolean value = read(values, id, Boolean.class);
        boolean conflict = Boolean.TRUE.equals(read(values, id + " conflict", Boolean.class));
        if (conflict && value != null) {
            throw new CriteriaException("define \"" + id + "\" has a value although it is in conflict");
        }
        return new CriterionResult(
                id,
                value,
                conflict,
                Boolean.TRUE.equals(read(values, id + " physician", Boolean.class)),
                read(values, id + " note", String.class),
                references.of(id, values.get(id + " evidence")));
    }

    private static <T> @Nullable T read(Map<String, @Nullable Object> values, String define, Class<T> type) {
        Object value = values.get(define);
        if (value != null && !type.isInstance(value)) {
            throw new CriteriaException("define \"" + define + "\" is a "
                    + value.getClass().getSimpleName() + ", not a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
