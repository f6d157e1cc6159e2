package org.precept.pas.reviewing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.determination.ReviewQueue.CLINICIAN;
import static org.precept.determination.ReviewQueue.NURSE;
import static org.precept.determination.ReviewQueue.PHYSICIAN;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.determination.ReviewQueue;
import org.precept.record.ReviewKind;
import org.precept.record.Reviewer;

/** Who may do what. */
class ReviewRulesTest {

    private static final Reviewer NURSE_ONLY = reviewer("nora", NURSE);
    private static final Reviewer PHYSICIAN_ONLY = reviewer("peter", PHYSICIAN);
    private static final Reviewer EVERYTHING = reviewer("paula", NURSE, PHYSICIAN, CLINICIAN);

    @Test
    void aNurseMayDoEverythingInTheNurseQueueButDeny() {
        assertThat(allowed(position(NURSE, null), NURSE_ONLY))
                .containsExactlyInAnyOrder(
                        ReviewKind.APPROVE,
                        ReviewKind.APPROVE_MODIFIED,
                        ReviewKind.ASK_MORE,
                        ReviewKind.ESCALATE,
                        ReviewKind.REASSIGN,
                        ReviewKind.EXTEND);
    }

    @ParameterizedTest
    @EnumSource(ReviewQueue.class)
    void nobodyDoesAnythingInQueuesOfOthers(ReviewQueue queue) {
        assertThat(allowed(position(queue, null), NURSE_ONLY).isEmpty()).isEqualTo(queue != NURSE);
        assertThat(allowed(position(queue, null), PHYSICIAN_ONLY).isEmpty()).isEqualTo(queue != PHYSICIAN);
    }

    @Test
    void aPhysicianWhoAlsoWorksAsANurseEscalatesBeforeDenying() {
        assertThat(allowed(position(NURSE, null), EVERYTHING)).doesNotContain(ReviewKind.DENY);
        assertThat(allowed(position(PHYSICIAN, null), EVERYTHING)).contains(ReviewKind.DENY);
        assertThat(allowed(position(CLINICIAN, null), EVERYTHING)).contains(ReviewKind.DENY);
        assertThat(ReviewRules.refusalOfLess(position(NURSE, null))).isPresent();
        assertThat(ReviewRules.refusalOfLess(position(CLINICIAN, null))).isEmpty();
    }

    @Test
    void whatAnotherHasMayOnlyBeTakenOver() {
        assertThat(allowed(position(PHYSICIAN, "peter"), EVERYTHING)).containsExactly(ReviewKind.REASSIGN);
        assertThat(allowed(position(PHYSICIAN, "peter"), PHYSICIAN_ONLY)).hasSize(ReviewKind.values().length);
    }

    @Test
    void whoDeniedDecidesNothingOnTheAppeal() {
        Position appeal = new Position(PHYSICIAN, null, Set.of("peter"));

        assertThat(allowed(appeal, PHYSICIAN_ONLY))
                .noneMatch(ReviewKind::decides)
                .contains(ReviewKind.REASSIGN);
        assertThat(allowed(appeal, EVERYTHING)).hasSize(ReviewKind.values().length);
    }

    private static List<ReviewKind> allowed(Position position, Reviewer reviewer) {
        return Arrays.stream(ReviewKind.values())
                .filter(kind -> ReviewRules.refusal(kind, position, reviewer).isEmpty())
                .toList();
    }

    private static Position position(ReviewQueue queue, @Nullable String owner) {
        return new Position(queue, owner, Set.of());
    }

    private static Reviewer reviewer(String name, ReviewQueue... roles) {
        return new Reviewer(name, Set.of(roles), null, null);
    }
}
