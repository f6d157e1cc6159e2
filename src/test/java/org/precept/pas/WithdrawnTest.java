package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.precept.support.PasBundle;

/** What is withdrawn is no evidence, and what something else still brings is. */
class WithdrawnTest {

    private final PasBundle bundle = PasDoor.lemtrada(36);

    @Test
    void countsAllOfARequestThatWithdrawsNothing() {
        bundle.attach(new Observation());

        assertThat(evidence(bundle.build())).contains("Observation");
    }

    @Test
    void leavesOutWhatOnlyCancelledInformationBrings() {
        Observation behind = new Observation();
        bundle.with(behind);
        DocumentReference document = new DocumentReference();
        document.getContext().addRelated(name(behind));
        bundle.attach(document);
        cancel(info(0));

        RequestEvidence evidence = read(bundle.build());

        assertThat(types(evidence)).doesNotContain("DocumentReference", "Observation");
        assertThat(evidence.notes())
                .contains("a DocumentReference that is no longer part of the request was not counted");
    }

    @Test
    void keepsWhatOtherInformationBringsToo() {
        Observation shared = new Observation();
        bundle.attach(shared).attach(new DocumentReference());
        info(1).setValue(info(0).getValue());
        cancel(info(0));

        assertThat(evidence(bundle.build())).contains("Observation");
    }

    @Test
    void leavesOutWhatNothingButALooseEntryStillNames() {
        Observation withdrawn = new Observation();
        bundle.attach(withdrawn);
        cancel(info(0));
        bundle.with(new Provenance().addTarget(name(withdrawn)));

        assertThat(evidence(bundle.build())).contains("Provenance").doesNotContain("Observation");
    }

    @Test
    void leavesOutTheOrderOfACancelledItem() {
        bundle.order("1594663", "as before");
        bundle.claimToChange()
                .getItemFirstRep()
                .addModifierExtension(new Extension(Pas.INFO_CANCELLED, new BooleanType(true)));

        assertThat(evidence(bundle.build())).doesNotContain("MedicationRequest").contains("Practitioner");
    }

    @Test
    void leavesOutWhatOnlyTheEarlierClaimBrings() {
        Observation old = new Observation();
        bundle.with(old);
        Claim earlier = new Claim();
        earlier.addSupportingInfo().setSequence(1).setValue(name(old));
        earlier.setPatient(bundle.patientReference());
        Bundle built = bundle.build();
        String url = "urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11";
        built.addEntry().setFullUrl(url).setResource(earlier);
        ((Claim) built.getEntryFirstRep().getResource()).addRelated().setClaim(new Reference(url));

        assertThat(evidence(built)).doesNotContain("Observation", "Claim").contains("Organization");
    }

    @Test
    void doesNotCountWhatAModifierChangesInAWayNotKnown() {
        Observation turned = new Observation();
        turned.addModifierExtension().setUrl("https://example.org/turns-it-around");
        bundle.attach(turned);

        RequestEvidence evidence = read(bundle.build());

        assertThat(types(evidence)).doesNotContain("Observation");
        assertThat(evidence.notes())
                .contains("a Observation with a modifier extension that is not known here was not counted");
    }

    private SupportingInformationComponent info(int position) {
        return bundle.claimToChange().getSupportingInfo().get(position);
    }

    private static void cancel(SupportingInformationComponent information) {
        information.addModifierExtension(new Extension(Pas.INFO_CANCELLED, new BooleanType(true)));
    }

    private static Reference name(Resource resource) {
        return new Reference("urn:uuid:" + resource.getIdElement().getIdPart());
    }

    private static List<String> evidence(Bundle bundle) {
        return types(read(bundle));
    }

    private static List<String> types(RequestEvidence evidence) {
        return evidence.items().stream().map(item -> item.resource().fhirType()).toList();
    }

    private static RequestEvidence read(Bundle bundle) {
        PasRequest request =
                PasRequestReader.request(new MessageReader(PasDoor.FHIR).read(PasDoor.bytes(bundle), PasEdition.R2_2));
        return RequestEvidence.of(request, "Patient/1");
    }
}
