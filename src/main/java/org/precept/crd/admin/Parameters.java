package org.precept.crd.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** Values of query parameters; what cannot be read is refused with 400, naming the parameter. */
final class Parameters {
    private static final int BAD_REQUEST = 400;
    private static final int DATE = "2026-11-21".length();

    private Parameters() {}

    /** A day, e.g. {@code 2026-11-21}. */
    static LocalDate day(@Nullable String value, String name) {
        if (value == null) {
            throw refused(IssueType.REQUIRED, name, "Say which day, for example " + name + "=2026-11-21.");
        }
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw refused(IssueType.VALUE, name, "It must be a day, for example 2026-11-21.");
        }
    }

    /** A time with offset, or the beginning of a day (UTC); null stays null. */
    static @Nullable Instant from(@Nullable String value, String name) {
        return value == null ? null : time(value, name, 0);
    }

    /** A time with offset, exclusive, or the end of a day (UTC); null stays null. */
    static @Nullable Instant to(@Nullable String value, String name) {
        return value == null ? null : time(value, name, 1);
    }

    static RejectedRequest refused(IssueType type, String name, String diagnostics) {
        return new RejectedRequest(BAD_REQUEST, new Issue(type, name, diagnostics));
    }

    private static Instant time(String value, String name, int days) {
        try {
            return value.length() == DATE
                    ? LocalDate.parse(value)
                            .plusDays(days)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw refused(
                    IssueType.VALUE,
                    name,
                    "It must be a day or a time with its offset, for example 2026-11-21 or 2026-11-21T10:00:00Z.");
        }
    }
}
