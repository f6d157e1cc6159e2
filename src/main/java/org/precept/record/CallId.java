package org.precept.record;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Names one hook call. The uuids of its cards and its coverage-assertion-ids follow from it, so that either leads back to
 * the call without an index of its own. A UUID of version 7 (RFC 9562) whose last twelve bits are zero: the ids order
 * calls by the millisecond they were received in, and 62 bits of each are random.
 *
 * @param value the UUID
 */
public record CallId(UUID value) implements Comparable<CallId> {

    /** Most cards of one call that can have a uuid. */
    public static final int MOST_CARDS = 0x7ff;

    private static final int OFFSPRING = 0xfff;
    private static final int ASSERTIONS = MOST_CARDS + 1;
    private static final int MILLIS_SHIFT = 16;
    private static final long VERSION = 0x7000;
    private static final long RANDOM_HIGH = 0xfff;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_LOW = 0x3fff_ffff_ffff_ffffL & ~OFFSPRING;
    private static final int SEVEN = 7;

    /** Checks that it names a call. */
    public CallId {
        if ((value.getLeastSignificantBits() & OFFSPRING) != 0) {
            throw new IllegalArgumentException(value + " names no call");
        }
    }

    /** A new id of a call. */
    public static CallId of(Instant received) {
        UUID random = UUID.randomUUID();
        long high = random.getMostSignificantBits() & RANDOM_HIGH;
        long low = random.getLeastSignificantBits() & RANDOM_LOW;
        return at(received, high, low);
    }

    /** The first id that a call received at the time or later can have. */
    public static CallId first(Instant received) {
        return at(received, 0, 0);
    }

    /** The id as it was written by {@link #toString}; empty when the text is none. */
    public static Optional<CallId> parse(String text) {
        return uuid(text).filter(uuid -> position(uuid) == 0).map(CallId::new);
    }

    /** The call in which the card with the uuid was sent, if it is one of ours; empty when it cannot be. */
    public static Optional<CallId> ofCard(String card) {
        return uuid(card)
                .filter(uuid -> position(uuid) > 0 && position(uuid) <= MOST_CARDS)
                .map(CallId::parent);
    }

    /** The call in which the coverage-assertion-id was given, if it is one of ours; empty when it cannot be. */
    public static Optional<CallId> ofAssertion(String assertion) {
        return uuid(assertion).filter(uuid -> position(uuid) >= ASSERTIONS).map(CallId::parent);
    }

    /** Uuid of a card of the call; the first is 1, the last {@link #MOST_CARDS}. */
    public UUID card(int number) {
        if (number < 1 || number > MOST_CARDS) {
            throw new IllegalArgumentException("a call has no card " + number);
        }
        return child(number);
    }

    /** A coverage-assertion-id given in the call; the first is 0, the last {@link #MOST_CARDS}. */
    public String assertion(int number) {
        if (number < 0 || number > MOST_CARDS) {
            throw new IllegalArgumentException("a call has no assertion " + number);
        }
        return child(ASSERTIONS + number).toString();
    }

    /** Which card of its call a uuid names, see {@link #card}; meaningful only where {@link #ofCard} finds a call. */
    public static int cardNumber(UUID card) {
        return position(card);
    }

    /** As it is stored and shown. */
    @Override
    public String toString() {
        return value.toString();
    }

    /** Earlier calls first. */
    @Override
    public int compareTo(CallId other) {
        return toString().compareTo(other.toString());
    }

    private UUID child(int position) {
        return new UUID(value.getMostSignificantBits(), value.getLeastSignificantBits() | position);
    }

    private static CallId parent(UUID child) {
        return new CallId(
                new UUID(child.getMostSignificantBits(), child.getLeastSignificantBits() & ~(long) OFFSPRING));
    }

    private static int position(UUID uuid) {
        return (int) uuid.getLeastSignificantBits() & OFFSPRING;
    }

    private static CallId at(Instant received, long high, long low) {
        long millis = Math.max(0, received.toEpochMilli());
        return new CallId(new UUID(millis << MILLIS_SHIFT | VERSION | high, VARIANT | low));
    }

    private static Optional<UUID> uuid(String text) {
        String bare = text.startsWith("urn:uuid:") ? text.substring("urn:uuid:".length()) : text;
        try {
            UUID uuid = UUID.fromString(bare);
            return uuid.version() == SEVEN && uuid.toString().equalsIgnoreCase(bare)
                    ? Optional.of(uuid)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
