package org.precept.pas.metrics;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.precept.policy.PolicyCatalog;
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
        CountedRequests counted = new CountedRequests();
        files.receivedBetween(from, to, file -> {
            if (payer == null || payer.equals(file.payer())) {
                counted.add(file);
            }
        });
        // An appeal comes after its denial, perhaps after the time that is asked about.
        files.appealsBetween(to, clock.instant().plusSeconds(1), counted::appeal);
        return counted.rows();
    }

    /** What needs prior authorization: every policy of the payers, by url, with its title. */
    Map<String, String> policies(@Nullable String payer) {
        Map<String, String> titles = new TreeMap<>();
        policies.all().stream()
                .filter(policy -> payer == null || policy.payers().contains(payer))
                .forEach(policy -> titles.put(policy.canonical().url(), policy.title()));
        return titles;
    }
}
