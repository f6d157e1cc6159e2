package org.precept.server.store;

import java.time.Clock;
import java.util.UUID;
import org.precept.record.Authorizations;
import org.precept.record.RequestFiles;

/** The ledger and the files of requests in a new database that lasts as long as this, for tests outside this package. */
public final class LedgerStore implements AutoCloseable {
    private final Process process = new Process("jdbc:h2:mem:" + UUID.randomUUID(), Clock.systemUTC());

    /** The ledger. */
    public Authorizations authorizations() {
        return process.authorizations;
    }

    /** The files. */
    public RequestFiles files() {
        return process.files;
    }

    @Override
    public void close() {
        process.close();
    }
}
