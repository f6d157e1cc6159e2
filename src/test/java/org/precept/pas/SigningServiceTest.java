package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.precept.criteria.CriteriaException;
import org.precept.determination.Authorization;
import org.precept.fhir.CodeSystems;
import org.precept.support.PasBundle;

/** What is approved while it is signed is kept and honoured like what was submitted. */
class SigningServiceTest extends PasDoor {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    @Test
    void filesWhatIsMetLikeASubmittedRequest() {
        Authorization approval = sign(Signed.of("mmm", "M1").infusion("o1", 60)).orElseThrow();

        assertThat(approval.units()).isEqualByComparingTo("60");
        assertThat(approval.serviceDate()).isEqualTo(LocalDate.of(2026, 11, 2));
        assertThat(memory.approvals()).containsExactly(approval);
        Claim claim = memory.stored(Claim.class).get(0);
        ClaimResponse response = memory.stored(ClaimResponse.class).get(0);
        assertThat(claim.getUse()).isEqualTo(Claim.Use.PREAUTHORIZATION);
        assertThat(claim.getPatient().getReference()).isEqualTo("Patient/mmm-M1");
        assertThat(claim.getIdentifier())
                .anySatisfy(identifier -> assertThat(identifier.getSystem()).isEqualTo(CodeSystems.HOOK_INSTANCE));
        assertThat(claim.getItemFirstRep().getQuantity().getValue()).isEqualByComparingTo("60");
        assertThat(action(response, 0)).isEqualTo("A1");
        assertThat(response.getPreAuthRef()).isEqualTo(approval.number());
        assertThat(response.getPreAuthPeriod().getEndElement().getValueAsString())
                .isEqualTo(approval.period().end().toString());
        assertThat(notes(response)).contains("approved while the order was signed");
        assertThat(memory.stored(GuidanceResponse.class)).hasSize(1);
    }

    @Test
    void keepsTheEvidenceWithTheRequestButNobodyElses() {
        Condition condition = new Condition();
        condition.setId("c1");
        condition.setSubject(new Reference("Patient/p1"));
        Patient other = new Patient();
        other.setId("p2");

        sign(Signed.of("mmm", "M1").infusion("o1", 60).with(condition).with(other));

        Bundle kept =
                memory.bundleOf(memory.stored(Claim.class).get(0).getIdPart()).orElseThrow();
        assertThat(kept.getEntry())
                .extracting(Bundle.BundleEntryComponent::getFullUrl)
                .contains(
                        "https://ehr.example/fhir/Condition/c1",
                        "https://ehr.example/fhir/ServiceRequest/o1",
                        "https://ehr.example/fhir/PractitionerRole/r1")
                .doesNotContain("https://ehr.example/fhir/Patient/p2");
        assertThat(engine.lastEvidence.items())
                .anySatisfy(item -> assertThat(item.reference()).isEqualTo("https://ehr.example/fhir/Condition/c1"));
        assertThat(PasRequestReader.request(new Message("", FiledBundle.asReceived(kept), PasEdition.R2_2)))
                .as("the kept Bundle is a request that could be submitted")
                .isNotNull();
    }

    @Test
    void ordersOfOneProductAreOneRequest() {
        Authorization approval = sign(Signed.of("mmm", "M1").infusion("o1", 24).infusion("o2", 36))
                .orElseThrow();

        assertThat(approval.units()).isEqualByComparingTo("60");
        assertThat(memory.approvals()).containsExactly(approval);
        ClaimResponse response = memory.stored(ClaimResponse.class).get(0);
        assertThat(response.getItem()).hasSize(2);
        assertThat(review(response, 1).getExtensionByUrl("number").getValue().primitiveValue())
                .isEqualTo(approval.number());
    }

