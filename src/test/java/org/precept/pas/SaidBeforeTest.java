package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.Kind;
import org.precept.support.PasBundle;

/** What was said of an order while it was signed is answered in the notes of its request. */
class SaidBeforeTest extends PasDoor {

    private static final String ASSERTION = "0198c0de-0000-7000-8000-000000001800";

    @Test
    void saysWhatIsAnsweredAnew() {
        remember("mmm", "M1");

        assertThat(notes("not-covered")).contains("on 2026-11-10 the order was said to be not covered (" + ASSERTION);
        assertThat(notes("conditional")).contains("covered under a condition");
    }

    @Test
    void saysItAlsoOfAMemberWhoWasNotKnownThen() {
        remember("mmm", null);

        assertThat(notes("not-covered")).contains("said to be not covered");
    }

    @Test
    void saysNothingOfWhatStillHolds() {
        remember("mmm", "M1");

        assertThat(notes("covered")).doesNotContain("was said to be");
    }

    @Test
    void doesNotBelieveStatementsThatWereNotMadeHereOfThisMember() {
        assertThat(notes("not-covered")).as("never made").doesNotContain("was said to be");
        remember("mmm", "M2");
        assertThat(notes("not-covered")).as("of another member").doesNotContain("was said to be");
        remember("cigna", "M1");
        assertThat(notes("not-covered")).as("of another payer").doesNotContain("was said to be");
    }

    private void remember(String payer, String member) {
        memory.remember(new RequestContext(
                ASSERTION, Kind.ASSERTION, payer, member, List.of(), Instant.parse("2026-11-10T10:00:00Z")));
    }

    private String notes(String covered) {
        PasBundle request = lemtrada(12).order("1594663", "12 mg daily for 5 days");
        Extension statement = request.lastOrder().addExtension().setUrl(SaidBefore.COVERAGE_INFORMATION);
        statement.addExtension("covered", new CodeType(covered));
        statement.addExtension("coverage-assertion-id", new StringType(ASSERTION));
        return notes(response(submit(request.build())));
    }
}
