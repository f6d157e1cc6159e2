package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.api.Test;
import org.precept.crd.coverage.CoverageInformation;
import org.precept.crd.coverage.CoverageInformation.CoverageReference;
import org.precept.crd.coverage.CoverageInformation.Covered;
import org.precept.crd.coverage.CoverageInformation.Detail;
import org.precept.crd.coverage.CoverageInformation.DocNeeded;
import org.precept.crd.coverage.CoverageInformation.DocPurpose;
import org.precept.crd.coverage.CoverageInformation.InfoNeeded;
import org.precept.crd.coverage.CoverageInformation.PaNeeded;
import org.precept.crd.coverage.CoverageInformation.Reason;
import org.precept.crd.coverage.CoverageInformation.ReasonCode;
import org.precept.crd.coverage.CoverageInformationR201;
import org.precept.crd.coverage.CoverageInformationR22;
import org.precept.crd.coverage.CoverageInformationWriter;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;

/** The same statement in the words of both editions. */
class CoverageInformationWriterTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final Reason BECAUSE = new Reason(null, "because");

    @Test
    void bothSayWhatTheyHaveInCommonAlike() {
        CoverageInformation said = documentationNeeded();

        for (CoverageInformationWriter writer : List.of(new CoverageInformationR22(), new CoverageInformationR201())) {
            JsonNode json = Answered.of(writer.json(said)).json();
            assertThat(json.path("url").asText()).isEqualTo(CoverageInformation.URL);
            assertThat(values(json, "coverage")).containsExactly("{\"reference\":\"Coverage/1\"}");
            assertThat(values(json, "covered")).containsExactly("\"covered\"");
            assertThat(values(json, "pa-needed")).containsExactly("\"auth-needed\"");
            assertThat(values(json, "doc-needed")).containsExactly("\"clinical\"");
            assertThat(values(json, "doc-purpose")).containsExactly("\"withpa\"");
            assertThat(values(json, "billingCode"))
                    .containsExactly("{\"system\":\"" + CodeSystems.HCPCS + "\",\"code\":\"J0202\"}");
            assertThat(values(json, "reason")).containsExactly("{\"text\":\"because\"}");
            assertThat(values(json, "questionnaire"))
                    .containsExactly("\"https://precept.example/fhir/Questionnaire/q|1.0.0\"");
            assertThat(values(json, "date")).containsExactly("\"2026-03-01\"");
            assertThat(values(json, "coverage-assertion-id")).containsExactly("\"id\"");
        }
    }

    @Test
    void detailsHaveACategoryAndUrlsIn22() {
        JsonNode json = r22(documentationNeeded());

        assertThat(details(json))
                .containsExactly(
                        "category \"cat-limitation\", code allowed-quantity, value {\"value\":60,\"unit\":\"billing units\"},"
                                + " qualification \"in 330 days\"",
                        "category \"cat-limitation\", code allowed-period, value"
                                + " {\"start\":\"2026-03-01\",\"end\":\"2027-02-28\"}",
                        "category \"cat-other\", code policy-link, value \"https://payer.example/p\","
                                + " qualification \"the policy\"");
        assertThat(json.toString()).contains("valueUrl", "http://terminology.hl7.org/CodeSystem/crd-coverage-detail");
        assertThat(values(json, "contact"))
                .containsExactly("{\"name\":\"Payer\",\"telecom\":[{\"system\":\"phone\",\"value\":\"1\"},"
                        + "{\"system\":\"url\",\"value\":\"https://payer.example\"}]}");
        assertThat(values(json, "expiry-date")).containsExactly("\"2026-05-30\"");
    }

    @Test
    void detailsHaveNeitherIn201() {
        JsonNode json = r201(documentationNeeded());

        assertThat(details(json))
                .containsExactly(
                        "code allowed-quantity, value {\"value\":60,\"unit\":\"billing units\"}, qualification \"in 330 days\"",
                        "code allowed-period, value {\"start\":\"2026-03-01\",\"end\":\"2027-02-28\"}",
                        "code Policy, value \"https://payer.example/p\", qualification \"the policy\"");
        assertThat(json.toString()).contains("http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp");
        assertThat(json.toString()).doesNotContain("valueUrl", "crd-coverage-detail", "category");
        assertThat(values(json, "contact"))
                .containsExactly(
                        "{\"system\":\"phone\",\"value\":\"1\"}",
                        "{\"system\":\"url\",\"value\":\"https://payer.example\"}");
        assertThat(values(json, "expiry-date")).isEmpty();
    }

    @Test
    void whatCannotBeSaidIsConditionalIn201() {
        CoverageInformation said = statement(
                Covered.INDETERMINATE,
                PaNeeded.INDETERMINATE,
                DocNeeded.INDETERMINATE,
                null,
                new Reason(ReasonCode.TECHNICAL, "no connection"));

        assertThat(values(r22(said), "covered")).containsExactly("\"indeterminate\"");
        assertThat(values(r22(said), "reason").get(0)).contains("\"technical\"");
        JsonNode json = r201(said);
        assertThat(values(json, "covered")).containsExactly("\"conditional\"");
        assertThat(values(json, "pa-needed")).containsExactly("\"conditional\"");
        assertThat(values(json, "doc-needed")).containsExactly("\"conditional\"");
        assertThat(values(json, "info-needed")).containsExactly("\"OTH\"");
        assertThat(values(json, "reason")).containsExactly("{\"text\":\"no connection\"}");
        InvariantsR201.check(json);
    }

    @Test
    void aMissingDetailCodeIsAReasonIn201() {
        CoverageInformation said =
                statement(Covered.CONDITIONAL, PaNeeded.CONDITIONAL, null, InfoNeeded.DETAIL_CODE, BECAUSE);

        assertThat(values(r22(said), "info-needed")).containsExactly("\"detail-code\"");
        JsonNode json = r201(said);
        assertThat(values(json, "info-needed")).containsExactly("\"OTH\"");
        assertThat(values(json, "reason").get(0))
                .contains("\"code\":\"detail-code\"", "davinci-crd/CodeSystem/temp", "because");
        InvariantsR201.check(json);
    }

    @Test
    void notCoveredNeverPromisesThatNoAuthorizationIsNeeded() {
        CoverageInformation said = statement(
                Covered.NOT_COVERED, null, null, null, new Reason(ReasonCode.NO_MEMBER_FOUND, "member not found"));

        assertThat(values(r22(said), "pa-needed")).isEmpty();
        assertThat(values(r22(said), "reason").get(0)).contains("\"no-member-found\"");
        JsonNode json = r201(said);
        assertThat(values(json, "covered")).containsExactly("\"not-covered\"");
        assertThat(values(json, "pa-needed")).containsExactly("\"conditional\"");
        assertThat(values(json, "reason")).containsExactly("{\"text\":\"member not found\"}");
        InvariantsR201.check(json);
    }

    @Test
    void aCoverageThatCouldNotBeReadIsNamedByItsType() {
        CoverageInformation said = new CoverageInformation(
                new CoverageReference(null, "Coverage that could not be read"),
                Covered.NOT_COVERED,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(BECAUSE),
                List.of(),
                null,
                DAY,
                "id",
                null,
                new Organization(),
                null);

        assertThat(values(r22(said), "coverage"))
                .containsExactly("{\"type\":\"Coverage\",\"display\":\"Coverage that could not be read\"}");
        assertThat(values(r22(said), "contact")).isEmpty();
    }

    private static CoverageInformation documentationNeeded() {
        Organization payer = new Organization().setName("Payer");
        payer.addTelecom().setSystem(ContactPointSystem.PHONE).setValue("1");
        payer.addTelecom().setSystem(ContactPointSystem.URL).setValue("https://payer.example");
        return new CoverageInformation(
                new CoverageReference("Coverage/1", null),
                Covered.COVERED,
                PaNeeded.AUTH_NEEDED,
                DocNeeded.CLINICAL,
                DocPurpose.WITH_PA,
                null,
                List.of(new CodingKey(CodeSystems.HCPCS, "J0202")),
                List.of(BECAUSE),
                List.of(
                        new Detail.AllowedQuantity(new BigDecimal("60"), "billing units", "in 330 days"),
                        new Detail.AllowedPeriod(DAY, LocalDate.of(2027, 2, 28)),
                        new Detail.PolicyLink("https://payer.example/p", "the policy")),
                Canonical.parse("https://precept.example/fhir/Questionnaire/q|1.0.0"),
                DAY,
                "id",
                null,
                payer,
                LocalDate.of(2026, 5, 30));
    }

    private static CoverageInformation statement(
            Covered covered, PaNeeded paNeeded, DocNeeded docNeeded, InfoNeeded infoNeeded, Reason reason) {
        return new CoverageInformation(
                new CoverageReference("Coverage/1", null),
                covered,
                paNeeded,
                docNeeded,
                null,
                infoNeeded,
                List.of(),
                List.of(reason),
                List.of(),
                null,
                DAY,
                "id",
                null,
                null,
                null);
    }

    private static JsonNode r22(CoverageInformation said) {
        return Answered.of(new CoverageInformationR22().json(said)).json();
    }

    private static JsonNode r201(CoverageInformation said) {
        return Answered.of(new CoverageInformationR201().json(said)).json();
    }

    private static List<String> values(JsonNode extension, String url) {
        List<String> values = new ArrayList<>();
        for (JsonNode part : extension.path("extension")) {
            if (part.path("url").asText().equals(url)) {
                part.fields().forEachRemaining(field -> {
                    if (field.getKey().startsWith("value")) {
                        values.add(field.getValue().toString());
                    }
                });
            }
        }
        return values;
    }

    /** Every detail as its parts in order; codes shortened to code or text. */
    private static List<String> details(JsonNode extension) {
        List<String> details = new ArrayList<>();
        for (JsonNode part : extension.path("extension")) {
            if (part.path("url").asText().equals("detail")) {
                List<String> parts = new ArrayList<>();
                for (JsonNode inner : part.path("extension")) {
                    String url = inner.path("url").asText();
                    JsonNode concept = inner.path("valueCodeableConcept");
                    String code = concept.at("/coding/0/code")
                            .asText(concept.path("text").asText());
                    parts.add(url + " "
                            + (url.equals("code") ? code : values(part, url).get(0)));
                }
                details.add(String.join(", ", parts));
            }
        }
        return details;
    }
}
