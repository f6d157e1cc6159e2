package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.precept.criteria.EvidenceItem;
import org.precept.fhir.RejectedRequest;
import org.precept.support.PasBundle;

/** What is read from a request, its contradictions and business errors. */
class SubmittedFactsTest extends PasDoor {

    @Test
    void countsEarlierApprovalsAndTheItemsOfOneRequestTogether() {
        submit(lemtrada(48).build());

        ClaimResponse response = response(submit(PasBundle.of("mmm", "M1")
                .diagnosis("G35.A")
                .item("J0202", 6, "22", "2026-12-01")
                .item("J0202", 7, "22", "2026-12-02")
                .build()));

        assertThat(action(response, 0)).isEqualTo("A4");
        assertThat(action(response, 1)).isEqualTo("A4");
        assertThat(engine.lastParameters.quantity()).isEqualByComparingTo("13");
        assertThat(engine.lastParameters.unitsUsed()).isEqualByComparingTo("48");
    }

    @Test
    void entersEachItemOfACourseInTheLedgerWithItsOwnUnits() {
        submit(PasBundle.of("mmm", "M1")
                .diagnosis("G35.A")
                .item("J0202", 12, "22", "2026-12-01")
                .item("J0202", 24, "22", "2026-12-02")
                .build());

        assertThat(memory.approvals())
                .extracting(approval -> approval.units().intValue())
                .containsExactly(12, 24);
        assertThat(memory.approvals()).extracting("number").doesNotHaveDuplicates();
    }

    @Test
    void takesEveryDiagnosisOfTheClaimForACondition() {
        Bundle request = lemtrada(36).diagnosis("B20").build();
        ((Claim) request.getEntryFirstRep().getResource())
                .getDiagnosis()
                .get(1)
                .addExtension(
                        "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-diagnosisRecordedDate",
                        new DateType("2026-10-01"));

        submit(request);

        assertThat(engine.lastParameters.indications()).extracting("code").containsExactly("G35.A");
        assertThat(engine.lastEvidence.items())
                .filteredOn(item -> item.resource() instanceof Condition)
                .satisfiesExactly(
                        first -> assertThat(((Condition) first.resource()).hasRecordedDate())
                                .isFalse(),
                        second -> {
                            Condition condition = (Condition) second.resource();
                            assertThat(second.reference()).endsWith("#diagnosis-2");
                            assertThat(condition.getCode().getCodingFirstRep().getCode())
                                    .isEqualTo("B20");
                            assertThat(condition
                                            .getClinicalStatus()
                                            .getCodingFirstRep()
                                            .getCode())
                                    .isEqualTo("active");
                            assertThat(condition.getRecordedDateElement().getValueAsString())
                                    .isEqualTo("2026-10-01");
                        });
    }

    @Test
    void saysNoPeriodOfTheWholeWhereItsItemsHaveNoDayInCommon() {
        ClaimResponse response = response(submit(PasBundle.of("mmm", "M1")
                .diagnosis("G35.A")
                .item("J0202", 12, "22", "2026-12-01")
                .item("J0202", 12, "22", "2028-02-01")
                .build()));

        assertThat(action(response, 0)).isEqualTo("A1");
        assertThat(action(response, 1)).isEqualTo("A1");
        assertThat(response.hasPreAuthRef()).isTrue();
        assertThat(response.hasPreAuthPeriod()).isFalse();
    }

    @Test
    void saysWhatOfThePeriodIsNotApproved() {
        Bundle request = lemtrada(36).build();
        ((Claim) request.getEntryFirstRep().getResource())
                .getItemFirstRep()
                .setServiced(new Period()
                        .setStartElement(new DateTimeType("2026-12-01"))
                        .setEndElement(new DateTimeType("2028-12-01")));

        assertThat(notes(response(submit(request))))
                .contains("to 2027-11-30.")
                .contains("The request is for days until 2028-12-01");
    }

    @Test
    void refusesAQuantityThatNoLedgerHolds() {
        for (String amount : List.of("1e30", "1000000000", "0.0000001")) {
            Bundle request = lemtrada(36).build();
            ((Claim) request.getEntryFirstRep().getResource())
                    .getItemFirstRep()
                    .getQuantity()
                    .setValue(new BigDecimal(amount));

            assertThatThrownBy(() -> submit(request)).isInstanceOfSatisfying(RejectedRequest.class, rejected -> {
                assertThat(rejected.status()).isEqualTo(400);
                assertThat(rejected.outcome().getIssueFirstRep().getExpression())
                        .hasToString("[Bundle.entry[0].resource.item[0].quantity.value]");
            });
        }
    }

