package org.precept.pas.replay;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.policy.DateRange;
import org.precept.record.KeptDetermination.CriterionValue;
import org.precept.record.KeptDetermination.Result;

/** Compares what came of a determination with what would come of it now. */
final class ResultComparison {

    private final Result before;
    private final Result now;

    ResultComparison(Result before, Result now) {
        this.before = before;
        this.now = now;
    }

    /** Phase, decision, queue, units and period. */
    List<Difference> decision() {
        List<Difference> differences = new ArrayList<>();
        add(differences, "phase", before.phase(), now.phase());
        add(differences, "decision", before.action(), now.action());
        add(differences, "queue", before.queue(), now.queue());
        add(differences, "units", plain(before.units()), plain(now.units()));
        add(differences, "period", days(before.period()), days(now.period()));
        return differences;
    }

    /** Values of criteria; one that the other version lacks differs. */
    List<Difference> criteria() {
        Map<String, CriterionValue> earlier = byId(before);
        Map<String, CriterionValue> later = byId(now);
        Set<String> ids = new LinkedHashSet<>(earlier.keySet());
        ids.addAll(later.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String id : ids) {
            String recorded = value(earlier.get(id));
            String found = value(later.get(id));
            if (!recorded.equals(found)) {
                differences.add(new Difference(id, "result", recorded, found));
            }
        }
        return differences;
    }

    private static Map<String, CriterionValue> byId(Result result) {
        Map<String, CriterionValue> byId = new LinkedHashMap<>();
        result.criteria().forEach(criterion -> byId.put(criterion.id(), criterion));
        return byId;
    }

    /** {@code met}, {@code not met}, {@code unknown}, {@code conflict}, {@code absent}; and who it is left to. */
    private static String value(@Nullable CriterionValue criterion) {
        if (criterion == null) {
            return "absent";
        }
        String value = criterion.conflict()
                ? "conflict"
                : criterion.value() == null ? "unknown" : criterion.value() ? "met" : "not met";
        return criterion.physician() ? value + ", left to a physician" : value;
    }

    private static void add(
            List<Difference> differences, String element, @Nullable String recorded, @Nullable String now) {
        if (!Objects.equals(recorded, now)) {
            differences.add(new Difference(null, element, recorded, now));
        }
    }

    private static @Nullable String plain(@Nullable BigDecimal units) {
        return units == null ? null : units.stripTrailingZeros().toPlainString();
    }

    private static @Nullable String days(@Nullable DateRange period) {
        return period == null ? null : period.start() + " to " + period.end();
    }
}
