package org.precept.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs every case under src/test/resources/cases; the format is described there. */
class PolicyCasesTest {

    @TestFactory
    Stream<DynamicContainer> cases() {
        return CaseFile.policies().stream()
                .map(policy -> DynamicContainer.dynamicContainer(
                        CaseFile.name(policy),
                        CaseFile.cases(policy).stream()
                                .map(file -> DynamicTest.dynamicTest(
                                        CaseFile.name(file), file.toUri(), () -> run(CaseFile.name(policy), file)))));
    }

    @Test
    void everyPolicyDirectoryHasCases() {
        assertThat(CaseFile.policies())
                .isNotEmpty()
                .allSatisfy(policy -> assertThat(CaseFile.cases(policy)).isNotEmpty());
    }

    @Test
    void aMisspeltKeyIsAnError() throws Exception {
        ObjectNode misspelt = (ObjectNode) new YAMLMapper()
                .readTree("{record: [{condition: {icd10: G35.A, onst: 2024-01-01}}], expect: {decision: A4}}");
        assertThatThrownBy(() -> run("mmm-alemtuzumab", misspelt)).hasMessageContaining("unknown key 'onst'");
    }

    @Test
    void aCaseThatExpectsSomethingElseFails() throws Exception {
        ObjectNode wrong = (ObjectNode) new YAMLMapper().readTree("{expect: {decision: A1}}");
        assertThatThrownBy(() -> run("mmm-alemtuzumab", wrong))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("decision");
    }

    private static void run(String policy, Path file) {
        run(policy, CaseFile.read(file));
    }

    private static void run(String policy, ObjectNode written) {
        Shorthand keys = new Shorthand("case", written);
        keys.text("why");
        Expectation expectation = new Expectation(keys.map("expect"));
        PolicyCase given = new PolicyCase(policy, keys);
        keys.done();
        expectation.check(given);
    }
}
