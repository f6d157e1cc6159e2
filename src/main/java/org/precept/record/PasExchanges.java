package org.precept.record;

/** Hears of exchanges about requests for prior authorization. */
public interface PasExchanges {

    /** Measures the exchange later: returns at once, and never fails the caller. */
    void exchanged(PasExchange exchange);
}
