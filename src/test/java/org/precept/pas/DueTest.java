package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.DateTimeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Terms;
import org.precept.policy.Terms.Term;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.RequestClock;
import org.precept.support.RealContent;

/** By when a request must be answered depends on the request, and on its arrival when it says it is of a later time. */
class DueTest {
    private static final Instant NOW = Instant.parse("2026-11-16T09:31:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-16T09:30:00-06:00, normal, , 2026-11-23T15:30:00Z",
        "2026-11-16T09:30:00Z,      stat,   , 2026-11-19T09:30:00Z",
        "2026-11-16T09:30:00Z,      normal, U, 2026-11-19T09:30:00Z",
        "2026-11-16T09:30:00Z,      normal, 03, 2026-11-19T09:30:00Z",
        "2026-11-16T09:30:00Z,      normal, E, 2026-11-23T09:30:00Z",
        "2026-11-16,                normal, , 2026-11-23T00:00:00Z"
    })
    void countsFromTheClaim(String created, String priority, String level, String due) {
        Claim claim = new Claim();
        claim.setCreatedElement(new DateTimeType(created));
        claim.setPriority(Codes.concept(Pas.PROCESS_PRIORITY, priority, null));
        if (level != null) {
            claim.addExtension(Pas.LEVEL_OF_SERVICE, Codes.concept(Pas.X12_LEVEL_OF_SERVICE, level, null));
        }

        assertThat(Due.period(Due.clock(claim, Set.of(), Instant.MAX).dueAt())
                        .getEndElement()
                        .getValueAsString())
                .isEqualTo(due);
    }

    @Test
    void aRequestThatSaysItIsOfALaterTimeCountsFromItsArrival() {
        RequestClock clock = Due.clock(claim("2099-01-01T00:00:00Z", true), Set.of(), NOW);

        assertThat(clock.requestedAt()).isEqualTo(NOW);
        assertThat(clock.dueAt()).isEqualTo(NOW.plus(Duration.ofHours(72)));
    }

    @Test
    void theShortestTimeOfItsPoliciesCounts() {
        Claim claim = claim("2026-11-16T09:30:00Z", false);

        assertThat(Due.clock(claim, List.of(policy(7, 72), policy(3, 24)), NOW).dueAt())
                .isEqualTo(Instant.parse("2026-11-19T09:30:00Z"));
        assertThat(Due.clock(claim("2026-11-16T09:30:00Z", true), List.of(policy(7, 72), policy(3, 24)), NOW)
                        .dueAt())
                .isEqualTo(Instant.parse("2026-11-17T09:30:00Z"));
        assertThat(Due.clock(claim, List.of(), NOW))
                .isEqualTo(new RequestClock(
                        false,
                        Instant.parse("2026-11-16T09:30:00Z"),
                        NOW,
                        Instant.parse("2026-11-23T09:30:00Z"),
                        null));
    }

    @ParameterizedTest
    @CsvSource({
        // pended, update expedited, due
        "true,  false, 2026-11-23T09:30:00Z",
        "true,  true,  2026-11-21T08:00:00Z",
        "false, false, 2026-11-25T08:00:00Z",
        "false, true,  2026-11-21T08:00:00Z"
    })
    void anUpdateNeverGivesAPendedRequestMoreTime(boolean pended, boolean expedited, Instant due) {
        RequestClock first = Due.clock(claim("2026-11-16T09:30:00Z", false), List.of(policy(7, 72)), NOW);
        ItemStatus status = pended ? ItemStatus.PENDED_REVIEW : ItemStatus.DENIED;

        RequestClock clock = Due.clock(
                file(first, status), claim("2026-11-18T08:00:00Z", expedited), List.of(policy(7, 72)), Instant.MAX);

        assertThat(clock.dueAt()).isEqualTo(due);
        assertThat(clock.requestedAt()).isEqualTo(first.requestedAt());
        assertThat(clock.receivedAt()).isEqualTo(NOW);
    }

    @Test
    void anUpdateThatBecomesExpeditedLateKeepsTheEarlierTime() {
        RequestClock first = Due.clock(claim("2026-11-16T09:30:00Z", false), List.of(policy(7, 72)), NOW);

        RequestClock clock = Due.clock(
                file(first, ItemStatus.PENDED_DOCUMENTS),
                claim("2026-11-22T08:00:00Z", true),
                List.of(policy(7, 72)),
                Instant.MAX);

        assertThat(clock.expedited()).isTrue();
        assertThat(clock.dueAt()).isEqualTo(first.dueAt());
    }

    @ParameterizedTest
    @CsvSource({
        // asked, due: seven days later, but not after the decision
        "2026-11-16T09:30:00Z, 2026-11-23T09:30:00Z, 2026-11-23T09:30:00Z",
        "2026-11-20T09:30:00Z, 2026-11-23T09:30:00Z, 2026-11-23T09:30:00Z",
        "2026-11-10T09:30:00Z, 2026-11-23T09:30:00Z, 2026-11-23T09:30:00Z",
        // extended
        "2026-11-20T09:30:00Z, 2026-12-07T09:30:00Z, 2026-11-27T09:30:00Z",
        "2026-11-30T09:30:00Z, 2026-12-07T09:30:00Z, 2026-12-07T09:30:00Z",
        "2026-12-01T09:30:00Z, 2026-12-07T09:30:00Z, 2026-12-07T09:30:00Z"
    })
    void documentsAreDueWithTheDecisionAtTheLatest(Instant asked, Instant decision, Instant due) {
        Instant requested = Instant.parse("2026-11-16T09:30:00Z");
        RequestClock clock = new RequestClock(false, requested, requested, decision, null);

        assertThat(Due.documents(clock, policy(7, 72).terms(), asked)).isEqualTo(due);
    }

    private static Claim claim(String created, boolean expedited) {
        Claim claim = new Claim();
        claim.setCreatedElement(new DateTimeType(created));
        claim.setPriority(Codes.concept(Pas.PROCESS_PRIORITY, expedited ? "stat" : "normal", null));
        return claim;
    }

    private static RequestFile file(RequestClock clock, ItemStatus status) {
        FiledItem item = new FiledItem(
                1, status, "TR-1", null, null, null, null, null, null, LocalDate.of(2026, 12, 1), null, NOW);
        return new RequestFile("f", 1, "mmm", "1", "c", "r", "2.2.1", Set.of(), Set.of(), clock, null, List.of(item));
    }

    private static CoveragePolicy policy(int standardDays, int expeditedHours) {
        CoveragePolicy own = RealContent.policies().policies().all().get(0);
        Terms terms = own.terms();
        return new CoveragePolicy(
                own.id(),
                own.canonical(),
                own.title(),
                own.effective(),
                own.payers(),
                own.product(),
                own.approver(),
                own.library(),
                own.storedAnswersDays(),
                own.phases(),
                new Terms(
                        new Term(Duration.ofHours(expeditedHours), "test"),
                        new Term(Duration.ofDays(standardDays), "test"),
                        terms.extension(),
                        terms.expeditedWarning(),
                        terms.standardWarning(),
                        terms.documents(),
                        terms.appeal(),
                        terms.renewal()),
                own.instructions(),
                own.sourceTitle(),
                own.sourceUrl());
    }

    @Test
    void standardWithoutAnyPriority() {
        assertThat(Due.expedited(new Claim())).isFalse();
    }
}
