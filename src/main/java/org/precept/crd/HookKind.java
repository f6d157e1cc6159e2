package org.precept.crd;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** The hooks of CRD 2.2.1. */
enum HookKind {
    /** Orders are signed. */
    ORDER_SIGN("order-sign", true, DraftOrdersReader::new),
    /** Orders are chosen. */
    ORDER_SELECT("order-select", false, SelectionReader::new),
    /** Orders go to somebody who carries them out. */
    ORDER_DISPATCH("order-dispatch", true, DispatchReader::new),
    /** Appointments are made. */
    APPOINTMENT_BOOK("appointment-book", true, AppointmentsReader::new),
    /** An encounter begins. */
    ENCOUNTER_START("encounter-start", false, EncounterReader::new),
    /** An encounter ends. */
    ENCOUNTER_DISCHARGE("encounter-discharge", false, EncounterReader::new);

    private final String hook;
    private final boolean primary;
    private final Supplier<ContextReader> contextReader;

    HookKind(String hook, boolean primary, Supplier<ContextReader> contextReader) {
        this.hook = hook;
        this.primary = primary;
        this.contextReader = contextReader;
    }

    /** Name of the hook. */
    String hook() {
        return hook;
    }

    /** Id of the service that answers it. */
    String service() {
        return hook + "-crd";
    }

    /** True where coverage information is owed and may ask for documents (hook-16, hook-19). */
    boolean primary() {
        return primary;
    }

    /** True where coverage information is said of orders or appointments; false at the encounter hooks (resp-27). */
    boolean aboutOrders() {
        return this != ENCOUNTER_START && this != ENCOUNTER_DISCHARGE;
    }

    /** True where the context names orders and the prefetch brings them. */
    boolean prefetchesOrders() {
        return this == ORDER_DISPATCH || this == APPOINTMENT_BOOK;
    }

    /** A new reader of one call's context. */
    ContextReader contextReader() {
        return contextReader.get();
    }

    /** The hook that the service with the id answers; empty for an unknown id. */
    static Optional<HookKind> ofService(String id) {
        return Arrays.stream(values()).filter(kind -> kind.service().equals(id)).findFirst();
    }
}
