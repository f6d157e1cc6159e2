package org.precept.pas.replay;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it was.
 *
 * @param criterion criterion id; null when it is about the whole
 * @param element what of it, e.g. {@code result}
 * @param recorded as it was; null when there was none
 * @param now as it is now; null when there is none
 */
record Difference(
        @Nullable String criterion,
        String element,
        @Nullable String recorded,
        @Nullable String now) {}
