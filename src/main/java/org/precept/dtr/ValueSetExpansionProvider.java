package org.precept.dtr;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionComponent;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.fhir.Days;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/**
 * {@code ValueSet/$expand} (DTR 2.2, type level) over the value sets of the content, which list their codes. Value sets
 * of others are not served.
 */
public class ValueSetExpansionProvider {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final FormContent content;
    private final Clock clock;

    ValueSetExpansionProvider(FormContent content, Clock clock) {
        this.content = content;
        this.clock = clock;
    }

    /**
     * Active codes of a value set, today.
     *
     * @param url canonical of the value set, {@code |version} allowed
     * @param version version, when the url names none
     * @param filter words that display or code contain, all of them, case ignored; null: all codes
     * @param count how many codes at most; null: all, 0: only the total
     * @param offset codes to skip; null: none
     * @param date the day that the expansion is for; null: today. Other days are refused (oper-5)
     * @throws RejectedRequest 400 without url, with a negative number or for another day, 404 for a value set that is not
     *     here
     */
    @Operation(name = "$expand", typeName = "ValueSet", idempotent = true)
    public ValueSet expand(
            @OperationParam(name = "url", min = 1, max = 1) @Nullable UriType url,
            @OperationParam(name = "valueSetVersion", max = 1) @Nullable StringType version,
            @OperationParam(name = "filter", max = 1) @Nullable StringType filter,
            @OperationParam(name = "count", max = 1) @Nullable IntegerType count,
            @OperationParam(name = "offset", max = 1) @Nullable IntegerType offset,
            @OperationParam(name = "date", max = 1) @Nullable DateTimeType date) {
        if (url == null || !url.hasValue()) {
            throw rejected(BAD_REQUEST, IssueType.REQUIRED, "url", "Name the value set: parameter url is missing.");
        }
        if (date != null && date.hasValue() && !LocalDate.now(clock).equals(Days.first(date))) {
            throw rejected(
                    BAD_REQUEST, IssueType.NOTSUPPORTED, "date", "Expansions are as of today. Leave the date out.");
        }
        int first = number("offset", offset, 0);
        int most = number("count", count, Integer.MAX_VALUE);
        ValueSet valueSet = content.valueSet(canonical(url, version))
                .orElseThrow(() -> rejected(
                        NOT_FOUND,
                        IssueType.NOTFOUND,
                        "url",
                        "No such value set here. Value sets of our own questionnaires and libraries are served."));
        List<ValueSetExpansionContainsComponent> all = matching(valueSet, filter);
        ValueSet expanded = valueSet.copy();
        expanded.setCompose(null);
        ValueSetExpansionComponent expansion = new ValueSetExpansionComponent()
                .setIdentifier("urn:uuid:" + UUID.randomUUID())
                .setTimestamp(Date.from(clock.instant()))
                .setTotal(all.size())
                .setOffset(first)
                .setContains(all.stream().skip(first).limit(most).toList());
        note(expansion, "filter", filter);
        note(expansion, "count", count);
        note(expansion, "offset", offset);
        note(expansion, "activeOnly", new BooleanType(true));
        return expanded.setExpansion(expansion);
    }

    /** What shaped the expansion is recorded in it. */
    private static void note(ValueSetExpansionComponent expansion, String name, @Nullable Type value) {
        if (value != null && value.hasPrimitiveValue()) {
            expansion.addParameter().setName(name).setValue(value);
        }
    }

    private static Canonical canonical(UriType url, @Nullable StringType version) {
        Canonical asked = Canonical.parse(url.getValue());
        return asked.version() == null && version != null && version.hasValue()
                ? new Canonical(asked.url(), version.getValue())
                : asked;
    }

    private static List<ValueSetExpansionContainsComponent> matching(ValueSet valueSet, @Nullable StringType filter) {
        List<String> words = filter == null || !filter.hasValue()
                ? List.of()
                : List.of(lower(filter.getValue().strip()).split("\\s+", -1));
        return valueSet.getExpansion().getContains().stream()
                .filter(code -> !code.getInactive() && !code.getAbstract())
                .filter(code -> {
                    String text = lower(code.getCode()) + " " + lower(code.getDisplay());
                    return words.stream().allMatch(text::contains);
                })
                .map(ValueSetExpansionContainsComponent::copy)
                .toList();
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static int number(String name, @Nullable IntegerType value, int otherwise) {
        int number = value == null || !value.hasValue() ? otherwise : value.getValue();
        if (number < 0) {
            throw rejected(BAD_REQUEST, IssueType.INVALID, name, "Parameter " + name + " must not be negative.");
        }
        return number;
    }

    private static RejectedRequest rejected(int status, IssueType type, String element, String diagnostics) {
        return new RejectedRequest(status, new Issue(type, element, diagnostics));
    }
}
