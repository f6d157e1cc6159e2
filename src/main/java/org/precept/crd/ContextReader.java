package org.precept.crd;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.precept.crd.text.ResourceScanner;

/** Reads what one hook has in its context of its own. One reader per call. */
interface ContextReader {

    /** Of {@code userId} and {@code encounterId} those that the hook requires. */
    default Set<String> required() {
        return Set.of("userId");
    }

    /**
     * Reads an element to its end when it is one of this hook's.
     *
     * @param value its first token, at which the parser of the scanner stands
     * @return false when it is not; nothing was read then
     */
    boolean read(String name, JsonToken value, ResourceScanner scanner) throws IOException;

    /**
     * What was read.
     *
     * @throws org.precept.fhir.RejectedRequest 400 naming the element that is missing or wrong
     */
    HookContext context();
}
