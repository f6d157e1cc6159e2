package org.precept.crd.ehr;

import java.util.List;
import org.precept.crd.text.ResourceText;

/**
 * What the client's FHIR server said to one query.
 *
 * @param what the resource type asked for
 * @param resources what was read, also when not everything could be
 * @param trouble what kept the rest from us
 */
public record EhrAnswer(String what, List<ResourceText> resources, Trouble trouble) {

    /** Why something was not seen. */
    public enum Trouble {
        /** All was read. */
        NONE(""),
        /** The server does not offer it: nothing went wrong, and there is nothing to see. */
        NOT_OFFERED("not offered by the EHR"),
        /** The token does not allow it. */
        REFUSED("refused by the EHR"),
        /** The same, and the call brought no token. */
        NO_TOKEN("refused by the EHR, and the call brought no access token"),
        /** The server failed or sent what is not FHIR. */
        FAILED("the EHR failed"),
        /** No answer in time. */
        SLOW("no answer from the EHR in time"),
        /** More than we read. */
        TOO_MUCH("the EHR has more than could be read"),
        /** The prefetch holds the first page only, and the others cannot be fetched. */
        FIRST_PAGE_ONLY("the prefetch has the first page only");

        final String text;

        Trouble(String text) {
            this.text = text;
        }

        /** True when the answer might be different had all been seen. */
        public boolean technical() {
            return this != NONE && this != NOT_OFFERED;
        }
    }

    /** For people: what was not seen and why. */
    public String notSeen() {
        return what + " (" + trouble.text + ")";
    }
}
