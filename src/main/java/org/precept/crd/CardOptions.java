package org.precept.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the client wants to be told (extension {@code davinci-crd.configuration}). Codes this service does not offer and
 * values of another type than offered are ignored (CRD 2.2, dev-17, dev-6).
 *
 * @param refused codes switched off
 * @param maxCards most cards wanted, zero or more
 */
record CardOptions(Set<String> refused, int maxCards) {

    /** The option that limits the number of cards. */
    static final String MAX_CARDS = "max-cards";
    /** The option that switches coverage-information off. */
    static final String COVERAGE_INFORMATION = "coverage-info";
    /** The option that makes order-sign say only what would be determined (found-35). */
    static final String UNSOLICITED = "unsolicited-determ";
    /** Cards when the client does not say how many. */
    static final int DEFAULT_MAX_CARDS = 10;

    /** Reads an object of codes, or the list of code and value that the logical model draws; null: nothing was said. */
    static CardOptions of(@Nullable JsonNode configuration) {
        Set<String> refused = new HashSet<>();
        int[] maxCards = {DEFAULT_MAX_CARDS};
        if (configuration != null && configuration.isObject()) {
            configuration
                    .fields()
                    .forEachRemaining(option -> read(option.getKey(), option.getValue(), refused, maxCards));
        } else if (configuration != null && configuration.isArray()) {
            configuration.forEach(
                    option -> read(option.path("code").asText(), option.path("value"), refused, maxCards));
        }
        return new CardOptions(Set.copyOf(refused), maxCards[0]);
    }

    /** True unless the client switched the card type off. */
    boolean wants(String topic) {
        return !refused.contains(topic);
    }

    /** False when nothing may be approved in the answer itself: the client asks "what if". */
    boolean unsolicited() {
        return wants(UNSOLICITED);
    }

    private static void read(String code, JsonNode value, Set<String> refused, int[] maxCards) {
        if (code.equals(MAX_CARDS)) {
            if (value.canConvertToInt() && value.isIntegralNumber() && value.intValue() >= 0) {
                maxCards[0] = value.intValue();
            }
        } else if (value.isBoolean() && !value.booleanValue()) {
            refused.add(code);
        }
    }
}
