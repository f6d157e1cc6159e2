package org.precept.dtr;

/** Where clients reach this server. */
@FunctionalInterface
public interface ServerAddress {

    /** Scheme, host and port, e.g. {@code https://payer.example}; no slash at the end. Known once the server listens. */
    String base();
}
