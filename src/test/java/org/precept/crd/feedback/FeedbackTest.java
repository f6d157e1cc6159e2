package org.precept.crd.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.fhir.RejectedRequest;
import org.precept.record.CallId;
import org.precept.record.CardFeedback;
import org.precept.record.CardFeedback.Outcome;

class FeedbackTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");
    private static final String SERVICE = "order-sign-crd";
    private static final String OVERRIDDEN = """
            {"card":"%s","outcome":"overridden","outcomeTimestamp":"2026-03-02T10:15:00Z",
             "overrideReason":{"reason":{"system":"https://precept.example/r","code":"%s"},"userComment":"Mrs Miller says no"}}""";
    private static final String ACCEPTED = """
            {"card":"%s","outcome":"accepted","acceptedSuggestions":[{"id":"s1"}],"outcomeTimestamp":"2026-03-02T10:15:00+01:00"}""";

    private final CallId call = CallId.of(NOW);
    private final byte[] answer = bytes("""
            {"cards":[
              {"uuid":"%s","source":{"topic":{"code":"guideline"}},
               "overrideReasons":[{"system":"https://precept.example/r","code":"disagree"}]},
              {"uuid":"%s","source":{"topic":{"code":"limits"}}}]}""".formatted(call.card(1), call.card(2)));
    private final KeptInMemory kept = new KeptInMemory();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Feedback feedback = new Feedback(
            id -> id.equals(call) ? Optional.of(answer) : Optional.empty(),
            kept,
            meters,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void anOutcomeIsKeptWithItsCallAndCountedByTheTopicOfItsCard() {
        send(OVERRIDDEN.formatted(call.card(1), "disagree"), ACCEPTED.formatted(call.card(2)));

        assertThat(kept.feedbacks)
                .extracting(
                        CardFeedback::call,
                        CardFeedback::topic,
                        CardFeedback::outcome,
                        CardFeedback::reason,
                        CardFeedback::outcomeAt)
                .containsExactly(
                        tuple(call, "guideline", Outcome.OVERRIDDEN, "disagree", Instant.parse("2026-03-02T10:15:00Z")),
                        tuple(call, "limits", Outcome.ACCEPTED, null, Instant.parse("2026-03-02T09:15:00Z")));
        assertThat(kept.feedbacks.get(0).entry()).contains("Mrs Miller says no");
        assertThat(counted())
                .containsOnly(Map.entry("guideline overridden disagree", 1.0), Map.entry("limits accepted none", 1.0));
    }

    @Test
    void theSameSentAgainIsNotCountedAgain() {
        String once = OVERRIDDEN.formatted(call.card(1), "disagree");

        send(once, once);
        send(once);

        assertThat(counted()).containsOnly(Map.entry("guideline overridden disagree", 1.0));
    }

    @Test
    void aCardWeDoNotKnowIsKeptAndCountedAsUnknown() {
        send(
                ACCEPTED.formatted("c"),
                ACCEPTED.formatted(call.card(3)),
                OVERRIDDEN.formatted(CallId.of(NOW).card(1), "made-up"));

        assertThat(kept.feedbacks).hasSize(3).allSatisfy(each -> {
            assertThat(each.call()).isNull();
            assertThat(each.topic()).isEqualTo("unknown");
        });
        assertThat(counted())
                .containsOnly(Map.entry("unknown accepted none", 2.0), Map.entry("unknown overridden other", 1.0));
    }

    @Test
    void aClientCannotMakeUpLabels() {
        IntStream.range(0, 50)
                .forEach(i -> send(OVERRIDDEN.formatted(call.card(1), "code-" + i), ACCEPTED.formatted("card-" + i)));

        assertThat(counted())
                .containsOnly(Map.entry("guideline overridden other", 50.0), Map.entry("unknown accepted none", 50.0));
    }

    @Test
    void aCommentIsNoLabel() {
        send(OVERRIDDEN.formatted(call.card(1), "disagree"));

        assertThat(meters.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().toString()).doesNotContain("Miller"));
    }

    @Test
    void upperCaseAndUrnsNameTheSameCard() {
        send(ACCEPTED.formatted("urn:uuid:" + call.card(2).toString().toUpperCase(Locale.ROOT)));

        assertThat(counted()).containsOnly(Map.entry("limits accepted none", 1.0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                          | feedback",
                "{}                                                         | feedback",
                "{'feedback':[]}                                            | feedback",
                "{'feedback':{}}                                            | feedback",
                "{'feedback':[1]}                                           | feedback[0]",
                "{'feedback':[{'outcome':'accepted'}]}                      | feedback[0].card",
                "{'feedback':[{'card':7}]}                                  | feedback[0].card",
                "{'feedback':[{'card':'c'}]}                                | feedback[0].outcome",
                "{'feedback':[{'card':'c','outcome':'liked'}]}              | feedback[0].outcome",
                "{'feedback':[{'card':'c','outcome':'overridden'}]}         | feedback[0].outcomeTimestamp",
                "{'feedback':[{'card':'c','outcome':'overridden','outcomeTimestamp':'today'}]} | feedback[0].outcomeTimestamp",
                "{'feedback':[{'card':'c','outcome':'overridden','outcomeTimestamp':'+99999-01-01T00:00:00Z'}]} | feedback[0].outcomeTimestamp",
                "{'feedback':[{'card':'c','outcome':'accepted','outcomeTimestamp':'2026-03-02T10:15:00Z'}]} | feedback[0].acceptedSuggestions",
                "{'feedback':[{'card':'c','outcome':'accepted','outcomeTimestamp':'2026-03-02T10:15:00Z','acceptedSuggestions':['s']}]} | feedback[0].acceptedSuggestions[0].id",
                "{'feedback':[{'card':'c','outcome':'overridden','outcomeTimestamp':'2026-03-02T10:15:00Z','overrideReason':'no'}]} | feedback[0].overrideReason",
                "{'feedback':[{'card':'c','outcome':'overridden','outcomeTimestamp':'2026-03-02T10:15:00Z','overrideReason':{'reason':'no'}}]} | feedback[0].overrideReason.reason",
                "{'feedback':[{'card':'c','outcome':'overridden','outcomeTimestamp':'2026-03-02T10:15:00Z','overrideReason':{'reason':{}}}]} | feedback[0].overrideReason.reason.code",
                "{'feedback':[{'card':'c','outcome':'overridden','outcomeTimestamp':'2026-03-02T10:15:00Z','overrideReason':{'userComment':1}}]} | feedback[0].overrideReason.userComment"
            },
            quoteCharacter = '~')
    void whatIsNoFeedbackIsRefusedByElement(String body, String element) {
        assertThatThrownBy(() -> feedback.take(SERVICE, bytes(body.replace('\'', '"'))))
                .isInstanceOfSatisfying(RejectedRequest.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(400);
                    assertThat(refusal.outcome()
                                    .getIssueFirstRep()
                                    .getExpression()
                                    .get(0)
                                    .getValue())
                            .isEqualTo(element);
                });
        assertThat(kept.feedbacks).isEmpty();
    }

    @Test
    void oneEntryThatIsWrongKeepsAllFromBeingTaken() {
        String wrong = "{\"card\":\"c\",\"outcome\":\"liked\"}";

        assertThatThrownBy(() -> send(ACCEPTED.formatted(call.card(2)), wrong))
                .isInstanceOf(RejectedRequest.class)
                .hasMessageNotContaining("liked");
        assertThat(kept.feedbacks).isEmpty();
        assertThat(counted()).isEmpty();
    }

    @Test
    void aMessageHasAnEnd() {
        String[] many = IntStream.range(0, 501)
                .mapToObj(i -> ACCEPTED.formatted("c" + i))
                .toArray(String[]::new);

        assertThatThrownBy(() -> send(many)).isInstanceOf(RejectedRequest.class);
    }

    private void send(String... entries) {
        feedback.take(SERVICE, bytes("{\"feedback\":[" + String.join(",", entries) + "]}"));
    }

    private Map<String, Double> counted() {
        return meters.getMeters().stream().collect(Collectors.toMap(FeedbackTest::labels, FeedbackTest::count));
    }

    private static String labels(Meter meter) {
        assertThat(meter.getId().getName()).isEqualTo("precept.crd.feedback");
        assertThat(meter.getId().getTag("service")).isEqualTo(SERVICE);
        return meter.getId().getTag("topic") + " " + meter.getId().getTag("outcome") + " "
                + meter.getId().getTag("reason");
    }

    private static double count(Meter meter) {
        return ((Counter) meter).count();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
