package org.precept.criteria;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to the evidence behind a result.
 *
 * @param reference see {@link EvidenceItem#reference()}
 * @param display what it is, for people, e.g. {@code HIV 1+2 Ab+HIV1 p24 Ag: negative}
 * @param date when it was true or measured, null when it does not say
 */
public record EvidenceReference(
        String reference, String display, @Nullable LocalDate date) {}
