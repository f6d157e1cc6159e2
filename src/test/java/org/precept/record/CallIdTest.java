package org.precept.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallIdTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30.123Z");

    @Test
    void cardsAndAssertionsLeadBackToTheirCall() {
        CallId call = CallId.of(NOW);

        assertThat(CallId.ofCard(call.card(1).toString())).contains(call);
        assertThat(CallId.ofCard("urn:uuid:" + call.card(CallId.MOST_CARDS))).contains(call);
        assertThat(CallId.cardNumber(call.card(7))).isEqualTo(7);
        assertThat(CallId.ofAssertion(call.assertion(0))).contains(call);
        assertThat(CallId.ofAssertion(call.assertion(CallId.MOST_CARDS))).contains(call);
        assertThat(CallId.parse(call.toString())).contains(call);
    }

    @Test
    void aCardIsNoAssertionAndNeitherIsACall() {
        CallId call = CallId.of(NOW);

        assertThat(CallId.ofAssertion(call.card(1).toString())).isEmpty();
        assertThat(CallId.ofCard(call.assertion(0))).isEmpty();
        assertThat(CallId.ofCard(call.toString())).isEmpty();
        assertThat(CallId.parse(call.card(1).toString())).isEmpty();
        assertThatThrownBy(() -> new CallId(call.card(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNotOursLeadsNowhere() {
        assertThat(CallId.ofCard("c")).isEmpty();
        assertThat(CallId.ofCard("")).isEmpty();
        assertThat(CallId.ofCard("1-1-1-1-1")).isEmpty();
        assertThat(CallId.ofCard(UUID.randomUUID().toString())).isEmpty();
    }

    @Test
    void idsOrderCallsByTheirTime() {
        CallId call = CallId.of(NOW);

        assertThat(CallId.first(NOW)).isLessThanOrEqualTo(call);
        assertThat(call).isLessThan(CallId.first(NOW.plusMillis(1)));
        assertThat(CallId.of(Instant.parse("2036-01-01T00:00:00Z"))).isGreaterThan(call);
    }

    @Test
    void noTwoCallsShareAnIdOrACard() {
        assertThat(IntStream.range(0, 10_000).mapToObj(i -> CallId.of(NOW).card(1)))
                .doesNotHaveDuplicates();
    }

    @Test
    void uuidsAreOfVersionSeven() {
        UUID card = CallId.of(NOW).card(3);

        assertThat(card.version()).isEqualTo(7);
        assertThat(card.variant()).isEqualTo(2);
    }
}
