package org.precept.dtr;

import org.precept.dtr.ResponseSubject.MemberNumber;
import org.precept.policy.Payer;
import org.precept.record.Member;

/**
 * Whom a coverage insures.
 *
 * @param payer who pays
 * @param member the member with the coverage's number
 * @param matches false when a Patient that came along is clearly somebody else: then nothing of the record may be shown
 */
record Insured(Payer payer, Member member, boolean matches) {

    /** The number under which the payer knows the member. */
    MemberNumber number() {
        return new MemberNumber(payer.value(), member.number());
    }
}
