package org.precept.policy;

import java.util.List;

/**
 * What came of reading content: a value, or every problem that was found. Readers never throw on content.
 *
 * @param <T> what is read
 */
public sealed interface Reading<T> {

    /** Content without problems. */
    record Read<T>(T value) implements Reading<T> {}

    /** Content that cannot be used. */
    record Rejected<T>(List<ContentProblem> problems) implements Reading<T> {
        /** Copies the list. */
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
