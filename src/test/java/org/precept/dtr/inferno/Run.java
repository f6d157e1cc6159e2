package org.precept.dtr.inferno;

import java.util.List;

/**
 * A run of a group of the suite.
 *
 * @param packages answer of {@code $questionnaire-package}
 * @param steps answers of {@code $next-question} in the order of the calls; empty in the static group
 */
record Run(Received packages, List<Received> steps) {
    Run {
        steps = List.copyOf(steps);
    }

    /** Of the static group. */
    static Run of(Received packages) {
        return new Run(packages, List.of());
    }
}
