package org.precept.crd.inferno;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check passes a right answer and fails wrong ones. */
class ChecksTest {

    @ParameterizedTest
    @MethodSource("org.precept.crd.inferno.Answers#right")
    void passes(Check check, String answer) {
        Finding finding = check.finding().apply(orderSign(200, answer));

        assertThat(finding.passes()).as("%s: %s", check, finding.problems()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("org.precept.crd.inferno.Answers#wrong")
    void fails(Check check, String answer, String problem) {
        Finding finding = check.finding().apply(orderSign(200, answer));

        assertThat(finding.problems()).as(check.toString()).anyMatch(text -> text.contains(problem));
    }

    @Test
    void everyCheckHasARightAndAWrongAnswer() {
        List<String> ids = HookChecks.all().stream().map(Check::id).toList();

        assertThat(ids)
                .containsExactly(
                        "3.x.1", "3.x.5", "3.x.6", "3.x.7", "3.x.8", "3.x.9", "3.x.10", "3.x.11", "3.x.12", "3.x.13",
                        "3.x.14", "3.x.15");
        assertThat(Stream.concat(Answers.right(), Answers.wrong())
                        .map(arguments -> ((Check) arguments.get()[0]).id())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(Answers.wrong().map(arguments -> ((Check) arguments.get()[0]).id()))
                .containsAll(ids);
        assertThat(Answers.right().map(arguments -> ((Check) arguments.get()[0]).id()))
                .containsAll(ids);
    }

    @Test
    void anErrorFailsTheCall() {
        assertThat(HookChecks.ANSWERED
                        .finding()
                        .apply(orderSign(400, "{\"cards\":[]}"))
                        .problems())
                .isNotEmpty();
    }

    @Test
    void supportingHooksNeedNoCoverageInformationAndNoSystemActions() {
        Exchange silent = new Exchange(KitBodies.of("1").encounter("encounter-start"), 200, "{\"cards\":[]}");

        assertThat(HookChecks.RESPONSE.finding().apply(silent).passes()).isTrue();
        assertThat(HookChecks.COVERAGE_INFORMATION.finding().apply(silent)).isEqualTo(Finding.absent());
        assertThat(HookChecks.COVERAGE_INFORMATION
                        .finding()
                        .apply(orderSign(200, "{\"cards\":[],\"systemActions\":[]}"))
                        .problems())
                .isNotEmpty();
    }

    @Test
    void discoveryIsChecked() throws JsonProcessingException {
        JsonNode right =
                Exchange.JSON.readTree("{\"services\":[{\"hook\":\"order-sign\",\"description\":\"d\",\"id\":\"i\"}]}");
        JsonNode without = Exchange.JSON.readTree("{\"services\":[{\"hook\":\"order-sign\",\"id\":\"i\"}]}");

        assertThat(SuiteChecks.discovery(200, right)).isEmpty();
        assertThat(SuiteChecks.discovery(404, right)).containsExactly("1.2 HTTP status 404");
        assertThat(SuiteChecks.discovery(200, without)).containsExactly("1.3 a service has no text description");
        assertThat(SuiteChecks.discovery(200, Exchange.JSON.readTree("{}")))
                .containsExactly("1.3 no array of services");
    }

    @Test
    void someHookMustPassWhatTheSuiteWantsOnce() {
        Exchange all = orderSign(200, Answers.complete());

        assertThat(SuiteChecks.acrossHooks(List.of(all))).isEmpty();
        assertThat(SuiteChecks.acrossHooks(List.of(orderSign(200, "{\"cards\":[],\"systemActions\":[]}"))))
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("3.7.a"))
                .anyMatch(problem -> problem.startsWith("3.7.b"))
                .anyMatch(problem -> problem.startsWith("3.7.c"));
    }

    private static Exchange orderSign(int status, String answer) {
        return new Exchange(KitBodies.of("1").orderSign(KitBodies.infusion()), status, answer);
    }
}
