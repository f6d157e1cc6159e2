package org.precept.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.record.Deadlines.Urgency;
import org.precept.record.RequestFile.Extension;
import org.precept.record.RequestFile.RequestClock;
import org.precept.support.RealContent;

/** Deadlines follow from what is stored and the time asked about, on both sides of every limit. */
class DeadlinesTest {
    private static final Instant REQUESTED = Instant.parse("2026-11-16T09:00:00Z");
    private static final String CIGNA = "https://precept.example/fhir/PlanDefinition/cigna-alemtuzumab|1.2.0";

    private final Deadlines deadlines = new Deadlines(RealContent.policies().policies());

    @ParameterizedTest
    @CsvSource({
        "false, 2026-11-21T08:59:59.999Z, ON_TIME",
        "false, 2026-11-21T09:00:00Z,     NEARLY_DUE",
        "false, 2026-11-23T09:00:00Z,     NEARLY_DUE",
        "false, 2026-11-23T09:00:00.001Z, OVERDUE",
        "true,  2026-11-18T08:59:59.999Z, ON_TIME",
        "true,  2026-11-18T09:00:00Z,     NEARLY_DUE",
        "true,  2026-11-19T09:00:00Z,     NEARLY_DUE",
        "true,  2026-11-19T09:00:00.001Z, OVERDUE"
    })
    void warnsBeforeTheTimeEndsAndSaysWhenItHas(boolean expedited, Instant now, Urgency urgency) {
        assertThat(deadlines.urgency(file(expedited, ItemStatus.PENDED_REVIEW), now))
                .isEqualTo(urgency);
        assertThat(deadlines.urgency(file(expedited, ItemStatus.PENDED_DOCUMENTS), now))
                .isEqualTo(urgency);
    }

    @Test
    void whatIsDecidedIsNeverDue() {
        assertThat(deadlines.urgency(file(false, ItemStatus.DENIED), REQUESTED.plus(Duration.ofDays(400))))
                .isEqualTo(Urgency.ON_TIME);
    }

    @Test
    void takesMoreTimeOnce() {
        RequestFile file = file(true, ItemStatus.PENDED_REVIEW);
        Extension extension = new Extension(REQUESTED.plus(Duration.ofHours(72)), "peter", "records of the hospital");

        RequestClock extended = deadlines.extended(file, extension);

        assertThat(extended.dueAt())
                .isEqualTo(REQUESTED.plus(Duration.ofHours(72)).plus(Duration.ofDays(14)));
        assertThat(extended.extension()).isEqualTo(extension);
        assertThatThrownBy(() -> extended.extended(Duration.ofDays(14), extension))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The time was extended before");
    }

    @Test
    void givesNoMoreTimeAfterItHasPassed() {
        Extension late =
                new Extension(REQUESTED.plus(Duration.ofHours(72)).plusMillis(1), "peter", "records of the hospital");

        assertThatThrownBy(() -> deadlines.extended(file(true, ItemStatus.PENDED_REVIEW), late))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The time has passed");
    }

    @Test
    void countsTheWindowOfAnAppealFromTheDayOfTheDenial() {
        FiledItem denied = file(false, ItemStatus.DENIED).items().get(0);

        assertThat(deadlines.lastDayToAppeal(denied)).contains(LocalDate.of(2027, 1, 15));
        assertThat(deadlines.lastDayToAppeal(
                        file(false, ItemStatus.APPROVED).items().get(0)))
                .isEmpty();
    }

    @Test
    void aPolicyVersionThatIsGoneIsReadAsTheLatest() {
        RequestFile old = file(
                clock(false), ItemStatus.DENIED, "https://precept.example/fhir/PlanDefinition/cigna-alemtuzumab|1.1.0");
        RequestFile unknown = file(clock(false), ItemStatus.PENDED_REVIEW, "https://elsewhere.example/P|1");

        assertThat(deadlines.lastDayToAppeal(old.items().get(0))).contains(LocalDate.of(2027, 1, 15));
        assertThat(deadlines.urgency(unknown, Instant.parse("2026-11-22T08:59:59Z")))
                .isEqualTo(Urgency.ON_TIME);
        assertThat(deadlines.urgency(unknown, Instant.parse("2026-11-22T09:00:00Z")))
                .isEqualTo(Urgency.NEARLY_DUE);
    }

    private static RequestFile file(boolean expedited, ItemStatus status) {
        return file(clock(expedited), status, CIGNA);
    }

    private static RequestClock clock(boolean expedited) {
        return new RequestClock(
                expedited,
                REQUESTED,
                REQUESTED,
                REQUESTED.plus(expedited ? Duration.ofHours(72) : Duration.ofDays(7)),
                null);
    }

    private static RequestFile file(RequestClock clock, ItemStatus status, String policy) {
        FiledItem item = new FiledItem(
                1,
                status,
                "TR-1",
                null,
                null,
                policy,
                "initial",
                "lemtrada",
                null,
                LocalDate.of(2026, 12, 1),
                null,
                REQUESTED);
        return new RequestFile("f", 1, "cigna", "1", "c", "r", "2.2.1", Set.of(), Set.of(), clock, null, List.of(item));
    }
}
