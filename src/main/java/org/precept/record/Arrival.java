package org.precept.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document that was stored for a pended item, and on which its request is still to be decided again.
 *
 * @param id given by the store; 0 before it is kept
 * @param trace trace number that the document names
 * @param document the stored resource, {@code QuestionnaireResponse/id} or {@code DocumentReference/id}
 * @param subject whom it is about, {@code Patient/id}
 * @param code LOINC code of the kind of document, {@code 102089-0} for a form; null when it does not say
 * @param last the sender said that nothing more will come
 * @param at when it was stored
 * @param attempts how often deciding again has failed
 */
public record Arrival(
        long id,
        String trace,
        String document,
        String subject,
        @Nullable String code,
        boolean last,
        Instant at,
        int attempts) {}
