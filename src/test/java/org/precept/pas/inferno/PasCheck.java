package org.precept.pas.inferno;

import java.util.List;
import java.util.function.Function;

/**
 * One test of the suite. That resources conform to their profiles is left to the validator.
 *
 * @param id its group and what of it
 * @param says what it asks for
 * @param problems what is wrong with an exchange; empty: nothing
 */
record PasCheck(String id, String says, Function<Exchange, List<String>> problems) {

    @Override
    public String toString() {
        return id + " " + says;
    }
}
