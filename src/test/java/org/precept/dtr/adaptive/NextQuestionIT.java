package org.precept.dtr.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.precept.support.ServerTest;

/** Whole conversations over HTTP with the demo members. */
class NextQuestionIT extends ServerTest {

    @Test
    void asksBenOnlyWhatHisRecordDoesNotSay() {
        Conversation ben = Conversation.begin(client, "mmm", "MMM-2001", "mmm-alemtuzumab-initial", "");

        assertThat(ben.next().put()).containsExactly("last-course-date");
        assertThat(ben.next().put()).endsWith("no-concurrent-dmt");
        assertThat(ben.answer("no-concurrent-dmt", "valueBoolean", true).next().put())
                .endsWith("no-active-infection");
        assertThat(ben.answer("no-active-infection", "valueBoolean", true)
                        .next()
                        .put())
                .as("no order was seen, so no quantity; nothing comes after it")
                .endsWith("dosing", FixedItems.COMPLETE);
        assertThat(ben.status()).isEqualTo("in-progress");
        assertThat(ben.next().status()).isEqualTo("completed");
        assertThat(ben.coverageInformation()).isEmpty();
    }
}
