package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.precept.criteria.CriteriaException;
import org.precept.record.Member;
import org.precept.support.PasBundle;

/** What a request is answered with: every decision, what is filed, and repetitions. */
class SubmitServiceTest extends PasDoor {

    @Test
    void approvesAndFilesWhatIsMet() {
        Bundle request = lemtrada(36).build();

        Bundle answer = submit(request);

        ClaimResponse response = response(answer);
        assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
        assertThat(action(response, 0)).isEqualTo("A1");
        assertThat(response.getPreAuthRef()).isEqualTo("PA1");
        assertThat(response.getPreAuthPeriod().getStartElement().getValueAsString())
                .isEqualTo("2026-12-01");
        assertThat(response.getPreAuthPeriod().getEndElement().getValueAsString())
                .isEqualTo("2027-11-30");
        assertThat(answer.getIdentifier().getValue())
                .isEqualTo(request.getIdentifier().getValue());
        assertThat(notes(response)).contains("PA1", "36 units");
        assertThat(memory.approvals()).singleElement().satisfies(approval -> {
            assertThat(approval.units()).isEqualByComparingTo("36");
            assertThat(approval.serviceDate()).isEqualTo(LocalDate.of(2026, 12, 1));
        });
        assertThat(memory.stored(Task.class)).isEmpty();
        assertThat(memory.stored(GuidanceResponse.class)).hasSize(1);
    }

