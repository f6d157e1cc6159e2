package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.pas.Submission.CancelAll;
import org.precept.pas.Submission.New;
import org.precept.pas.Submission.Update;

/** A request says of itself whether it is new, updates an earlier one or takes it back. */
class SubmissionTest {

    private static final String EARLIER = "urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11";

    @ParameterizedTest
    @ValueSource(strings = {"I", "R", "4"})
    void isNewWhenItAsksForSomething(String type) {
        assertThat(submission(claim -> type(claim.getItemFirstRep().getExtension(), type)))
                .isInstanceOf(New.class);
    }

    @Test
    void isNewWhenItsNumbersAreThoseOfAnEarlierOne() {
        assertThat(submission(
                        claim -> claim.getItemFirstRep().addExtension(Pas.AUTHORIZATION_NUMBER, new StringType("PA1"))))
                .isInstanceOf(New.class);
    }

    @Test
    void isAnUpdateWhenItNamesAnEarlierClaim() {
        Submission submission = submission(claim -> claim.addRelated().setClaim(new Reference(EARLIER)));

        assertThat(submission).isInstanceOfSatisfying(Update.class, update -> {
            assertThat(update.prior().reference()).isEqualTo(EARLIER);
            assertThat(update.prior().names()).containsExactly(EARLIER);
        });
    }

    @Test
    void isAnUpdateWhenAnItemIsTakenBackOrRevised() {
        assertThat(submission(claim -> type(claim.getItemFirstRep().getExtension(), "3")))
                .isInstanceOf(Update.class);
        assertThat(submission(claim -> type(claim.getItemFirstRep().getExtension(), "S")))
                .isInstanceOf(Update.class);
        assertThat(submission(claim -> claim.getItemFirstRep()
                        .addModifierExtension(new Extension(Pas.INFO_CANCELLED, new BooleanType(true)))))
                .isInstanceOf(Update.class);
        assertThat(submission(claim -> claim.getItemFirstRep()
                        .addModifierExtension(new Extension(Pas.INFO_CANCELLED, new BooleanType(false)))))
                .isInstanceOf(New.class);
    }

    @Test
    void takesAllBackWhenTheClaimSaysSo() {
        Submission submission = submission(claim -> {
            claim.addExtension(Pas.CERTIFICATION_TYPE, certification("3"));
            claim.addExtension(Pas.AUTHORIZATION_NUMBER, new StringType(" PA1 "));
            claim.setItem(null);
        });

        assertThat(submission)
                .isInstanceOfSatisfying(
                        CancelAll.class,
                        cancel -> assertThat(cancel.prior().numbers()).containsExactly("PA1"));
    }

    @Test
    void knowsTheEarlierClaimByEntryAndIdentifiers() {
        Bundle bundle = PasDoor.lemtrada(36).build();
        claim(bundle).addRelated().setClaim(new Reference(EARLIER));
        Claim earlier = new Claim();
        earlier.addIdentifier(
                new Identifier().setSystem("https://provider.example/claim").setValue("7"));
        bundle.addEntry().setFullUrl(EARLIER).setResource(earlier);
        Claim.ItemComponent item = claim(bundle).getItemFirstRep();
        item.addExtension(Pas.ADMINISTRATION_REFERENCE_NUMBER, new StringType("TR2"));
        item.addExtension(Pas.AUTHORIZATION_NUMBER, new StringType("PA3"));

        Submission submission = Submission.of(read(bundle));

        assertThat(submission).isInstanceOfSatisfying(Update.class, update -> {
            assertThat(update.prior().names()).containsExactly(EARLIER, "https://provider.example/claim|7");
            assertThat(update.prior().itemNumbers()).containsExactly("TR2", "PA3");
        });
    }

    private static Submission submission(Consumer<Claim> difference) {
        Bundle bundle = PasDoor.lemtrada(36).build();
        difference.accept(claim(bundle));
        return Submission.of(read(bundle));
    }

    private static PasRequest read(Bundle bundle) {
        return PasRequestReader.request(new MessageReader(PasDoor.FHIR).read(PasDoor.bytes(bundle), PasEdition.R2_2));
    }

    private static Claim claim(Bundle bundle) {
        return (Claim) bundle.getEntryFirstRep().getResource();
    }

    private static void type(List<Extension> extensions, String code) {
        extensions.stream()
                .filter(extension -> Pas.CERTIFICATION_TYPE.equals(extension.getUrl()))
                .forEach(extension -> extension.setValue(certification(code)));
    }

    private static CodeableConcept certification(String code) {
        return new CodeableConcept(
                new Coding().setSystem(Pas.X12_CERTIFICATION_TYPE).setCode(code));
    }
}
