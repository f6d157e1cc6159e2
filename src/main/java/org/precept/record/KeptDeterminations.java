package org.precept.record;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Keeps what determinations were made of. */
public interface KeptDeterminations {

    /** Keeps them in the running transaction. */
    void keep(List<KeptDetermination> determinations);

    /** The determination that a GuidanceResponse records; takes the id without type. */
    Optional<KeptDetermination> recordedBy(String guidanceId);

    /** Of each item of a Claim its last determination, when that is of the time; the earliest first. */
    List<KeptDetermination> page(Search search);

    /**
     * Stored resources as they were; those that are gone are left out.
     *
     * @param versions {@code Type/id/_history/n}
     * @return by version; their ids are {@code Type/id}
     */
    Map<String, Resource> versions(Collection<String> versions);

    /**
     * Which determinations to look at.
     *
     * @param payers identifier values of payers
     * @param product product code
     * @param from earliest, inclusive
     * @param to latest, exclusive
     * @param after GuidanceResponse id of the last one seen, null to begin
     * @param most at most so many
     */
    record Search(
            Set<String> payers,
            String product,
            Instant from,
            Instant to,
            @Nullable String after,
            int most) {
        /** Copies the payers. */
        public Search {
            payers = Set.copyOf(payers);
        }
    }
}
