package org.precept.record;

import java.util.List;

/** Tells which member a stored Patient is. */
public interface MemberNumbers {

    /**
     * The member numbers that a stored Patient carries now; joins the running transaction. Empty when it carries none.
     *
     * @param patientId logical id, without type
     */
    List<MemberNumber> of(String patientId);

    /** True when a Patient is stored under the id. */
    boolean known(String patientId);

    /**
     * A number at a payer.
     *
     * @param payer identifier value of the payer
     * @param number as on the card
     */
    record MemberNumber(String payer, String number) {}
}
