package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.support.PasBundle;
import org.precept.support.UpdateBundle;

/** Requests and updates that are seldom, and must not be a surprise. */
class SeldomRequestTest extends UpdateDoor {

    @Test
    void leavesWhatAReviewerHasAsItStandsWhenItCannotBeDecidedAgain() {
        engine.says("dosing", false);
        Bundle first = lemtrada(36).item("J0202", 36, "22", LATER).build();
        submit(first);
        memory.find("mmm", "M1")
                .orElseThrow()
                .coverages()
                .get(0)
                .getPeriod()
                .setEndElement(new DateTimeType("2026-11-30"));

        ClaimResponse after = response(submit(UpdateBundle.of(first).cancel(2).build()));

        assertThat(after.getError()).isEmpty();
        assertThat(action(after, 0)).isEqualTo("A4");
        assertThat(action(after, 1)).isEqualTo("C");
        assertThat(file().items())
                .extracting(item -> item.status())
                .containsExactly(ItemStatus.PENDED_REVIEW, ItemStatus.CANCELLED);
    }

    @Test
    void forgetsTheProductWhoseCodeIsTakenBack() {
        PasBundle coded =
                PasBundle.of("policy-2020910", "K1").diagnosis("G35.A").item("J3490", 1, "12", "2026-12-01");
        Bundle first = coded.ndc("0078-1007-68").build();
        submit(first);
        assertThat(kesimpta().items().get(0).product()).isEqualTo("kesimpta");

        submit(UpdateBundle.of(first).change(1, item -> item.setDetail(null)).build());

        assertThat(kesimpta().items()).singleElement().satisfies(item -> {
            assertThat(item.status()).isEqualTo(ItemStatus.PENDED_REVIEW);
            assertThat(item.product()).isNull();
            assertThat(item.policy()).isNull();
        });
        assertThat(reconsideration.of(open.open(kesimpta()), Set.of(1)))
                .singleElement()
                .isInstanceOf(ItemOutcome.CodeAwaited.class);
    }

    private RequestFile kesimpta() {
        return memory.files.ofMember("policy-2020910", "K1").get(0);
    }

    @Test
    void comparesWhatAnItemRefersToWhateverItIs() {
        Bundle first = lemtrada(36).build();
        Binary scan = new Binary();
        scan.setContentType("application/pdf").setData(new byte[] {1, 2, 3});
        scan.setId("scan");
        String url = "https://ehr.example/fhir/Binary/scan";
        first.addEntry().setFullUrl(url).setResource(scan);
        claim(first).getItemFirstRep().addExtension("https://ehr.example/scan", new Reference(url));
        ClaimResponse before = response(submit(first));

        ClaimResponse after = response(submit(UpdateBundle.of(first).build()));

        assertThat(number(after, 0)).isEqualTo(number(before, 0));
    }

    @Test
    void takesAnItemThatIsCancelledBeforeItHasADay() {
        Bundle first = lemtrada(36).build();
        submit(first);
        UpdateBundle update = UpdateBundle.of(first).add(LATER, 12).cancel(2);
        update.claimToChange().getItem().get(1).setServiced(new Period().setEndElement(new DateTimeType("2027-06-01")));

        assertThat(action(response(submit(update.build())), 1)).isEqualTo("C");
    }

    @Test
    void refusesAnExtensionThatHasNoUrl() {
        Bundle first = lemtrada(36).build();
        submit(first);
        Bundle update = UpdateBundle.of(first)
                .change(1, item -> item.addExtension("https://ehr.example/note", new StringType("Please hurry.")))
                .build();
        String nameless = PasBundle.json(update).replace("\"url\":\"https://ehr.example/note\",", "");

        assertThatThrownBy(() -> service.submit(nameless.getBytes(StandardCharsets.UTF_8), BASE, PasEdition.R2_2))
                .isInstanceOfSatisfying(
                        RejectedRequest.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @Test
    void refusesAnOlderVersionOfAClaimThatKeepsItsName() {
        Bundle first = lemtrada(36).build();
        submit(first);
        UpdateBundle newest = UpdateBundle.of(first).units(1, 24);
        newest.claimToChange().setCreatedElement(new DateTimeType("2026-11-16T09:45:00Z"));
        Bundle older = newest.build().copy();
        claim(older).setCreatedElement(new DateTimeType("2026-11-16T09:40:00Z"));
        claim(older).getItemFirstRep().getQuantity().setValue(12);
        submit(newest.build());

        assertThat(error(older)).isEqualTo("33");

        assertThat(units()).containsExactly("24");
    }

    @Test
    void takesADiagnosisThatWasRecordedTwice() {
        Bundle request = lemtrada(36).build();
        for (String day : List.of("2025-01-02", "2026-03-04")) {
            claim(request)
                    .getDiagnosisFirstRep()
                    .addExtension(
                            "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-diagnosisRecordedDate",
                            new DateType(day));
        }

        assertThat(action(response(submit(request)), 0)).isEqualTo("A1");
    }
}
