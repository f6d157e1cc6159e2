package org.precept.server.store;

import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import com.google.common.base.Throwables;
import java.sql.SQLException;
import java.util.Set;
import org.springframework.dao.ConcurrencyFailureException;

/** Failures that only say that two transactions met, so that trying again is right. */
final class Contention {

    /** Serialization failure, deadlock, lock not available; then H2's lock timeout and concurrent update. */
    private static final Set<String> STATES = Set.of("40001", "40P01", "55P03", "HYT00", "90131");

    private Contention() {}

    static boolean causes(RuntimeException failure) {
        return Throwables.getCausalChain(failure).stream().anyMatch(Contention::isContention);
    }

    private static boolean isContention(Throwable cause) {
        return cause instanceof ConcurrencyFailureException
                || cause instanceof ResourceVersionConflictException
                || (cause instanceof SQLException sql && STATES.contains(String.valueOf(sql.getSQLState())));
    }
}
