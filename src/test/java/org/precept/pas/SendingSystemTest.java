package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.precept.fhir.CodeSystems;
import org.precept.support.PasBundle;

/** A request tells which system sent it and which providers take part. */
class SendingSystemTest {

    private static final String ORGANIZATION = PasBundle.ORGANIZATION_NPI;
    private static final String PRACTITIONER = PasBundle.PRACTITIONER_NPI;

    private final PasBundle bundle = PasDoor.lemtrada(36);

    @Test
    void knowsTheRequestingOrganization() {
        SendingSystem sender = sender();

        assertThat(sender.submitters()).containsExactlyInAnyOrder(ORGANIZATION, CodeSystems.NPI + "|" + ORGANIZATION);
        assertThat(sender.providers()).containsExactlyInAnyOrder(ORGANIZATION, PRACTITIONER);
    }

    @Test
    void knowsTheCodesOfTheTransmission() {
        Extension codes = bundle.claimToChange().addExtension().setUrl(Pas.TRANSMISSION_IDENTIFIERS);
        codes.addExtension("applicationSenderCode", new StringType("EHR-7"));
        codes.addExtension("applicationReceiverCode", new StringType("PAYER"));
        codes.addExtension("interchangeSenderID", new StringType("SENDER  "));

        assertThat(sender().submitters())
                .contains("EHR-7", "SENDER", ORGANIZATION)
                .doesNotContain("PAYER");
    }

    @Test
    void takesTheOrganizationOfARole() {
        role(bundle.claimToChange());

        assertThat(sender().submitters()).contains(ORGANIZATION).doesNotContain(PRACTITIONER);
    }

    @Test
    void takesThePractitionerOfARoleWithoutOrganization() {
        PasRequest request = request();
        role(request.claim());
        request.resolve(request.claim().getProvider(), PractitionerRole.class)
                .orElseThrow()
                .setOrganization(null);

        assertThat(SendingSystem.of(request).submitters()).contains(PRACTITIONER);
    }

    @Test
    void takesALogicalProvider() {
        bundle.claimToChange()
                .setProvider(new Reference()
                        .setIdentifier(new Identifier()
                                .setSystem("https://clinic.example")
                                .setValue("7")));

        assertThat(sender().submitters()).containsExactlyInAnyOrder("7", "https://clinic.example|7");
    }

    @Test
    void isOneSystemWithWhoeverSharesAnIdentifier() {
        SendingSystem sender = sender();

        assertThat(sender.isOneOf(Set.of("other", ORGANIZATION))).isTrue();
        assertThat(sender.isOneOf(Set.of("other"))).isFalse();
        assertThat(sender.isOneOf(Set.of())).isFalse();
    }

    private static void role(Claim claim) {
        claim.setProvider(claim.getCareTeamFirstRep().getProvider());
    }

    private SendingSystem sender() {
        return SendingSystem.of(request());
    }

    private PasRequest request() {
        byte[] body = PasBundle.json(bundle.build()).getBytes(StandardCharsets.UTF_8);
        return PasRequestReader.request(new MessageReader(PasDoor.FHIR).read(body, PasEdition.R2_2));
    }
}
