package org.precept.crd;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.precept.crd.card.Card;
import org.precept.crd.card.Card.Indicator;
import org.precept.determination.Authorization;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Determination;
import org.precept.determination.Ledger;
import org.precept.policy.QuantityLimit;

/** How much a policy's limit leaves, when something of it is used or more is asked for than it leaves (topic limits). */
final class LimitCards {
    private static final String TOPIC = "limits";

    private LimitCards() {}

    /**
     * The card; empty when the policy has no limit, or nothing of it is used and what is asked for fits.
     *
     * @param product the product's name for people
     * @param ledger the member's approvals
     */
    static Optional<Card> of(Determination determination, Ledger ledger, String product, CardSubject subject) {
        QuantityLimit limit = determination.phase().limit();
        if (limit == null) {
            return Optional.empty();
        }
        AuthorizationRequest request = determination.request();
        List<Authorization> counted = ledger.counted(request.product(), request.serviceDate(), limit.windowDays());
        BigDecimal used = ledger.used(request.product(), request.serviceDate(), limit.windowDays());
        BigDecimal left = limit.units().subtract(used).max(BigDecimal.ZERO);
        BigDecimal asked = request.units();
        boolean over = asked != null && asked.compareTo(left) > 0;
        if (used.signum() == 0 && !over) {
            return Optional.empty();
        }
        String summary = plain(left) + " of " + plain(limit.units()) + " units of " + product + " are left"
                + (asked == null
                        ? "."
                        : over ? "; " + plain(asked) + " are ordered." : ", " + plain(asked) + " are ordered.");
        String detail = "The limit is " + plain(limit.units()) + " billing units in " + limit.windowDays()
                + " days, counted around " + request.serviceDate() + ".\n\n"
                + counted.stream()
                        .map(authorization -> line(authorization, limit))
                        .collect(Collectors.joining())
                + "\n" + subject.sentence() + "Source: "
                + determination.policy().sourceTitle() + ", "
                + determination.phase().title() + ".";
        return Optional.of(new Card(
                summary,
                detail,
                over ? Indicator.WARNING : Indicator.INFO,
                TOPIC,
                subject.payer().name(),
                subject.orders(),
                List.of()));
    }

    private static String line(Authorization authorization, QuantityLimit limit) {
        BigDecimal units = authorization.units() == null ? BigDecimal.ZERO : authorization.units();
        LocalDate free = authorization.serviceDate().plusDays(limit.windowDays());
        return "- " + plain(units) + " units authorized for " + authorization.serviceDate() + " ("
                + authorization.number() + "); they do not count for service dates from " + free + " on\n";
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.signum() == 0 ? "0" : stripped.toPlainString();
    }
}
