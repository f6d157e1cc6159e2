package org.precept.dtr.inferno;

import java.util.List;
import java.util.function.Function;

/**
 * One test of the suite. That resources conform to their profiles is left to the validator.
 *
 * @param id its number in the static group, or in the adaptive one
 * @param says what it asks for
 * @param problems what is wrong with a run; empty: nothing
 */
record Check(String id, String says, Function<Run, List<String>> problems) {

    @Override
    public String toString() {
        return id + " " + says;
    }
}