    @Test
    void approvesNothingThatAPersonOrADocumentIsNeededFor() {
        assertThat(sign(Signed.of("mmm", "M1").infusion("o1", 61))).isEmpty();
        assertThat(sign(Signed.of("cigna", "C1").infusion("o1", 60))).isEmpty();
        assertThat(sign(Signed.of("mmm", "nobody").infusion("o1", 60))).isEmpty();
        engine.says("hiv-negative", null);
        assertThat(sign(Signed.of("mmm", "M1").infusion("o1", 60))).isEmpty();
        engine.says("hiv-negative", false);
        assertThat(sign(Signed.of("mmm", "M1").infusion("o1", 60))).isEmpty();

        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void aFailureStoresNothing() {
        engine.fails();

        assertThatThrownBy(() -> sign(Signed.of("mmm", "M1").infusion("o1", 60)))
                .isInstanceOf(CriteriaException.class);

        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void whatIsCoveredAlreadyGetsTheNumberOnFile() {
        Authorization first = sign(Signed.of("mmm", "M1").infusion("o1", 60)).orElseThrow();

        Optional<Authorization> second =
                sign(Signed.of("mmm", "M1").withoutServer().infusion("o2", 60));

        assertThat(second).contains(first);
        assertThat(memory.approvals()).containsExactly(first);
        assertThat(memory.stored(Claim.class)).hasSize(1);
    }

    @Test
    void aLaterRequestForItIsAnsweredWithTheSameNumber() {
        Authorization given = sign(Signed.of("mmm", "M1").infusion("o1", 60)).orElseThrow();

        ClaimResponse response = response(submit(lemtrada(60).build()));

        assertThat(action(response, 0)).isEqualTo("A1");
        assertThat(response.getPreAuthRef()).isEqualTo(given.number());
        assertThat(response.getPreAuthPeriod().getEndElement().getValueAsString())
                .isEqualTo(given.period().end().toString());
        assertThat(notes(response)).contains("on file when the order was signed");
        assertThat(memory.approvals()).containsExactly(given);
    }

    @Test
    void requestsForPartsOfItAreAnsweredUntilNothingIsLeft() {
        Authorization given = sign(Signed.of("mmm", "M1").infusion("o1", 60)).orElseThrow();

        ClaimResponse first = response(submit(lemtrada(36).build()));
        ClaimResponse second = response(submit(lemtrada(24).build()));
        ClaimResponse more = response(submit(lemtrada(12).build()));

        assertThat(first.getPreAuthRef()).isEqualTo(given.number());
        assertThat(second.getPreAuthRef()).isEqualTo(given.number());
        assertThat(action(more, 0)).isEqualTo("A4");
        assertThat(memory.approvals()).containsExactly(given);
    }

    @Test
    void aRequestThatDocumentsLessIsHonouredAndOneThatContradictsIsLookedAt() {
        Authorization given = sign(Signed.of("mmm", "M1").infusion("o1", 60)).orElseThrow();
        engine.says("hiv-negative", false);
        ClaimResponse contradicting = response(submit(lemtrada(60).build()));
        engine.says("hiv-negative", null);
        ClaimResponse silent = response(submit(lemtrada(60).build()));

        assertThat(action(contradicting, 0)).isEqualTo("A4");
        assertThat(notes(contradicting)).contains(given.number());
        assertThat(action(silent, 0)).isEqualTo("A1");
        assertThat(silent.getPreAuthRef()).isEqualTo(given.number());
        assertThat(notes(silent)).doesNotContain("Every criterion is met");
    }

    @Test
    void theOneWhoOrderedFindsItByInquiry() {
        Authorization given = sign(Signed.of("mmm", "M1").infusion("o1", 60)).orElseThrow();

        assertThat(inquire(asked())).contains(given.number());
        assertThat(inquire(asked().prescriberNpi("1376543210").organizationNpi("1376543210")))
                .doesNotContain(given.number());
    }

    private static PasBundle asked() {
        return PasBundle.of("mmm", "M1").item("J0202", 60, "22", "2026-11-02");
    }

    @Test
    void aSubmittedApprovalIsNotGivenTwice() {
        submit(PasBundle.of("mmm", "M1")
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .build());

        ClaimResponse again = response(submit(lemtrada(60).build()));

        assertThat(action(again, 0)).isEqualTo("A4");
    }

    private Optional<Authorization> sign(Signed signed) {
        return signing.approve(signed.orders(), PATIENCE);
    }
}
