package org.precept.crd.inferno;

import java.util.function.Function;

/**
 * One test of the suite.
 *
 * @param id its number; x stands for any hook
 * @param says what it asks for
 * @param finding applies it to a call and its answer
 */
record Check(String id, String says, Function<Exchange, Finding> finding) {

    @Override
    public String toString() {
        return id + " " + says;
    }
}
