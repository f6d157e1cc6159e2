package org.precept.determination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.determination.Samples.criterion;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.precept.criteria.CriterionResult;
import org.precept.criteria.EvidenceReference;
import org.precept.policy.CriteriaTree.Criterion;

class FindingTextTest {
    private static final EvidenceReference TEST =
            new EvidenceReference("Observation/1", "HIV 1+2 Ab: negative", LocalDate.of(2026, 1, 5));
    private static final EvidenceReference CONDITION = new EvidenceReference("Condition/1", "HIV infection", null);

    @Test
    void saysWhatWasFoundAndOnWhatEvidence() {
        assertThat(text(true, false, null, List.of(TEST)))
                .isEqualTo("Title of hiv: met. Evidence: HIV 1+2 Ab: negative (2026-01-05).");
        assertThat(text(false, false, "The condition is active", List.of(CONDITION)))
                .isEqualTo("Title of hiv: not met. The condition is active. Evidence: HIV infection.");
    }

    @Test
    void namesBothSidesOfAConflictAndAsksForNothing() {
        assertThat(text(null, true, null, List.of(CONDITION, TEST)))
                .isEqualTo("Title of hiv: contradictory. Evidence: HIV infection; HIV 1+2 Ab: negative (2026-01-05).");
    }

    @Test
    void saysWhatToSendWhenNothingIsKnown() {
        assertThat(text(null, false, null, List.of()))
                .isEqualTo("Title of hiv: nothing on file says so yet. Send hiv.");
        assertThat(text(null, false, "The result is indeterminate.", List.of(TEST)))
                .isEqualTo("Title of hiv: what is on file does not settle it. The result is indeterminate."
                        + " Evidence: HIV 1+2 Ab: negative (2026-01-05). Send hiv.");
        Criterion silent = new Criterion("x", "X", "s", "1", "0F", null, null);
        assertThat(FindingText.of(silent, Samples.result("x", null))).isEqualTo("X: nothing on file says so yet.");
    }

    @Test
    void asksForNothingWhereThePolicyLeavesItToAPhysician() {
        CriterionResult left = new CriterionResult("hiv", null, false, true, "The policy says both", List.of());

        assertThat(FindingText.of(criterion("hiv"), left))
                .isEqualTo("Title of hiv: left to a physician. The policy says both.");
    }

    @Test
    void keepsALongListShortAndSaysEachThingOnce() {
        List<EvidenceReference> many = new ArrayList<>(List.of(TEST, TEST));
        for (int i = 0; i < 7; i++) {
            many.add(new EvidenceReference("Observation/" + i, "Result " + i, null));
        }

        assertThat(text(true, false, null, many))
                .isEqualTo("Title of hiv: met. Evidence: HIV 1+2 Ab: negative (2026-01-05); Result 0; Result 1;"
                        + " Result 2; Result 3; and 3 more.");
    }

    private static String text(
            @Nullable Boolean value, boolean conflict, @Nullable String note, List<EvidenceReference> evidence) {
        return FindingText.of(criterion("hiv"), new CriterionResult("hiv", value, conflict, false, note, evidence));
    }
}
