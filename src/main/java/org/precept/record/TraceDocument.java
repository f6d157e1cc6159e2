package org.precept.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document that belongs to an item of a request.
 *
 * @param trace trace number of the item
 * @param document the stored resource, {@code QuestionnaireResponse/id} or {@code DocumentReference/id}
 * @param code LOINC code of the kind of document, {@code 102089-0} for a form; null when it does not say
 * @param arrivedAt when it was stored, last
 */
public record TraceDocument(
        String trace, String document, @Nullable String code, Instant arrivedAt) {}
