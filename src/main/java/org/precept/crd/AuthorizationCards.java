package org.precept.crd;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.precept.crd.card.Card;
import org.precept.crd.card.Card.Indicator;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.policy.ProductCatalog;

/** Cards about the authorizations of a member that are in force: which end soon, which go on. */
final class AuthorizationCards {
    private static final String TOPIC = "clinical-reminder";
    /** An authorization that ends within so many days is to be renewed now; the number is ours. */
    private static final int SOON = 60;

    private final ProductCatalog products;

    AuthorizationCards(ProductCatalog products) {
        this.products = products;
    }

    /** One card per product whose authorization ends within 60 days while no other goes on. */
    List<Card> ending(Ledger ledger, CardSubject subject) {
        List<Card> cards = new ArrayList<>();
        inForce(ledger, subject.day()).forEach(authorization -> {
            LocalDate end = authorization.period().end();
            if (end != null && soon(end, subject.day())) {
                String product = products.display(authorization.product());
                cards.add(card(
                        "The authorization for " + product + " ends on " + end + ".",
                        sentence(authorization)
                                + " If the therapy is to go on, request the next authorization before that day: sign or"
                                + " submit the order again, the criteria for continuation apply then.",
                        subject));
            }
        });
        return cards;
    }

    /** One card for all authorizations that go on for longer than that. */
    List<Card> goingOn(Ledger ledger, CardSubject subject) {
        List<Authorization> lasting = inForce(ledger, subject.day()).stream()
                .filter(authorization -> authorization.period().end() == null
                        || !soon(authorization.period().end(), subject.day()))
                .toList();
        if (lasting.isEmpty()) {
            return List.of();
        }
        Authorization first = lasting.get(0);
        String summary = lasting.size() == 1
                ? products.display(first.product()) + " stays authorized after discharge" + until(first) + "."
                : lasting.size() + " therapies stay authorized after discharge.";
        StringBuilder detail = new StringBuilder("No new prior authorization is needed within these limits:\n\n");
        lasting.forEach(authorization ->
                detail.append("- ").append(sentence(authorization)).append('\n'));
        return List.of(card(summary, detail.toString(), subject));
    }

    /** Of each product the authorization that covers the day and ends last; none when another begins before it ends. */
    private static List<Authorization> inForce(Ledger ledger, LocalDate day) {
        Map<String, Authorization> last = new LinkedHashMap<>();
        ledger.authorizations().stream()
                .filter(authorization -> authorization.period().end() == null
                        || !authorization.period().end().isBefore(day))
                .sorted(Comparator.comparing(Authorization::serviceDate))
                .forEach(
                        authorization -> last.merge(authorization.product(), authorization, AuthorizationCards::later));
        return last.values().stream()
                .filter(authorization -> authorization.period().contains(day))
                .toList();
    }

    private static Authorization later(Authorization one, Authorization other) {
        LocalDate first = one.period().end();
        LocalDate second = other.period().end();
        return first == null || (second != null && second.isBefore(first)) ? one : other;
    }

    private static boolean soon(LocalDate end, LocalDate day) {
        return ChronoUnit.DAYS.between(day, end) <= SOON;
    }

    private String sentence(Authorization authorization) {
        return "Authorization " + authorization.number() + " covers " + units(authorization.units())
                + products.display(authorization.product()) + " from "
                + authorization.period().start() + until(authorization) + ".";
    }

    private static String units(@Nullable BigDecimal units) {
        return units == null ? "" : units.stripTrailingZeros().toPlainString() + " units of ";
    }

    private static String until(Authorization authorization) {
        return authorization.period().end() == null
                ? ""
                : " until " + authorization.period().end();
    }

    private static Card card(String summary, String detail, CardSubject subject) {
        return new Card(summary, detail, Indicator.INFO, TOPIC, subject.payer().name(), List.of(), List.of());
    }
}
