package org.precept.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The files of requests; writing happens within {@link Authorizations#exclusively} of the file's member. */
public interface RequestFiles {

    /**
     * Opens a file of version 1; its numbers and its Claim lead to it from now on.
     *
     * @param names what its sender calls the Claim: fullUrl and identifiers ({@code system|value})
     */
    void add(RequestFile file, Set<String> names);

    /**
     * Replaces a file by its next version. Numbers, Claims and names that it had before still lead to it.
     *
     * @param names what its sender calls the current Claim; empty when the Claim is still the one before
     * @throws java.util.ConcurrentModificationException when the stored version is not the one before
     */
    void replace(RequestFile file, Set<String> names);

    /** The file with the id. */
    Optional<RequestFile> find(String id);

    /** The file that a stored Claim, current or earlier, belongs to; takes the id without type. */
    Optional<RequestFile> ofClaim(String claimId);

    /**
     * The file that an authorization or trace number, current or replaced, belongs to: of several the one received last
     * (an approval given while an order was signed is also that of the request that was sent for it).
     */
    Optional<RequestFile> ofNumber(String number);

    /** The member's files with a Claim, current or earlier, that its sender calls so, newest first. */
    List<RequestFile> named(String payer, String memberNumber, String name);

    /** The member's files, newest first. */
    List<RequestFile> ofMember(String payer, String memberNumber);

    /** The member's files with an item of the product that is pended or approved, newest first. */
    List<RequestFile> standing(String payer, String memberNumber, String product, int limit);

    /** Files with pended items that are due before the time, the most urgent first. */
    List<RequestFile> pendedDueBefore(Instant time, int limit);

    /** How many files with pended items are due in the time; {@code from} inclusive, {@code to} exclusive. */
    long countPendedDue(boolean expedited, Instant from, Instant to);

    /**
     * Takes the files received in a time, for reports, the earliest first. Only some are in memory at a time.
     *
     * @param from inclusive
     * @param to exclusive
     */
    void receivedBetween(Instant from, Instant to, Consumer<RequestFile> each);

    /** As {@link #receivedBetween}, appeals only. */
    void appealsBetween(Instant from, Instant to, Consumer<RequestFile> each);
}
