package org.precept.pas.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.pas.metrics.AuthorizationReport.Row;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;

/**
 * Requests counted one after the other, in the order they were received. What is kept of them does not grow with their number,
 * but for the times that decisions took and the ids of denied requests.
 */
final class CountedRequests {

    private final Pair total = new Pair(null);
    private final Map<String, Pair> byPolicy = new TreeMap<>();
    /** Where a denied request was counted, until an appeal approves it. */
    private final Map<String, List<Tally>> denied = new HashMap<>();

    /** Counts a request, or an appeal with what became of the denial. */
    void add(RequestFile file) {
        List<Tally> counted = new ArrayList<>();
        add(file, total, file.items(), counted);
        for (String policy : policies(file)) {
            add(file, byPolicy.computeIfAbsent(policy, Pair::new), items(file, policy), counted);
        }
        if (file.items().stream().anyMatch(item -> item.status() == ItemStatus.DENIED)) {
            denied.put(file.id(), counted);
        }
        appeal(file);
    }

    /** Counts what became of a denial by an appeal, and nothing else of it. */
    void appeal(RequestFile file) {
        List<Tally> tallies = file.appealOf() == null ? null : denied.get(file.appealOf());
        if (tallies == null) {
            return;
        }
        if (Decided.of(file.items(), file.clock().receivedAt()).approved()) {
            tallies.forEach(Tally::addApprovedAfterAppeal);
            tallies.clear();
        } else {
            // It may be appealed in turn.
            denied.put(file.id(), tallies);
        }
    }

    /** First all policies together, then one by one; always standard before expedited. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>(total.rows());
        byPolicy.values().forEach(pair -> rows.addAll(pair.rows()));
        return rows;
    }

    private static void add(RequestFile file, Pair pair, List<FiledItem> items, List<Tally> counted) {
        Tally tally = (file.clock().expedited() ? pair.expedited : pair.standard).tally();
        if (file.appealOf() != null) {
            tally.addAppeal();
            return;
        }
        tally.add(Decided.of(items, file.clock().receivedAt()), file.clock().extension() != null);
        counted.add(tally);
    }

    private static Set<String> policies(RequestFile file) {
        Set<String> policies = new TreeSet<>();
        file.items().forEach(item -> url(item).ifPresent(policies::add));
        return policies;
    }

    private static List<FiledItem> items(RequestFile file, String policy) {
        return file.items().stream()
                .filter(item -> url(item).filter(policy::equals).isPresent())
                .toList();
    }

    private static Optional<String> url(FiledItem item) {
        return Optional.ofNullable(item.policy())
                .map(policy -> Canonical.parse(policy).url());
    }

    /** The two rows of a policy, or of all. */
    private static final class Pair {
        private final Row standard;
        private final Row expedited;

        private Pair(@Nullable String policy) {
            standard = new Row(policy, false, new Tally());
            expedited = new Row(policy, true, new Tally());
        }

        private List<Row> rows() {
            return List.of(standard, expedited);
        }
    }
}
