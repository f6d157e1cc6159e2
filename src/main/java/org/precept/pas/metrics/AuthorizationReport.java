package org.precept.pas.metrics;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.pas.metrics.Decided.Outcome;
import org.precept.policy.PolicyCatalog;
import org.precept.record.FiledItem;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;

/**
 * What CMS-0057-F asks payers to publish of a year (42 CFR 422.122(c), 438.210(f), 440.230(e)(3), 457.732(c), 45 CFR
 * 156.223(c)): what needs prior authorization, how many requests were approved, denied, approved after an appeal or after an
 * extension, and how long decisions took; standard and expedited requests apart. Of the requests received in the time.
 */
final class AuthorizationReport {

    private final RequestFiles files;
    private final PolicyCatalog policies;
    private final Clock clock;

    AuthorizationReport(RequestFiles files, PolicyCatalog policies, Clock clock) {
        this.files = files;
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * A row of the report.
     *
     * @param policy url of the policy, null for all of them together
     * @param expedited priority
     */
    record Row(@Nullable String policy, boolean expedited, Tally tally) {}

    /**
     * The report of a time.
     *
     * @param payer identifier value, null for all payers
     * @return first all policies together, then one by one; always standard before expedited
     */
    List<Row> of(Instant from, Instant to, @Nullable String payer) {
        // An appeal comes after its denial, perhaps after the time that is asked about.
        Instant now = clock.instant();
        List<RequestFile> all = files.receivedBetween(from, to.isAfter(now) ? to : now.plusSeconds(1)).stream()
                .filter(file -> payer == null || payer.equals(file.payer()))
                .toList();
        Set<String> won = new HashSet<>();
        for (RequestFile file : all) {
            Outcome outcome = decided(file, null).outcome();
            if (file.appealOf() != null && (outcome == Outcome.APPROVED || outcome == Outcome.PARTLY_APPROVED)) {
                won.add(file.appealOf());
            }
        }
        List<RequestFile> received = all.stream()
                .filter(file -> file.clock().receivedAt().isBefore(to))
                .toList();
        List<Row> rows = new ArrayList<>(rows(null, received, won));
        urls(received).forEach(policy -> rows.addAll(rows(policy, received, won)));
        return rows;
    }

    /** What needs prior authorization: every policy of the payers, by url, with its title. */
    Map<String, String> policies(@Nullable String payer) {
        Map<String, String> titles = new TreeMap<>();
        policies.all().stream()
                .filter(policy -> payer == null || policy.payers().contains(payer))
                .forEach(policy -> titles.put(policy.canonical().url(), policy.title()));
        return titles;
    }

    private static Set<String> urls(List<RequestFile> received) {
        return received.stream()
                .flatMap(file -> file.items().stream())
                .flatMap(item -> url(item).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Row> rows(@Nullable String policy, List<RequestFile> received, Set<String> won) {
        Row standard = new Row(policy, false, new Tally());
        Row expedited = new Row(policy, true, new Tally());
        for (RequestFile file : received) {
            if (policy != null && items(file, policy).isEmpty()) {
                continue;
            }
            Tally tally = (file.clock().expedited() ? expedited : standard).tally();
            if (file.appealOf() != null) {
                tally.addAppeal();
            } else {
                tally.add(decided(file, policy), file.clock().extension() != null, won.contains(file.id()));
            }
        }
        return List.of(standard, expedited);
    }

    private static Decided decided(RequestFile file, @Nullable String policy) {
        return Decided.of(
                policy == null ? file.items() : items(file, policy),
                file.clock().receivedAt());
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
}
