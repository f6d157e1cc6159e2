package org.precept.determination;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Approvals of ours for one member, cancelled ones left out.
 *
 * @param authorizations in any order
 */
public record Ledger(List<Authorization> authorizations) {
    /** Copies the list. */
    public Ledger {
        authorizations = List.copyOf(authorizations);
    }

    /** Units authorized with a service date less than {@code windowDays} days before or after the given one. */
    public BigDecimal used(String product, LocalDate serviceDate, int windowDays) {
        return within(product, serviceDate, windowDays)
                .map(Authorization::units)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The approvals whose units {@link #used} adds up, by service date. */
    public List<Authorization> counted(String product, LocalDate serviceDate, int windowDays) {
        return within(product, serviceDate, windowDays)
                .filter(a -> a.units() != null)
                .sorted(Comparator.comparing(Authorization::serviceDate))
                .toList();
    }

    /** The latest service date before the given day that was approved for the product. */
    public Optional<LocalDate> lastServiceDateBefore(String product, LocalDate day) {
        return of(product)
                .map(Authorization::serviceDate)
                .filter(date -> date.isBefore(day))
                .max(Comparator.naturalOrder());
    }

    /** An approval that already covers so many units (null: quantity not given) of the product on the day. */
    public Optional<Authorization> covering(String product, LocalDate day, @Nullable BigDecimal units) {
        return of(product)
                .filter(a -> a.period().contains(day))
                .filter(a -> units == null || a.units() == null || units.compareTo(a.units()) <= 0)
                .max(Comparator.comparing(Authorization::serviceDate));
    }

    /** The same without the approval of that number. */
    public Ledger without(String number) {
        return new Ledger(authorizations.stream()
                .filter(authorization -> !authorization.number().equals(number))
                .toList());
    }

    private Stream<Authorization> within(String product, LocalDate serviceDate, int windowDays) {
        return of(product).filter(a -> Math.abs(a.serviceDate().toEpochDay() - serviceDate.toEpochDay()) < windowDays);
    }

    /** Only the approval of that number; none when it is not on file. */
    public Ledger only(String number) {
        return new Ledger(authorizations.stream()
                .filter(authorization -> authorization.number().equals(number))
                .toList());
    }

    private Stream<Authorization> of(String product) {
        return authorizations.stream().filter(a -> a.product().equals(product));
    }
}
