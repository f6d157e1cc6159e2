package org.precept.record;

import java.util.List;
import java.util.Optional;

/** What became of the units of approvals; only reads. */
public interface Accounts {

    /** Every approval the member ever got, cancelled ones included, by date of service. */
    List<Account> of(String payer, String memberNumber);

    /** The approval of the number; empty when there is none. */
    Optional<Account> ofNumber(String number);
}
