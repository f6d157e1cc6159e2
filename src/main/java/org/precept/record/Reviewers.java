package org.precept.record;

import java.util.Optional;

/** Who may decide on requests. */
public interface Reviewers {

    /** The reviewer with the user name; empty when there is none. */
    Optional<Reviewer> named(String name);
}
