package org.precept.door;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** Values of query parameters; what is missing or cannot be read is refused with 400, naming the parameter. */
public final class QueryParameters {
    private static final int BAD_REQUEST = 400;
    private static final int LAST_YEAR = 9999;
    private static final int DATE = "2026-11-21".length();

    private QueryParameters() {}

    /**
     * Sees to it that every parameter is heeded.
     *
     * @param known names of the parameters that are understood
     */
    public static void requireKnown(HttpServletRequest request, Set<String> known) {
        if (!known.containsAll(request.getParameterMap().keySet())) {
            throw new RejectedRequest(
                    BAD_REQUEST,
                    new Issue(
                            IssueType.NOTSUPPORTED,
                            null,
                            known.isEmpty()
                                    ? "This takes no parameters."
                                    : "There is a parameter that is not known here. Known are: "
                                            + String.join(", ", new TreeSet<>(known)) + "."));
        }
    }

    /** A day, e.g. {@code 2026-11-21}. */
    public static LocalDate day(@Nullable String value, String name) {
        if (value == null) {
            throw refused(IssueType.REQUIRED, name, "Say which day, for example " + name + "=2026-11-21.");
        }
        try {
            LocalDate day = LocalDate.parse(value);
            requireUsual(day.getYear());
            return day;
        } catch (DateTimeException e) {
            throw refused(IssueType.VALUE, name, "It must be a day, for example 2026-11-21.");
        }
    }

    /** A time with offset, or the beginning of a day (UTC). */
    public static Instant from(@Nullable String value, String name) {
        return time(value, name, 0);
    }

    /** A time with offset, or the end of a day (UTC); exclusive. */
    public static Instant to(@Nullable String value, String name) {
        return time(value, name, 1);
    }

    /**
     * How many are wanted, from the parameter {@code count}.
     *
     * @param usual how many without the parameter
     */
    public static int count(@Nullable String value, int usual, int most) {
        if (value == null) {
            return usual;
        }
        try {
            int count = Integer.parseInt(value);
            if (count >= 1 && count <= most) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw refused(IssueType.VALUE, "count", "It must be a number from 1 to " + most + ".");
    }

    /** A refusal that names the parameter. */
    public static RejectedRequest refused(IssueType type, String name, String diagnostics) {
        return new RejectedRequest(BAD_REQUEST, new Issue(type, name, diagnostics));
    }

    private static Instant time(@Nullable String value, String name, int days) {
        if (value == null) {
            throw refused(IssueType.REQUIRED, name, "Say a day or a time, for example " + name + "=2026-11-21.");
        }
        try {
            OffsetDateTime time = value.length() == DATE
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toOffsetDateTime()
                    : OffsetDateTime.parse(value);
            requireUsual(time.getYear());
            return time.plusDays(value.length() == DATE ? days : 0).toInstant();
        } catch (DateTimeException e) {
            throw refused(
                    IssueType.VALUE,
                    name,
                    "It must be a day or a time with its offset, for example 2026-11-21 or 2026-11-21T10:00:00Z.");
        }
    }

    /** Other years are mistakes, and no database has all of them. */
    private static void requireUsual(int year) {
        if (year < 1 || year > LAST_YEAR) {
            throw new DateTimeException("not a usual year");
        }
    }
}
