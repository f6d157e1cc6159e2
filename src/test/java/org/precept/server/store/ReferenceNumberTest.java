package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceNumberTest {

    /** Published ORCID iDs, which use the same scheme. */
    @ParameterizedTest
    @CsvSource({"000000021825009,7", "000000021694233,X", "000000015109370,0"})
    void theCheckCharacterIsIso7064Mod11Minus2(String digits, char check) {
        assertThat(ReferenceNumber.check(digits)).isEqualTo(check);
    }

    @Test
    void aNumberHasPrefixDigitsAndCheck() {
        assertThat(ReferenceNumber.of("PA", 1)).isEqualTo("PA000000001X");
        assertThat(ReferenceNumber.of("TR", 1_234_567_890_123L)).startsWith("TR1234567890123");
    }

    @Test
    void swappedDigitsDoNotCheck() {
        assertThat(ReferenceNumber.check("000000132")).isNotEqualTo(ReferenceNumber.check("000000123"));
    }
}
