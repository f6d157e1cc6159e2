package org.precept.record;

import org.precept.determination.Ledger;

/** Approvals on file, for who only reads them. */
public interface Ledgers {

    /** The member's approvals, cancelled ones left out. */
    Ledger of(String payer, String memberNumber);
}
