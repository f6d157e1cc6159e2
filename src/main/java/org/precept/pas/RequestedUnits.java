package org.precept.pas;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;
import org.precept.determination.OrderFacts;
import org.precept.policy.ProductCatalog;

/**
 * Billing units that a request asks for, per item and summed per product (policies.md, "Quantity"). An item without a
 * quantity takes its orders'; an order that several items share counts once.
 */
final class RequestedUnits {

    private static final BigDecimal TOO_MANY = BigDecimal.valueOf(1_000_000_000);
    private static final int MOST_DECIMALS = 6;

    private final Map<Integer, BigDecimal> ofItem = new HashMap<>();
    private final Map<String, BigDecimal> ofProduct = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();
    private final Set<String> ordersCounted = new HashSet<>();
    private final ProductCatalog products;

    /** @param productOf product of each item, by item sequence; items without one are left out */
    RequestedUnits(ProductCatalog products, List<OrderedItem> items, Map<Integer, String> productOf) {
        this.products = products;
        for (OrderedItem item : items) {
            String product = productOf.get(item.item().sequence());
            if (product != null) {
                count(item, product);
            }
        }
    }

    /** True for an amount that the ledger can hold as it is. */
    static boolean countable(BigDecimal amount) {
        return amount.compareTo(TOO_MANY) < 0 && amount.stripTrailingZeros().scale() <= MOST_DECIMALS;
    }

    /** Units of the item alone; null when it gives none, or none of its own. */
    @Nullable
    BigDecimal of(SubmittedItem item) {
        return ofItem.get(item.sequence());
    }

    /**
     * Units over all items of the product; null when any of them gives no quantity that can be counted: a sum of some
     * would pass for the whole.
     */
    @Nullable
    BigDecimal of(String product) {
        return unknown.contains(product) ? null : ofProduct.get(product);
    }

    private void count(OrderedItem item, String product) {
        if (item.item().item().hasQuantity()) {
            add(item, product, units(product, item.item().item().getQuantity()));
            return;
        }
        boolean shared = false;
        for (OrderFacts order : item.orders()) {
            if (order.quantity() == null) {
                continue;
            }
            if (ordersCounted.add(product + " " + order.reference())) {
                add(item, product, units(product, order.quantity()));
            }
            shared = true;
        }
        if (!shared) {
            unknown.add(product);
        }
    }

    private void add(OrderedItem item, String product, @Nullable BigDecimal units) {
        if (units == null) {
            unknown.add(product);
            return;
        }
        ofItem.merge(item.item().sequence(), units, BigDecimal::add);
        ofProduct.merge(product, units, BigDecimal::add);
    }

    private @Nullable BigDecimal units(String product, Quantity quantity) {
        return products.units(product, quantity)
                .filter(RequestedUnits::countable)
                .orElse(null);
    }
}
