package org.precept.pas;

import org.precept.policy.Payer;

/**
 * Whom a request is about.
 *
 * @param payer the payer asked
 * @param number member number with that payer
 */
record MemberKey(Payer payer, String number) {}
