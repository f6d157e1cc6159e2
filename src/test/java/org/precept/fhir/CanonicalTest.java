package org.precept.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {

    @ParameterizedTest
    @CsvSource({
        "https://x.example/Q/a,https://x.example/Q/a,",
        "https://x.example/Q/a|1.0.0,https://x.example/Q/a,1.0.0",
        "https://x.example/Q/a|1.0.0#part,https://x.example/Q/a,1.0.0",
        "https://x.example/Q/a#part,https://x.example/Q/a,"
    })
    void readsUrlAndVersion(String written, String url, String version) {
        assertThat(Canonical.parse(written)).isEqualTo(new Canonical(url, version));
    }

    @Test
    void matchesWhenUrlsAreEqualAndNoVersionsDiffer() {
        Canonical any = Canonical.parse("https://x.example/Q/a");
        Canonical one = Canonical.parse("https://x.example/Q/a|1.0.0");
        Canonical two = Canonical.parse("https://x.example/Q/a|2.0.0");

        assertThat(any.matches(one)).isTrue();
        assertThat(one.matches(any)).isTrue();
        assertThat(one.matches(two)).isFalse();
        assertThat(one.matches(Canonical.parse("https://x.example/Q/b|1.0.0"))).isFalse();
    }

    @Test
    void namesItsLastSegmentAndWritesItselfBack() {
        Canonical one = Canonical.parse("https://x.example/Q/a|1.0.0");

        assertThat(one.tail()).isEqualTo("a");
        assertThat(Canonical.parse(one.toString())).isEqualTo(one);
    }
}
