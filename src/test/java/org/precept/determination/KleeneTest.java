package org.precept.determination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.determination.Samples.all;
import static org.precept.determination.Samples.any;
import static org.precept.determination.Samples.criterion;
import static org.precept.determination.Samples.result;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.criteria.CriterionResult;
import org.precept.policy.CriteriaTree;
import org.precept.policy.CriteriaTree.Criterion;

class KleeneTest {
    private static final CriteriaTree A = criterion("a");
    private static final CriteriaTree B = criterion("b");
    private static final CriteriaTree C = criterion("c");

    @ParameterizedTest
    @CsvSource({
        "true,true,true,true",
        "true,false,false,true",
        "false,false,false,false",
        "true,,,true",
        "false,,false,",
        ",,,"
    })
    void joinsTwoResults(Boolean a, Boolean b, Boolean both, Boolean either) {
        Kleene results = given(a, b, null);

        assertThat(results.value(all(A, B))).isEqualTo(both);
        assertThat(results.value(all(B, A))).isEqualTo(both);
        assertThat(results.value(any(A, B))).isEqualTo(either);
        assertThat(results.value(any(B, A))).isEqualTo(either);
    }

    @Test
    void aFalseLeafUnderASatisfiedAnyOfFailsNothing() {
        CriteriaTree tree = all(any(A, B), C);

        assertThat(given(true, false, true).value(tree)).isTrue();
        assertThat(ids(given(true, false, false), tree)).containsExactly("c");
        assertThat(ids(given(true, null, null), tree)).containsExactly("c");
    }

    @Test
    void everyMemberOfAFailedAnyOfIsBehindIt() {
        assertThat(ids(given(false, false, null), all(any(A, B), C))).containsExactly("a", "b");
    }

    @Test
    void whatCanNoLongerMatterIsNotMissing() {
        assertThat(ids(given(false, null, null), all(any(A, B), C))).containsExactly("b", "c");
        assertThat(ids(given(false, null, true), all(any(all(A, C), B), C))).containsExactly("b");
    }

    private static List<String> ids(Kleene results, CriteriaTree tree) {
        return results.behind(tree).stream().map(Criterion::id).toList();
    }

    private static Kleene given(@Nullable Boolean a, @Nullable Boolean b, @Nullable Boolean c) {
        Map<String, CriterionResult> results = new HashMap<>();
        List<String> ids = List.of("a", "b", "c");
        List<Boolean> values = Arrays.asList(a, b, c);
        for (int i = 0; i < ids.size(); i++) {
            results.put(ids.get(i), result(ids.get(i), values.get(i)));
        }
        return new Kleene(results);
    }
}
