package org.precept.server.store;

import com.google.common.base.Throwables;

/** What may be logged of a failure: its messages may quote a member's data, its type does not. */
final class SafeName {

    private SafeName() {}

    static String of(Throwable failure) {
        return Throwables.getRootCause(failure).getClass().getName();
    }
}
