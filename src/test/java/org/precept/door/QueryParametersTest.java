package org.precept.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;

class QueryParametersTest {

    @Test
    void aDayIsATimeFromItsBeginningToItsEnd() {
        assertThat(QueryParameters.from("2026-11-21", "from")).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
        assertThat(QueryParameters.to("2026-11-21", "to")).isEqualTo(Instant.parse("2026-11-22T00:00:00Z"));
    }

    @Test
    void aTimeWithItsOffsetIsTaken() {
        Instant time = Instant.parse("2026-11-21T09:00:00Z");

        assertThat(QueryParameters.from("2026-11-21T10:00:00+01:00", "from")).isEqualTo(time);
        assertThat(QueryParameters.to("2026-11-21T10:00:00+01:00", "to")).isEqualTo(time);
    }

    @Test
    void aDayIsRead() {
        assertThat(QueryParameters.day("2026-11-21", "on")).isEqualTo(LocalDate.of(2026, 11, 21));
    }

    @Test
    void whatCannotBeReadIsRefusedByName() {
        refuses(IssueType.VALUE, "from", () -> QueryParameters.from("2026-11-21T10:00:00", "from"));
        refuses(IssueType.VALUE, "to", () -> QueryParameters.to("2026-02-30", "to"));
        refuses(IssueType.VALUE, "on", () -> QueryParameters.day("today", "on"));
        refuses(IssueType.VALUE, "on", () -> QueryParameters.day("-999999999-01-01", "on"));
        refuses(IssueType.VALUE, "from", () -> QueryParameters.from("-999999999-01-01T00:00:00Z", "from"));
        refuses(IssueType.VALUE, "to", () -> QueryParameters.to("+10000-01-01T00:00:00Z", "to"));
    }

    @Test
    void whatIsMissingIsRefusedByName() {
        refuses(IssueType.REQUIRED, "from", () -> QueryParameters.from(null, "from"));
        refuses(IssueType.REQUIRED, "day", () -> QueryParameters.day(null, "day"));
    }

    @Test
    void aCountLiesBetweenOneAndTheMost() {
        assertThat(QueryParameters.count(null, 50, 200)).isEqualTo(50);
        assertThat(QueryParameters.count("1", 50, 200)).isEqualTo(1);
        assertThat(QueryParameters.count("200", 50, 200)).isEqualTo(200);
        refuses(IssueType.VALUE, "count", () -> QueryParameters.count("0", 50, 200));
        refuses(IssueType.VALUE, "count", () -> QueryParameters.count("201", 50, 200));
        refuses(IssueType.VALUE, "count", () -> QueryParameters.count("many", 50, 200));
    }

    private static void refuses(IssueType type, String name, ThrowingCallable reading) {
        RejectedRequest refused = catchThrowableOfType(reading, RejectedRequest.class);
        assertThat(refused.status()).isEqualTo(400);
        OperationOutcomeIssueComponent issue = refused.outcome().getIssueFirstRep();
        assertThat(issue.getCode()).isEqualTo(type);
        assertThat(issue.getExpression()).singleElement().hasToString(name);
    }
}
