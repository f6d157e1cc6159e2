package org.precept.record;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;

/**
 * An approval on file and the requests that stand on it. Of one given while an order was signed each request has a part of its
 * own; requests that were told of the same approval share it, and it stands until none of them wants it.
 *
 * @param authorization as it is on file
 * @param claimId id of the stored Claim it was given for, without type
 * @param signed it was given while an order was signed, without a request
 * @param requested of a signed one, the billing units that requests have asked for since; null when none has
 * @param shares what requests were told under its number and stand on, by id of their file
 * @param over nothing of it is left, it is no longer on file
 */
public record Holding(
        Authorization authorization,
        String claimId,
        boolean signed,
        @Nullable BigDecimal requested,
        Map<String, Share> shares,
        boolean over) {

    /** Copies the map. */
    public Holding {
        shares = Map.copyOf(shares);
    }

    /**
     * What a file's items were told under the number.
     *
     * @param claimId id of the file's current Claim, without type
     * @param units billing units of all its items; null when not known
     */
    public record Share(String claimId, @Nullable BigDecimal units) {}

    /**
     * What becomes of a file's part.
     *
     * @param asks items stand on the approval from now on
     * @param asked their billing units; null when not known
     * @param ends items stood on it and do no longer
     * @param ended their billing units; null when not known
     */
    public record Part(
            boolean asks,
            @Nullable BigDecimal asked,
            boolean ends,
            @Nullable BigDecimal ended) {

        /** No item of the file has to do with the approval. */
        public static final Part NONE = new Part(false, BigDecimal.ZERO, false, BigDecimal.ZERO);

        /** The same with one more item that stands on the approval. */
        public Part asking(@Nullable BigDecimal units) {
            return new Part(true, sum(asked, units), ends, ended);
        }

        /** The same with one more item that stands on it no longer. */
        public Part ending(@Nullable BigDecimal units) {
            return new Part(asks, asked, true, sum(ended, units));
        }

        private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
            return one == null || other == null ? null : one.add(other);
        }
    }

    /** What others than a file stand on. */
    private record Others(boolean any, BigDecimal units) {}

    /** True for the Claim that was made of the signed orders: it asks for nothing. */
    public boolean isSigned(String claim) {
        return signed && claimId.equals(claim);
    }

    /**
     * After a file's part has changed: what its items gave up is free, as far as neither others nor its other items stand on
     * it.
     *
     * @param fileId null for a new file
     */
    public Holding settled(@Nullable String fileId, Part part) {
        Others others = others(fileId);
        boolean stands = others.any() || part.asks();
        BigDecimal units = authorization.units();
        if (units == null) {
            return with(null, stands ? BigDecimal.ZERO : requested, part.ends() && !stands);
        }
        BigDecimal wanted = others.units().add(known(part.asked(), units));
        BigDecimal left = units.subtract(known(part.ended(), units))
                .max(wanted)
                .min(units)
                .max(BigDecimal.ZERO);
        return with(left, wanted, part.ends() && !stands && left.signum() == 0);
    }

    /**
     * After units that nobody asked for were taken back.
     *
     * @param most billing units; null for all of them
     */
    public Holding takenBack(@Nullable BigDecimal most) {
        Others others = others(null);
        BigDecimal units = authorization.units();
        if (!signed || (units == null && requested != null)) {
            return this;
        }
        if (units == null) {
            return with(null, null, true);
        }
        BigDecimal free = units.subtract(others.units()).max(BigDecimal.ZERO);
        BigDecimal left = units.subtract(most == null ? free : free.min(most));
        return with(left, requested, left.signum() == 0 && !others.any());
    }

    /**
     * What a file may ask for of an approval that was given while an order was signed: what no other request has asked for.
     * Empty when there is nothing.
     *
     * @param fileId null for a new file
     * @param kept what other items of the file stand on
     */
    public Optional<Authorization> unrequested(@Nullable String fileId, Part kept) {
        BigDecimal units = authorization.units();
        Others others = others(fileId);
        if (!signed || over) {
            return Optional.empty();
        }
        if (units == null) {
            return others.any() || kept.asks() ? Optional.empty() : Optional.of(authorization);
        }
        BigDecimal left = units.subtract(others.units()).subtract(known(kept.asked(), units));
        return left.signum() > 0 ? Optional.of(authorization.withUnits(left)) : Optional.empty();
    }

    /** True when another file than this stands on so many units at least, so that asking for them says the same again. */
    public boolean isRepeated(@Nullable String fileId, @Nullable BigDecimal units) {
        return shares.entrySet().stream()
                .filter(share -> !share.getKey().equals(fileId))
                .map(Map.Entry::getValue)
                .filter(share -> !isSigned(share.claimId()))
                .anyMatch(share ->
                        units == null || share.units() == null || share.units().compareTo(units) >= 0);
    }

    private Others others(@Nullable String fileId) {
        BigDecimal units = BigDecimal.ZERO;
        BigDecimal own = BigDecimal.ZERO;
        boolean any = false;
        for (Map.Entry<String, Share> each : shares.entrySet()) {
            Share share = each.getValue();
            if (isSigned(share.claimId())) {
                continue;
            }
            BigDecimal told = known(share.units(), known(authorization.units(), BigDecimal.ZERO));
            if (each.getKey().equals(fileId)) {
                own = told;
            } else {
                any = true;
                units = units.add(told);
            }
        }
        if (signed) {
            // Counted, not summed: requests filed by versions before there were files are in it.
            units = known(requested, BigDecimal.ZERO).subtract(own).max(BigDecimal.ZERO);
        }
        return new Others(any || units.signum() > 0, units);
    }

    private static BigDecimal known(@Nullable BigDecimal units, BigDecimal otherwise) {
        return units == null ? otherwise : units;
    }

    private Holding with(@Nullable BigDecimal units, @Nullable BigDecimal asked, boolean ended) {
        return new Holding(authorization.withUnits(units), claimId, signed, signed ? asked : null, shares, ended);
    }
}
