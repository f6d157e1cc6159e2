package org.precept.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Coding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodingKeyTest {

    @ParameterizedTest
    @CsvSource({
        "0078-1007-68,00078100768",
        "58468-200-01,58468020001",
        "58468-0200-1,58468020001",
        "58468-0200-01,58468020001",
        "00078100768,00078100768",
        "0078100768,0078100768",
        "not-an-ndc-code,not-an-ndc-code"
    })
    void readsEveryFormOfAnNdc(String written, String expected) {
        assertThat(CodingKey.of(CodeSystems.NDC, written).code()).isEqualTo(expected);
    }

    @Test
    void anyNdcWithHyphensIsItsElevenDigits() {
        Random random = new Random(20261121);
        IntStream.range(0, 500).forEach(i -> {
            int labeler = random.nextInt(100_000);
            int product = random.nextInt(10_000);
            int pack = random.nextInt(100);
            String eleven = "%05d%04d%02d".formatted(labeler, product, pack);
            String full = "%05d-%04d-%02d".formatted(labeler, product, pack);

            assertThat(CodingKey.of(CodeSystems.NDC, full).code()).isEqualTo(eleven);
            if (labeler < 10_000) {
                assertThat(CodingKey.of(CodeSystems.NDC, "%04d-%04d-%02d".formatted(labeler, product, pack))
                                .code())
                        .isEqualTo(eleven);
            }
            if (product < 1_000) {
                assertThat(CodingKey.of(CodeSystems.NDC, "%05d-%03d-%02d".formatted(labeler, product, pack))
                                .code())
                        .isEqualTo(eleven);
            }
            if (pack < 10) {
                assertThat(CodingKey.of(CodeSystems.NDC, "%05d-%04d-%d".formatted(labeler, product, pack))
                                .code())
                        .isEqualTo(eleven);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
        "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
        "https://bluebutton.cms.gov/resources/codesystem/hcpcs",
        "http://terminology.hl7.org/CodeSystem/HCPCS",
        "urn:oid:2.16.840.1.113883.6.285"
    })
    void hcpcsHasOneSystem(String system) {
        assertThat(CodingKey.of(system, " j0202 ")).isEqualTo(new CodingKey(CodeSystems.HCPCS, "J0202"));
    }

    @Test
    void aCodingWithoutSystemOrCodeHasNoKey() {
        assertThat(CodingKey.of(new Coding().setCode("J0202"))).isEmpty();
        assertThat(CodingKey.of(new Coding().setSystem(CodeSystems.HCPCS))).isEmpty();
    }

    @Test
    void aHcpcsCodeUnderAnotherSystemIsAnotherCode() {
        assertThat(CodingKey.of(CodeSystems.CPT, "J0202")).isNotEqualTo(CodingKey.of(CodeSystems.HCPCS, "J0202"));
    }
}
