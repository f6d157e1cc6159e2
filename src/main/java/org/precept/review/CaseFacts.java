package org.precept.review;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Task;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.DenialReasons;
import org.precept.policy.Phase;
import org.precept.policy.Terms;
import org.precept.record.Deadlines;
import org.precept.record.FiledItem;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.RequestClock;
import org.precept.record.ReviewLog;
import org.precept.record.Reviewer;
import org.precept.record.Reviews;

/**
 * What stands in no stored resource but has to be known for a decision: time left, what this reviewer may do, what a denial
 * takes, the member's other authorizations, and what reviewers did before. Computed when it is read.
 */
final class CaseFacts {

    private final Reviews reviews;
    private final Deadlines deadlines;
    private final DenialReasons reasons;
    private final OtherRequests others;
    private final ReviewLog log;
    private final Clock clock;

    CaseFacts(
            Reviews reviews,
            Deadlines deadlines,
            DenialReasons reasons,
            OtherRequests others,
            ReviewLog log,
            Clock clock) {
        this.reviews = reviews;
        this.deadlines = deadlines;
        this.reasons = reasons;
        this.others = others;
        this.log = log;
        this.clock = clock;
    }

    /** The facts about one item of a file. */
    Parameters of(Task task, RequestFile file, FiledItem item, Reviewer reviewer) {
        Instant now = clock.instant();
        Parameters parameters = new Parameters();
        Facts facts = Facts.in(parameters);
        facts.text("file", file.id())
                .add("item", new PositiveIntType(item.sequence()))
                .code("status", item.status().action())
                .text("policy", item.policy())
                .code("phase", item.phase())
                .code("product", item.product())
                .number("units", item.units())
                .day("service-date", item.serviceDate());
        time(facts, file, now);
        reviews.allowed(task, file, reviewer).forEach(kind -> facts.code("may", kind.code()));
        deadlines.policy(item).ifPresent(policy -> denial(facts.group("denial"), policy, item, now));
        others.add(facts, file, item);
        log.ofFile(file.id()).forEach(entry -> event(facts.group("event"), entry));
        return parameters;
    }

    private void time(Facts facts, RequestFile file, Instant now) {
        RequestClock time = file.clock();
        facts.flag("expedited", time.expedited())
                .time("requested", time.requestedAt())
                .time("received", time.receivedAt())
                .time("due", time.dueAt());
        switch (deadlines.urgency(file, now)) {
            case OVERDUE -> facts.text("warning", "Overdue: it was to be decided by " + time.dueAt() + ".");
            case NEARLY_DUE -> facts.text("warning", "Nearly due: it is to be decided by " + time.dueAt() + ".");
            case ON_TIME -> facts.time("warned-from", deadlines.warnedFrom(file));
        }
        facts.flag("overdue", file.pended() && time.overdue(now));
        RequestFile.Extension extension = time.extension();
        if (extension != null) {
            facts.group("extension")
                    .time("at", extension.at())
                    .text("by", extension.by())
                    .text("text", extension.reason());
        }
    }

    private void denial(Facts facts, CoveragePolicy policy, FiledItem item, Instant now) {
        reasons.all().forEach(reason -> facts.add("reason", reason));
        Optional<Phase> phase = policy.phase(String.valueOf(item.phase()));
        phase.map(Phase::sections).orElse(List.of()).forEach(section -> facts.text("section", section));
        phase.stream()
                .flatMap(found -> found.criteria().criteria())
                .forEach(criterion -> facts.group("criterion")
                        .text("id", criterion.id())
                        .text("title", criterion.title())
                        .text("section", criterion.section())
                        .code("reason", criterion.reason()));
        facts.text("appeal", appeal(policy.terms().appeal(), LocalDate.ofInstant(now, ZoneOffset.UTC)));
    }

    private static String appeal(Terms.Appeal appeal, LocalDate today) {
        String address = appeal.address();
        return appeal.text() + (address == null ? "" : " Write to " + address + ".") + " Last day: "
                + appeal.lastDay(today) + ".";
    }

    private static void event(Facts facts, ReviewLog.Entry entry) {
        facts.time("at", entry.at())
                .text("by", entry.reviewer())
                .add("item", new PositiveIntType(entry.item()))
                .code("decision", entry.kind().code());
        entry.details().keySet().stream()
                .sorted()
                .forEach(name ->
                        facts.text(name, Objects.requireNonNull(entry.details().get(name))));
    }
}
