package org.precept.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The files of requests; writing happens within {@link Authorizations#exclusively} of the file's member. */
public interface RequestFiles {

    /** Opens a file of version 1; its numbers, claim and response are found by from now on. */
    void add(RequestFile file);

    /**
     * Replaces a file by its next version. Numbers, claims and responses that it had before still lead to it.
     *
     * @throws java.util.ConcurrentModificationException when the stored version is not the one before
     */
    void replace(RequestFile file);

    /** The file with the id. */
    Optional<RequestFile> find(String id);

    /** The file that a stored Claim, current or earlier, belongs to; takes the id without type. */
    Optional<RequestFile> ofClaim(String claimId);

    /** The file that an authorization or trace number, current or replaced, belongs to. */
    Optional<RequestFile> ofNumber(String number);

    /** The member's files, newest first. */
    List<RequestFile> ofMember(String payer, String memberNumber);

    /** Files with pended items that are due before the time, the most urgent first. */
    List<RequestFile> pendedDueBefore(Instant time, int limit);

    /** Files received in the time, for reports; {@code from} inclusive, {@code to} exclusive. */
    List<RequestFile> receivedBetween(Instant from, Instant to);
}
