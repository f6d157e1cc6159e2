package org.precept.crd.inferno;

import java.util.List;

/**
 * What a check found in one answer.
 *
 * @param present whether what it looks for is there at all
 * @param problems what is wrong with it; empty: nothing
 */
record Finding(boolean present, List<String> problems) {

    Finding {
        problems = List.copyOf(problems);
    }

    static Finding absent() {
        return new Finding(false, List.of());
    }

    /** It is there, with the problems. */
    static Finding of(List<String> problems) {
        return new Finding(true, problems);
    }

    /** True when it is there and right. */
    boolean passes() {
        return present && problems.isEmpty();
    }
}