    @Test
    void answersWithEveryReferencedResourceOnceUnderItsOwnName() {
        Bundle request = lemtrada(36).build();

        Bundle answer = submit(request);

        List<String> sent = answer.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getFullUrl)
                .toList();
        assertThat(sent).doesNotHaveDuplicates();
        Entries entries = new Entries(answer);
        for (Entries.Entry entry : entries.all()) {
            for (References.Found found : References.in(entry.resource(), "")) {
                if (!found.path().equals(".request")) {
                    assertThat(entries.find(found.reference().getReference(), entry.fullUrl()))
                            .as(entry.resource().fhirType() + found.path())
                            .hasSize(1);
                }
            }
        }
        assertThat(answer.getEntry().stream().filter(entry -> entry.getResource() instanceof Patient))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getFullUrl())
                        .isEqualTo(
                                "urn:uuid:" + entry.getResource().getIdElement().getIdPart()));
    }

    @Test
    void sendsWhatIsFalseToAPhysicianAndNeverDenies() {
        engine.says("diagnosis", false);

        ClaimResponse response = response(submit(lemtrada(36).build()));

        assertThat(action(response, 0)).isEqualTo("A4");
        assertThat(reason(response, 0)).isEqualTo("0V");
        assertThat(response.hasPreAuthRef()).isFalse();
        assertThat(memory.approvals()).isEmpty();
        assertThat(memory.stored(Task.class)).singleElement().satisfies(task -> {
            assertThat(task.getPerformerTypeFirstRep().getCodingFirstRep().getCode())
                    .isEqualTo("physician");
            assertThat(task.getFor().getReference()).isEqualTo("Patient/mmm-M1");
            assertThat(task.getFocus().getReference()).startsWith("ClaimResponse/");
            assertThat(task.getBasedOnFirstRep().getReference()).startsWith("Claim/");
            assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
            assertThat(task.getRestriction().getPeriod().getEndElement().getValueAsString())
                    .isEqualTo("2026-11-23T09:30:00Z");
        });
    }

    @Test
    void asksForWhatIsMissingUnderATraceNumber() {
        engine.says("hiv-negative", null);

        Bundle answer = submit(lemtrada(36).build());

        ClaimResponse response = response(answer);
        assertThat(reason(response, 0)).isEqualTo("0U");
        String trace = response.getItemFirstRep()
                .getExtensionByUrl(Pas.ADMINISTRATION_REFERENCE_NUMBER)
                .getValue()
                .primitiveValue();
        assertThat(response.getCommunicationRequest()).hasSize(1);
        assertThat(only(answer, CommunicationRequest.class)).satisfies(communication -> {
            assertThat(communication.getIdentifierFirstRep().getValue()).isEqualTo(trace);
            assertThat(communication.getPayloadFirstRep().getContent().primitiveValue())
                    .isEqualTo("102089-0");
            assertThat(communication
                            .getExtensionByUrl(Pas.SERVICE_LINE_NUMBER)
                            .getValue()
                            .primitiveValue())
                    .isEqualTo("1");
        });
        assertThat(memory.find(trace)).get().satisfies(context -> {
            assertThat(context.requests()).hasSize(1);
            assertThat(String.valueOf(context.requests().get(0).questionnaire()))
                    .isEqualTo("https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial|1.1.0");
        });
    }

    @Test
    void handsToTheClinicianOrNurseWhoMustSign() {
        submit(PasBundle.of("cigna", "C1")
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .build());
        submit(PasBundle.of("policy-2020910", "K1")
                .diagnosis("G35.A")
                .item("J3490", 1, "12", "2026-12-01")
                .ndc("0078-1007-68")
                .build());

        assertThat(memory.stored(Task.class))
                .extracting(task ->
                        task.getPerformerTypeFirstRep().getCodingFirstRep().getCode())
                .containsExactly("clinician", "nurse");
    }

    @Test
    void asksForTheDrugCodeOfAnUnclassifiedDrug() {
        Bundle answer = submit(PasBundle.of("policy-2020910", "K1")
                .diagnosis("G35.A")
                .item("J3490", 1, "12", "2026-12-01")
                .build());

        ClaimResponse response = response(answer);
        assertThat(action(response, 0)).isEqualTo("A4");
        assertThat(reason(response, 0)).isEqualTo("0U");
        assertThat(notes(response)).contains("NDC");
        assertThat(engine.lastParameters).isNull();
        assertThat(response.getCommunicationRequest()).hasSize(1);
    }

    @Test
    void repeatsTheStoredAnswerForTheIdenticalBundleOnly() {
        Bundle request = lemtrada(36).build();
        String first = service.submit(bytes(request), BASE, PasEdition.R2_2);
        clock.move(Duration.ofDays(400));
        engine.says("diagnosis", false);

        String again =
                service.submit((" " + PasBundle.json(request)).getBytes(StandardCharsets.UTF_8), BASE, PasEdition.R2_2);
        ((Claim) request.getEntryFirstRep().getResource())
                .getItemFirstRep()
                .getQuantity()
                .setValue(12);
        String changed = service.submit(bytes(request), BASE, PasEdition.R2_2);

        assertThat(again).isEqualTo(first);
        assertThat(action(response(parse(changed)), 0)).isEqualTo("A4");
        assertThat(memory.stored(Claim.class)).hasSize(2);
    }

    @Test
    void refusesWhatTheMemberIsNoLongerCoveredForWhenItsTurnComes() {
        Bundle request = lemtrada(36).build();
        memory.overtakenBy(() -> memory.enrol(
                new Member("mmm", "M1", memory.find("mmm", "M1").orElseThrow().patient(), List.of(), List.of())));

        assertThat(error(request)).isEqualTo("52");

        assertThat(memory.isEmpty()).isTrue();
        enrol("mmm", "M1");
        assertThat(action(response(submit(request)), 0))
                .as("a refusal is not kept")
                .isEqualTo("A1");
    }

    @Test
    void refusesToExtendWhatIsNoLongerOnFileWhenItsTurnComes() {
        String number = response(submit(lemtrada(12).build())).getPreAuthRef();
        Bundle extension = lemtrada(12).build();
        Claim claim = (Claim) extension.getEntryFirstRep().getResource();
        claim.getItemFirstRep()
                .getExtensionByUrl(Pas.CERTIFICATION_TYPE)
                .setValue(Codes.concept(Pas.X12_CERTIFICATION_TYPE, "4", null));
        claim.getItemFirstRep().addExtension(Pas.AUTHORIZATION_NUMBER, new StringType(number));
        memory.overtakenBy(
                () -> memory.approvals().removeIf(approval -> approval.number().equals(number)));

        assertThat(error(extension)).isEqualTo("AA");

        assertThat(memory.approvals()).isEmpty();
        assertThat(memory.stored(Claim.class)).hasSize(1);
    }

    @Test
    void storesNothingWhenCriteriaCannotBeComputed() {
        engine.fails();

        assertThatThrownBy(() -> submit(lemtrada(36).build())).isInstanceOf(CriteriaException.class);

        assertThat(memory.isEmpty()).isTrue();
    }
}
