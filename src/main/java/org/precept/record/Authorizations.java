package org.precept.record;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;

/** Approvals on file and the numbers that name them. */
public interface Authorizations extends Ledgers {

    /**
     * Runs work in one transaction while no other request of the member runs, here or in another server process on the
     * same database. What the work stores is committed when it returns and undone when it throws. When the database
     * reports a conflict with another transaction the work is undone and run again, so it must not keep anything
     * outside the database; it must not begin inside another transaction.
     *
     * @throws org.precept.fhir.RejectedRequest with status 503 when the member's other requests take too long
     */
    <T> T exclusively(String payer, String memberNumber, Supplier<T> work);

    /**
     * The same for a caller that cannot wait long.
     *
     * @param patience how long to wait for the member's other requests
     * @throws org.precept.fhir.RejectedRequest with status 503 when they take longer
     */
    <T> T exclusively(String payer, String memberNumber, Duration patience, Supplier<T> work);

    /** Records an approval; within {@link #exclusively}. */
    void add(String payer, String memberNumber, Authorization authorization, String claimId, int item);

    /** An approval on file and the requests that stand on it; empty for an unknown number and for one that is over. */
    Optional<Holding> holding(String number);

    /** Stores what an approval has become: units, what was asked for of it, its end; within {@link #exclusively}. */
    void keep(Holding holding);

    /** A new authorization number, unique over all server processes and restarts. */
    String nextNumber();

    /** A new trace number of a pended item, unique likewise. */
    String nextTraceNumber();

    /** Says of a recorded approval that nobody had asked for it: it was given while the order was signed. */
    void markUnsolicited(String number);

    /**
     * Those of the member's approvals that nobody had asked for, with the units that no request has asked for since; a
     * request for such units is for what was approved already.
     */
    Ledger unrequested(String payer, String memberNumber);
}
