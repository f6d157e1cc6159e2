package org.precept.pas.notify;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the notifications of a Subscription are sent.
 *
 * @param endpoint an address that was allowed when the Subscription was stored
 * @param headers sent with every notification
 * @param mime type of the body
 * @param content how much of a request a notification carries
 * @param timeout how long its owner wants to be waited for; null: as long as this server does
 */
record Channel(
        URI endpoint,
        List<Header> headers,
        String mime,
        Content content,
        @Nullable Duration timeout) {

    /** Copies the list. */
    Channel {
        headers = List.copyOf(headers);
    }

    /** Codes of backport-content-value-set. */
    enum Content {
        /** The whole answer (spec-61/62). */
        FULL_RESOURCE("full-resource"),
        /** References only; PAS 2.0.1. */
        ID_ONLY("id-only");

        private final String code;

        Content(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** A header; its value may be a secret. */
    record Header(String name, String value) {
        /** Hides the value. */
        @Override
        public String toString() {
            return name;
        }
    }
}
