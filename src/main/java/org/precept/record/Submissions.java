package org.precept.record;

import java.util.Optional;

/** Answers already given, so that the identical bundle sent again gets the identical answer. */
public interface Submissions {

    /**
     * The answer given to the bundle with this digest, as JSON. Ask (again) within {@link Authorizations#exclusively}:
     * the same bundle may have been decided while this request waited.
     */
    Optional<String> answerTo(String digest);

    /** Keeps an answer; within {@link Authorizations#exclusively}, so that it stands or falls with the decision. */
    void keep(String digest, String answer);
}
