package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.junit.jupiter.api.Test;
import org.precept.fhir.Canonical;
import org.precept.fhir.RejectedRequest;

class ValueSetExpansionProviderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final UriType MANY = new UriType(TinyForm.BASE + "ValueSet/many");

    private final TinyForm content = new TinyForm();
    private final ValueSetExpansionProvider provider =
            new ValueSetExpansionProvider(content, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void expandsAsOfNow() {
        ValueSet expanded = provider.expand(MANY, null, null, null, null, null);

        assertThat(expanded.getExpansion().getTimestamp()).isEqualTo(Date.from(NOW));
        assertThat(expanded.getExpansion().getTotal()).isEqualTo(40);
        assertThat(expanded.getExpansion().getContains()).hasSize(40);
    }

    @Test
    void pagesAndFiltersByDisplayOrCode() {
        ValueSet page = provider.expand(MANY, null, null, new IntegerType(2), new IntegerType(39), null);
        ValueSet filtered = provider.expand(MANY, null, new StringType("COLOUR 1"), null, null, null);

        assertThat(page.getExpansion().getOffset()).isEqualTo(39);
        assertThat(page.getExpansion().getContains())
                .extracting(ValueSetExpansionContainsComponent::getCode)
                .containsExactly("c39");
        assertThat(filtered.getExpansion().getTotal()).isEqualTo(13);
        assertThat(filtered.getExpansion().getParameter())
                .extracting(parameter ->
                        parameter.getName() + "=" + parameter.getValue().primitiveValue())
                .containsExactly("filter=COLOUR 1", "activeOnly=true");
    }

    @Test
    void aPageBeyondTheEndIsEmptyAndNoneAsksForTheTotal() {
        ValueSet beyond = provider.expand(MANY, null, null, null, new IntegerType(40), null);
        ValueSet total = provider.expand(MANY, null, null, new IntegerType(0), null, null);

        assertThat(beyond.getExpansion().getContains()).isEmpty();
        assertThat(beyond.getExpansion().getTotal()).isEqualTo(40);
        assertThat(total.getExpansion().getContains()).isEmpty();
        assertThat(total.getExpansion().getTotal()).isEqualTo(40);
    }

    @Test
    void isAsOfTodayOnly() {
        ValueSet today = provider.expand(MANY, null, null, null, null, new DateTimeType("2026-03-01"));
        RejectedRequest other = catchThrowableOfType(
                () -> provider.expand(MANY, null, null, null, null, new DateTimeType("2026-02-28")),
                RejectedRequest.class);

        assertThat(today.getExpansion().getTotal()).isEqualTo(40);
        assertThat(other.status()).isEqualTo(400);
    }

    @Test
    void leavesOutInactiveCodes() {
        content.valueSet(Canonical.parse(MANY.getValue()))
                .orElseThrow()
                .getExpansion()
                .getContains()
                .get(0)
                .setInactive(true);

        assertThat(provider.expand(MANY, null, null, null, null, null)
                        .getExpansion()
                        .getTotal())
                .isEqualTo(39);
    }

    @Test
    void tellsWhatIsWrong() {
        assertThat(status(null, null, null)).isEqualTo(400);
        assertThat(status(MANY, null, new IntegerType(-1))).isEqualTo(400);
        assertThat(status(new UriType("http://hl7.org/fhir/ValueSet/other"), null, null))
                .isEqualTo(404);
        assertThat(status(MANY, new StringType("9.9.9"), null)).isEqualTo(404);
    }

    private int status(UriType url, StringType version, IntegerType count) {
        return catchThrowableOfType(() -> provider.expand(url, version, null, count, null, null), RejectedRequest.class)
                .status();
    }
}