    @Test
    void namesTheItemsWhenNoneCanBeDecided() {
        ClaimResponse response = response(submit(PasBundle.of("mmm", "M1")
                .item("Z9999", 1, "22", "2026-12-01")
                .item("Z9998", 1, "22", "2026-12-01")
                .build()));

        assertThat(response.getError())
                .extracting(ClaimResponse.ErrorComponent::getItemSequence)
                .containsExactly(1, 2);
    }

    @Test
    void givesNoQuantityWhenOneItemOfTheProductLacksIt() {
        submit(PasBundle.of("mmm", "M1")
                .diagnosis("G35.A")
                .item("J0202", 12, "22", "2026-12-01")
                .item("J0202", null, "22", "2026-12-02")
                .build());

        assertThat(engine.lastParameters.quantity()).isNull();
    }

    @Test
    void readsTheFactsOfTheRequest() {
        PasBundle request = lemtrada(36).birthDate("1980-02-03").expedited();

        submit(request.build());

        assertThat(engine.lastParameters.requestDate()).isEqualTo(LocalDate.of(2026, 11, 16));
        assertThat(engine.lastParameters.serviceDate()).isEqualTo(LocalDate.of(2026, 12, 1));
        assertThat(engine.lastParameters.placeOfService()).isEqualTo("22");
        assertThat(engine.lastParameters.billedWithHcpcs()).isTrue();
        assertThat(engine.lastParameters.renewal()).isFalse();
        assertThat(engine.lastParameters.statedBirthDate()).isEqualTo(LocalDate.of(1980, 2, 3));
        assertThat(engine.lastParameters.indications()).extracting("code").containsExactly("G35.A");
        assertThat(engine.lastParameters.prescribers()).isNotEmpty();
        assertThat(engine.lastParameters.quantity()).isEqualByComparingTo(BigDecimal.valueOf(36));
    }

    @Test
    void takesAnswersPackedInABundleAndLeavesOutOtherPatients() {
        QuestionnaireResponse answers = PasBundle.completed(
                "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial|1.1.0", "2026-11-15T10:00:00Z");
        PasBundle.answer(answers, "no-active-infection", true);
        PasBundle request = lemtrada(36);
        answers.setSubject(request.patientReference());
        Bundle packed = new Bundle().setType(Bundle.BundleType.COLLECTION);
        packed.addEntry()
                .setFullUrl("urn:uuid:0d1f5b3e-6d3c-4f0e-9d11-7d2f7d5d8a01")
                .setResource(answers);
        Condition another = new Condition();
        another.setCode(new CodeableConcept().setText("someone else's"));
        another.setSubject(new Reference("Patient/someone-else"));

        ClaimResponse response =
                response(submit(request.attach(packed).with(another).build()));

        assertThat(engine.lastEvidence.items())
                .extracting(EvidenceItem::reference)
                .contains("urn:uuid:0d1f5b3e-6d3c-4f0e-9d11-7d2f7d5d8a01");
        assertThat(engine.lastEvidence.items())
                .noneMatch(item -> item.resource() instanceof Condition condition && condition.hasSubject());
        assertThat(notes(response)).contains("another patient was not counted");
    }

    @Test
    void keepsTheClientsReferencesApartFromOurs() {
        submit(lemtrada(36).build());

        Claim claim = memory.stored(Claim.class).get(0);
        assertThat(claim.getPatient().getReference()).isEqualTo("Patient/mmm-M1");
        assertThat(claim.getInsurer().getReference()).isEqualTo("Organization/payer-mmm");
        assertThat(claim.getProvider().hasReference()).isFalse();
        assertThat(claim.getProvider().getIdentifier().getValue()).isEqualTo(PasBundle.ORGANIZATION_NPI);
    }

