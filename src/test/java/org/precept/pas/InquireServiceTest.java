package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.fhir.CodeSystems;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.support.PasBundle;

/** Who may find a decision, and by what. */
class InquireServiceTest extends PasDoor {

    private static final String NOTHING = "{\"resourceType\":\"Parameters\"}";
    private static final String NOT_APPLICABLE = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

    @Test
    void findsADecisionForTheProviderWhoAskedAndNobodyElse() {
        submit(lemtrada(36).build());

        String own = inquire(lemtrada(36));
        String organization = inquire(lemtrada(36).prescriberNpi("1376543210"));
        String prescriber = inquire(lemtrada(36).organizationNpi("1376543210"));
        String stranger = inquire(strangers(lemtrada(36)));
        String unknown = inquire(PasBundle.of("mmm", "nobody").item("J0202", 36, "22", "2026-12-01"));

        assertThat(own).contains("\"name\":\"return\"").contains("PA1").doesNotContain("communicationRequest");
        assertThat(organization).contains("PA1");
        assertThat(prescriber).contains("PA1");
        assertThat(stranger).isEqualTo(NOTHING).isEqualTo(unknown);
    }

    @Test
    void aNumberOfAnotherMemberOrForAStrangerFindsNothing() {
        enrol("mmm", "M2");
        submit(lemtrada(36).build());

        assertThat(inquire(numbered(anyService("M1"), "PA1"))).contains("PA1");
        assertThat(inquire(numbered(anyService("M2"), "PA1"))).isEqualTo(NOTHING);
        assertThat(inquire(strangers(numbered(anyService("M1"), "PA1")))).isEqualTo(NOTHING);
    }

    @Test
    void findsByAuthorizationNumberAndTraceNumber() {
        submit(lemtrada(36).build());
        PasBundle onItem = lemtrada(36);
        onItem.claimToChange()
                .getItemFirstRep()
                .addExtension(Pas.ADMINISTRATION_REFERENCE_NUMBER, new StringType("PA1"));

        assertThat(inquire(numbered(lemtrada(36), "PA1"))).contains("PA1");
        assertThat(inquire(onItem)).contains("PA1");
        assertThat(inquire(numbered(lemtrada(36), "PA2"))).isEqualTo(NOTHING);
        assertThat(inquire(numbered(numbered(lemtrada(36), "PA1"), "unknown"))).contains("PA1");
    }

    @Test
    void aReplacedNumberFindsTheCurrentAnswer() {
        submit(lemtrada(36).build());
        RequestFile file = memory.files.all().get(0);
        FiledItem item = file.items().get(0);
        FiledItem renumbered = new FiledItem(
                item.sequence(),
                ItemStatus.APPROVED,
                "PA-NEW",
                null,
                null,
                item.policy(),
                item.phase(),
                item.product(),
                item.units(),
                item.serviceDate(),
                null,
                item.changedAt());
        memory.files.replace(file, List.of(renumbered));

        assertThat(inquire(numbered(lemtrada(36), "PA1"))).contains("\"name\":\"return\"");
        assertThat(inquire(numbered(lemtrada(36), "PA-NEW"))).contains("\"name\":\"return\"");
    }

