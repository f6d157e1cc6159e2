package org.precept.policy;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodingKey;
import org.precept.policy.ProductIdentity.Contradictory;
import org.precept.policy.ProductIdentity.Identified;
import org.precept.policy.ProductIdentity.Unrecognised;
import org.precept.policy.ProductIdentity.Unspecific;

/** Which product a drug or billing code names, and how much of it a quantity is. */
public final class ProductCatalog {
    private final Map<String, Product> products;
    private final Map<CodingKey, String> exact;
    private final Map<CodingKey, Set<String>> shared;

    /**
     * A product of CodeSystem product.
     *
     * @param code in the code system
     * @param display name for people
     * @param unitsPerMg billing units in a milligram, null when it is not billed by weight
     * @param unitsPerVial billing units in a vial, null when not known
     */
    record Product(
            String code,
            String display,
            @Nullable BigDecimal unitsPerMg,
            @Nullable BigDecimal unitsPerVial) {}

    /**
     * @param products by code
     * @param exact codes that name one product
     * @param shared codes that several products share, with those we know
     */
    ProductCatalog(Map<String, Product> products, Map<CodingKey, String> exact, Map<CodingKey, Set<String>> shared) {
        this.products = Map.copyOf(products);
        this.exact = Map.copyOf(exact);
        this.shared = Map.copyOf(shared);
    }

    /**
     * What the codings of one order or item say together. Codes that no product has are passed over: an unknown local
     * code beside a known NDC takes nothing away.
     */
    public ProductIdentity identify(Collection<Coding> codings) {
        Set<String> named = new TreeSet<>();
        Set<String> candidates = null;
        Set<String> mentioned = new TreeSet<>();
        for (Coding coding : codings) {
            CodingKey key = CodingKey.of(coding).orElse(null);
            if (key == null) {
                continue;
            }
            String product = exact.get(key);
            if (product != null) {
                named.add(product);
            }
            Set<String> among = shared.get(key);
            if (among != null) {
                mentioned.addAll(among);
                candidates = candidates == null ? new TreeSet<>(among) : intersection(candidates, among);
            }
        }
        return conclusion(named, candidates, mentioned);
    }

    private static ProductIdentity conclusion(
            Set<String> named, @Nullable Set<String> candidates, Set<String> mentioned) {
        if (candidates == null) {
            return switch (named.size()) {
                case 0 -> new Unrecognised();
                case 1 -> new Identified(named.iterator().next());
                default -> new Contradictory(Set.copyOf(named));
            };
        }
        if (named.isEmpty() && !candidates.isEmpty()) {
            return new Unspecific(Set.copyOf(candidates));
        }
        if (named.size() == 1 && candidates.containsAll(named)) {
            return new Identified(named.iterator().next());
        }
        mentioned.addAll(named);
        return new Contradictory(Set.copyOf(mentioned));
    }

    private static Set<String> intersection(Set<String> some, Set<String> others) {
        Set<String> both = new TreeSet<>(some);
        both.retainAll(others);
        return both;
    }

    /**
     * The quantity in billing units: as it is when it names no unit or {@code UN}, else by the product's units per
     * milligram or vial. Empty when there is no value above zero or the unit cannot be converted.
     */
    public Optional<BigDecimal> units(String product, Quantity quantity) {
        if (!quantity.hasValue() || quantity.getValue().signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal value = quantity.getValue();
        Product known = products.get(product);
        String unit = quantity.hasCode() ? quantity.getCode() : quantity.hasUnit() ? quantity.getUnit() : "";
        return switch (unit.strip().toLowerCase(Locale.ROOT)) {
            case "", "1", "un", "{unit}", "{units}", "unit", "units" -> Optional.of(value);
            case "mg", "me", "milligram", "milligrams" ->
                known == null ? Optional.empty() : times(value, known.unitsPerMg());
            case "{vial}", "{vials}", "vial", "vials" ->
                known == null ? Optional.empty() : times(value, known.unitsPerVial());
            default -> Optional.empty();
        };
    }

    /** The product's name for people; its code when it is not known. */
    public String display(String product) {
        Product known = products.get(product);
        return known == null ? product : known.display();
    }

    /** True when the product is one of CodeSystem product. */
    public boolean knows(String product) {
        return products.containsKey(product);
    }

    private static Optional<BigDecimal> times(BigDecimal value, @Nullable BigDecimal factor) {
        return Optional.ofNullable(factor).map(value::multiply);
    }
}