    @Test
    void answersBusinessErrorsWithoutStoringAnything() {
        assertThat(error(PasBundle.of("mmm", "nobody").item("J0202", 36, "22", "2026-12-01")))
                .isEqualTo("67");
        assertThat(error(PasBundle.of("other-payer", "M1").item("J0202", 36, "22", "2026-12-01")))
                .isEqualTo("79");
        assertThat(error(PasBundle.of("mmm", "M1").item("J0202", 36, "22", "2019-01-01")))
                .isEqualTo("52");
        assertThat(error(PasBundle.of("mmm", "M1").item("J9302", 1, "22", "2026-12-01")))
                .isEqualTo("AG");
        assertThat(error(PasBundle.of("mmm", "M1").item("Z9999", 1, "22", "2026-12-01")))
                .isEqualTo("AG");
        assertThat(error(PasBundle.of("mmm", "M1").item("J3490", 1, "22", "2026-12-01")))
                .isEqualTo("AG");
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void answersAnItemInErrorBesideThoseThatAreDecided() {
        ClaimResponse response = response(
                submit(lemtrada(36).item("J9302", 1, "22", "2026-12-01").build()));

        assertThat(response.getOutcome()).isEqualTo(ClaimResponse.RemittanceOutcome.PARTIAL);
        assertThat(action(response, 0)).isEqualTo("A1");
        assertThat(response.getItem().get(1).getAdjudicationFirstRep().hasExtension())
                .as("no action is said of an item in error")
                .isFalse();
        assertThat(response.getErrorFirstRep().getItemSequence()).isEqualTo(2);
        assertThat(response.getErrorFirstRep().getCode().getCodingFirstRep().getCode())
                .isEqualTo("AG");
        assertThat(memory.approvals()).hasSize(1);
    }

    @Test
    void takesTheDayOfTheEventWhereAnItemHasNone() {
        PasBundle request = PasBundle.of("mmm", "M1").diagnosis("G35.A").item("J0202", 36, "22", null);
        request.claimToChange()
                .addSupportingInfo()
                .setSequence(1)
                .setCategory(Codes.concept(Pas.TEMP_CODES, "patientEvent", null))
                .setTiming(new DateType("2026-12-09"));

        ClaimResponse response = response(submit(request.build()));

        assertThat(response.getPreAuthPeriod().getStartElement().getValueAsString())
                .isEqualTo("2026-12-09");
    }

    @Test
    void extendsOnlyWhatIsOnFile() {
        PasBundle nothing = extension(null);
        PasBundle unknown = extension("PA-none");
        String number = review(response(submit(lemtrada(12).build())), 0)
                .getExtensionByUrl("number")
                .getValue()
                .primitiveValue();

        assertThat(error(nothing)).isEqualTo("MA");
        assertThat(error(unknown)).isEqualTo("AA");
        assertThat(action(response(submit(extension(number).build())), 0)).isEqualTo("A1");
    }

    private static PasBundle extension(String number) {
        PasBundle request = PasBundle.of("mmm", "M1").diagnosis("G35.A").item("J0202", 12, "22", "2027-06-01");
        Claim.ItemComponent item = request.claimToChange().getItemFirstRep();
        item.getExtensionByUrl(Pas.CERTIFICATION_TYPE)
                .setValue(Codes.concept(Pas.X12_CERTIFICATION_TYPE, Codes.EXTENSION, null));
        if (number != null) {
            item.addExtension(Pas.AUTHORIZATION_NUMBER, new StringType(number));
        }
        return request;
    }

    @Test
    void answersContradictionsAsErrors() {
        Bundle numbers = lemtrada(36).build();
        ((Coverage) numbers.getEntry().get(2).getResource()).setSubscriberId("M2");
        Bundle foreignCoverage = lemtrada(36).build();
        Organization other = new Organization().setName("Another payer");
        other.setId("other");
        foreignCoverage
                .addEntry()
                .setFullUrl("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11")
                .setResource(other);
        ((Coverage) foreignCoverage.getEntry().get(2).getResource())
                .getPayorFirstRep()
                .setReference("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11");

        assertThat(error(numbers)).isEqualTo("64");
        assertThat(error(foreignCoverage)).isEqualTo("79");
        assertThat(error(lemtrada(36).order("828267", "Campath").build())).isEqualTo("AG");
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void countsAnOrderThatItemsShareOnce() {
        PasBundle request = PasBundle.of("mmm", "M1")
                .item("J0202", null, "22", "2026-12-01")
                .order("1594663", "12 mg daily for 3 days");
        MedicationRequest order = request.lastOrder();
        order.getDispenseRequest().setQuantity(new Quantity(36));
        request.item("J0202", null, "22", "2026-12-02").orderAgain(order);

        submit(request.build());

        assertThat(engine.lastParameters.quantity()).isEqualByComparingTo("36");
        assertThat(memory.approvals())
                .extracting(approval -> approval.units().intValue())
                .containsExactly(36, 0);
    }

    @Test
    void remembersTheClaimUnderTheIdItsBundleIsFiledBy() {
        engine.says("hiv-negative", null);
        PasAnswer answer = new PasAnswer(submit(lemtrada(36).build()));

        Claim remembered = FHIR.newJsonParser()
                .parseResource(
                        Claim.class,
                        memory.find(answer.trace())
                                .orElseThrow()
                                .requests()
                                .get(0)
                                .resource());

        assertThat(memory.bundleOf(remembered.getIdElement().getIdPart())).isPresent();
        assertThat(remembered.getProvider().getReference()).startsWith("urn:uuid:");
    }
}
