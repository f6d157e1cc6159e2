package org.precept.dtr.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.dtr.adaptive.Outlook.State.CONFLICT;
import static org.precept.dtr.adaptive.Outlook.State.MET;
import static org.precept.dtr.adaptive.Outlook.State.NOT_MET;
import static org.precept.dtr.adaptive.Outlook.State.OPEN;
import static org.precept.dtr.adaptive.Outlook.State.PHYSICIAN;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.precept.dtr.adaptive.Outlook.State;
import org.precept.policy.CriteriaTree;
import org.precept.policy.CriteriaTree.AllOf;
import org.precept.policy.CriteriaTree.AnyOf;
import org.precept.policy.CriteriaTree.Criterion;

/** What can still make a difference, in any tree of criteria. */
class OutlookTest {
    private static final Set<State> ANYTHING = Set.of(OPEN, MET, NOT_MET);
    private static final Set<State> AT_BEST_MET = Set.of(OPEN, MET);

    @Test
    void anOpenCriterionMattersWhereAllMustBeMet() {
        Outlook outlook = new Outlook(all("a", "b"), Map.of("a", ANYTHING, "b", Set.of(MET)));

        assertThat(outlook.mattersStill("a")).isTrue();
        assertThat(outlook.mattersStill("b")).as("decided").isFalse();
    }

    @Test
    void aCriterionThatIsNotMetSettlesAGroupOfAll() {
        Outlook outlook = new Outlook(all("a", "b"), Map.of("a", ANYTHING, "b", Set.of(NOT_MET)));

        assertThat(outlook.mattersStill("a")).isFalse();
    }

    @Test
    void aCriterionThatIsMetSettlesAGroupOfOneOrMore() {
        Outlook outlook = new Outlook(
                new AllOf(List.of(any("a", "b"), criterion("c"))),
                Map.of("a", ANYTHING, "b", Set.of(MET), "c", ANYTHING));

        assertThat(outlook.mattersStill("a")).isFalse();
        assertThat(outlook.mattersStill("c")).isTrue();
    }

    @Test
    void beneathADecidedGroupNothingMatters() {
        Outlook outlook = new Outlook(
                new AnyOf(List.of(all("a", "b"), criterion("c"))),
                Map.of("a", ANYTHING, "b", Set.of(NOT_MET), "c", ANYTHING));

        assertThat(outlook.mattersStill("a")).isFalse();
        assertThat(outlook.mattersStill("c")).isTrue();
    }

    @Test
    void besideAConflictOnlyWhatCanFailMatters() {
        Outlook outlook =
                new Outlook(all("a", "b", "c"), Map.of("a", Set.of(CONFLICT), "b", AT_BEST_MET, "c", ANYTHING));

        assertThat(outlook.mattersStill("b")).as("a nurse decides, met or open").isFalse();
        assertThat(outlook.mattersStill("c")).as("not met, a physician decides").isTrue();
    }

    @Test
    void aConflictInAGroupOfOneOrMoreIsOvercomeByAnotherMember() {
        Outlook outlook = new Outlook(any("a", "b"), Map.of("a", Set.of(CONFLICT), "b", AT_BEST_MET));

        assertThat(outlook.mattersStill("b")).isTrue();
    }

    @Test
    void whatGoesToAPhysicianSettlesWherever() {
        Outlook outlook = new Outlook(any("a", "b"), Map.of("a", Set.of(PHYSICIAN), "b", ANYTHING));

        assertThat(outlook.mattersStill("b")).isFalse();
    }

    @Test
    void whatMayBeLeftOpenStillMatters() {
        Outlook outlook = new Outlook(all("a", "b"), Map.of("a", AT_BEST_MET, "b", AT_BEST_MET));

        assertThat(outlook.mattersStill("a"))
                .as("it may be the last one missing")
                .isTrue();
    }

    @Test
    void questionsGoTogetherWhenNoAnswerToOneMakesTheOtherNeedless() {
        Outlook harmless = new Outlook(all("a", "b"), Map.of("a", AT_BEST_MET, "b", AT_BEST_MET));
        Outlook settling = new Outlook(all("a", "b"), Map.of("a", ANYTHING, "b", AT_BEST_MET));

        assertThat(harmless.mattersWhatever("b", Set.of("a"))).isTrue();
        assertThat(settling.mattersWhatever("b", Set.of("a"))).isFalse();
    }

    private static CriteriaTree all(String... ids) {
        return new AllOf(List.of(ids).stream().map(OutlookTest::criterion).toList());
    }

    private static CriteriaTree any(String... ids) {
        return new AnyOf(List.of(ids).stream().map(OutlookTest::criterion).toList());
    }

    private static CriteriaTree criterion(String id) {
        return new Criterion(id, id, id, "1", "0F", null, null);
    }
}