    @Test
    void findsByServiceAndDiagnosis() {
        submit(lemtrada(36).build());

        assertThat(inquire(PasBundle.of("mmm", "M1").item("J9302", 1, "22", "2026-12-01")))
                .isEqualTo(NOTHING);
        assertThat(inquire(PasBundle.of("mmm", "M1").diagnosis("G36.0").item("J0202", 1, "22", "2026-12-01")))
                .isEqualTo(NOTHING);
        assertThat(inquire(anyService("M1"))).contains("PA1");
        assertThat(inquire(PasBundle.of("mmm", "M1").diagnosis("G35.A").item("J0202", 1, "22", null)))
                .contains("PA1");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01, 2026-12-01, true",
        "2026-11-01, 2026-12-31, true",
        "2026-12-02, 2026-12-31, false",
        "2026-01-01, 2026-11-30, false"
    })
    void findsByDaysOfService(String from, String to, boolean found) {
        submit(lemtrada(36).build());
        PasBundle asked = lemtrada(36);
        asked.claimToChange().getItemFirstRep().setServiced(period(from, to));

        assertThat(inquire(asked).contains("PA1")).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"2026-12-01, true", "2026-11-16, false"})
    void theDayOfTheEventIsThatOfItemsThatHaveNone(String day, boolean found) {
        PasBundle request = lemtrada(36);
        request.claimToChange().getItemFirstRep().setServiced(null);
        event(request, "2026-12-01");
        submit(request.build());
        PasBundle byItem = anyService("M1");
        byItem.claimToChange().getItemFirstRep().setServiced(new DateType(day));

        assertThat(inquire(byItem).contains("PA1")).isEqualTo(found);
        assertThat(inquire(event(anyService("M1"), day)).contains("PA1")).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "A1, true",
        "A4, false",
        "A3, false",
    })
    void findsByStatus(String action, boolean found) {
        submit(lemtrada(36).build());

        assertThat(inquire(asking(Pas.REVIEW_ACTION_CODE, Codes.concept(CodeSystems.X12_ACTION, action, null)))
                        .contains("PA1"))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "itemCertificationIssueDate, 2026-11-16, true",
        "itemCertificationIssueDate, 2026-11-17, false",
        "itemCertificationEffectiveDate, 2026-12-01, true",
        "itemCertificationEffectiveDate, 2026-11-17, false",
        "itemCertificationExpirationDate, 2027-11-30, true",
        "itemCertificationExpirationDate, 2027-12-01, false"
    })
    void findsByDaysOfTheApproval(String kind, String day, boolean found) {
        submit(lemtrada(36).build());
        String url = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-" + kind;

        assertThat(inquire(asking(url, new DateType(day))).contains("PA1")).isEqualTo(found);
    }

    @Test
    void theAnswerIsTheProfilesWithTheClientsNames() {
        Bundle request = lemtrada(36).build();
        Bundle answered = submit(request);

        Bundle found = (Bundle) FHIR.newJsonParser()
                .parseResource(org.hl7.fhir.r4.model.Parameters.class, inquire(lemtrada(36)))
                .getParameterFirstRep()
                .getResource();

        ClaimResponse response = response(found);
        assertThat(response.getMeta().getProfile().get(0).getValue()).isEqualTo(Pas.PROFILE_INQUIRY_RESPONSE);
        assertThat(response.getPatient().getReference())
                .isEqualTo(response(answered).getPatient().getReference());
        assertThat(response.getRequest().getReference())
                .isEqualTo(request.getEntryFirstRep().getFullUrl());
        assertThat(response.getItem()).hasSize(1);
        assertThat(action(response, 0)).isEqualTo("A1");
    }

    @Test
    void the201EditionGetsOneBundle() {
        submit(lemtrada(36).build());

        Bundle found = parse(inquiry.inquire(bytes(lemtrada(36).build()), PasEdition.R2_0_1));
        Bundle nothing = parse(inquiry.inquire(bytes(strangers(lemtrada(36)).build()), PasEdition.R2_0_1));

        assertThat(response(found).getPreAuthRef()).isEqualTo("PA1");
        assertThat(response(found).hasExtension(Pas.REVIEWER)).isFalse();
        assertThat(nothing.getEntry()).hasSize(1);
        assertThat(nothing.getEntryFirstRep().getResource()).isInstanceOf(OperationOutcome.class);
    }

    private static PasBundle strangers(PasBundle asked) {
        return asked.prescriberNpi("1376543210").organizationNpi("1376543210");
    }

    /** An inquiry whose service is not applicable. */
    private static PasBundle anyService(String member) {
        PasBundle asked = PasBundle.of("mmm", member).item("J0202", 1, "22", null);
        Claim claim = asked.claimToChange();
        claim.getItemFirstRep().setProductOrService(Codes.concept(NOT_APPLICABLE, "not-applicable", null));
        return asked;
    }

    private static PasBundle numbered(PasBundle asked, String number) {
        asked.claimToChange().addExtension(Pas.AUTHORIZATION_NUMBER, new StringType(number));
        return asked;
    }

    private static PasBundle event(PasBundle asked, String day) {
        asked.claimToChange()
                .addSupportingInfo()
                .setSequence(1)
                .setCategory(Codes.concept(Pas.TEMP_CODES, "patientEvent", null))
                .setTiming(new DateType(day));
        return asked;
    }

    private static PasBundle asking(String url, Type value) {
        PasBundle asked = anyService("M1");
        asked.claimToChange().getItemFirstRep().addExtension(new Extension(url, value));
        return asked;
    }

    private static Period period(String from, String to) {
        return new Period().setStartElement(new DateTimeType(from)).setEndElement(new DateTimeType(to));
    }
}
