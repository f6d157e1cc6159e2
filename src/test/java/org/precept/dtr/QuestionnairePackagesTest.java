package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.precept.dtr.Packages.bundles;
import static org.precept.dtr.Packages.draft;
import static org.precept.dtr.Packages.forms;
import static org.precept.dtr.Packages.outcome;
import static org.precept.dtr.Packages.references;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.RequestParameters;
import org.precept.dtr.ResponseSubject.MemberNumber;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.RejectedRequest;
import org.precept.record.PriorAuthorizations.Decided;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContext.Kind;

class QuestionnairePackagesTest {
    private static final String INITIAL = "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial";
    private static final String CONTINUATION =
            "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-continuation";
    private static final Canonical POLICY =
            Canonical.parse("https://precept.example/fhir/PlanDefinition/mmm-alemtuzumab|1.2.0");

    private final FakePayer payer = new FakePayer();

    @Test
    void anOrderGetsTheFormOfItsPhase() {
        payer.phase = "continuation";

        Parameters answer = answer(Requests.and(request(), "order", Requests.order(Requests.LEMTRADA_HCPCS)));

        assertThat(forms(answer)).containsExactly(CONTINUATION);
        assertThat(answer.hasParameter("outcome")).isFalse();
        assertThat(references(draft(answer), Dtr.QR_CONTEXT))
                .extracting(Reference::getReference)
                .containsExactly("MedicationRequest/order-1");
        assertThat(payer.seen.get(0).items())
                .extracting(EvidenceItem::reference)
                .containsExactly("MedicationRequest/order-1");
    }

    @Test
    void aFormAskedForByNameComesAsADraftOfTheClientsPatient() {
        payer.values.put("hiv-negative prefill", true);

        Parameters answer = answer(Requests.form(request(), INITIAL));

        Bundle bundle = bundles(answer).get(0);
        assertThat(bundle.getEntryFirstRep().getResource()).isInstanceOf(Questionnaire.class);
        QuestionnaireResponse draft = draft(answer);
        assertThat(draft.getStatus()).isEqualTo(QuestionnaireResponseStatus.INPROGRESS);
        assertThat(draft.getQuestionnaire()).isEqualTo(INITIAL + "|1.1.0");
        assertThat(draft.getSubject().getReference()).isEqualTo("Patient/pat-1");
        assertThat(references(draft, Dtr.QR_COVERAGE))
                .extracting(Reference::getReference)
                .containsExactly("Coverage/cov-1");
        assertThat(ResponseSubject.of(draft).member()).contains(new MemberNumber("mmm", FakePayer.NUMBER));
        assertThat(draft.getExtensionsByUrl(Dtr.INTENDED_USE)).hasSize(1);
        assertThat(draft.getItem())
                .filteredOn(item -> item.getLinkId().equals("hiv-negative"))
                .singleElement()
                .satisfies(item -> assertThat(
                                item.getAnswerFirstRep().getValueBooleanType().booleanValue())
                        .isTrue());
    }

    @Test
    void eachFormComesOnceHoweverOftenItIsMeant() {
        Parameters request = Requests.form(Requests.form(request(), INITIAL), INITIAL + "|1.1.0");
        Requests.and(request, "order", Requests.order(Requests.LEMTRADA_HCPCS));

        assertThat(forms(answer(request))).containsExactly(INITIAL);
    }

    @Test
    void severalFormsComeInABundleEachWithItsOwnDraftAndLogic() {
        Parameters answer = answer(Requests.form(Requests.form(request(), CONTINUATION), INITIAL));

        assertThat(forms(answer)).containsExactly(CONTINUATION, INITIAL);
        assertThat(bundles(answer)).allSatisfy(bundle -> {
            String form = ((Questionnaire) bundle.getEntryFirstRep().getResource()).getUrl();
            assertThat(((QuestionnaireResponse) bundle.getEntry().get(1).getResource()).getQuestionnaire())
                    .isEqualTo(form + "|1.1.0");
            assertThat(bundle.getEntry()).allMatch(Bundle.BundleEntryComponent::hasResource);
            assertThat(bundle.getEntry().subList(2, bundle.getEntry().size()))
                    .extracting(entry -> entry.getResource().fhirType())
                    .contains("Library", "ValueSet");
        });
    }

    @Test
    void theFormRecordedUnderAContextComesWithTheContextAndTheOrderOfThen() {
        payer.remember(context("as-1", Kind.ASSERTION, FakePayer.NUMBER, Canonical.parse(INITIAL + "|1.1.0")));

        Parameters answer = answer(Requests.context(request(), "as-1"));

        assertThat(forms(answer)).containsExactly(INITIAL);
        assertThat(references(draft(answer), Dtr.QR_CONTEXT)).anySatisfy(reference -> {
            assertThat(reference.getIdentifier().getSystem()).isEqualTo(CodeSystems.ASSERTION);
            assertThat(reference.getIdentifier().getValue()).isEqualTo("as-1");
        });
        assertThat(payer.seen.get(0).items())
                .extracting(EvidenceItem::reference)
                .containsExactly("MedicationRequest/order-1");
    }

    @Test
    void aPendedClaimIsReadAgainWithAllThatCameWithIt() {
        Claim sent = claim();
        Claim stored = sent.copy();
        stored.setId("Claim/stored");
        payer.decided.add(new Decided(stored, new ClaimResponse()));
        Bundle bundle = new Bundle();
        bundle.addEntry().setFullUrl("urn:uuid:claim").setResource(sent);
        payer.bundles.put("stored", bundle);
        payer.remember(new RequestContext(
                "TRN-1",
                Kind.TRACE,
                "mmm",
                FakePayer.NUMBER,
                List.of(new ContextRequest(
                        "urn:uuid:claim#2", POLICY, "initial", Canonical.parse(INITIAL), json(sent))),
                Instant.EPOCH));

        Parameters answer = answer(Requests.context(request(), "TRN-1"));

        assertThat(forms(answer)).containsExactly(INITIAL);
        assertThat(references(draft(answer), Dtr.QR_CONTEXT))
                .extracting(reference -> reference.getIdentifier().getSystem())
                .containsExactly(CodeSystems.TRACE);
        assertThat(payer.seen.get(0).items())
                .extracting(EvidenceItem::reference)
                .containsExactly("urn:uuid:claim");
        RequestParameters facts = payer.parameters.get(0);
        assertThat(facts.requestDate()).isEqualTo(LocalDate.of(2026, 2, 20));
        assertThat(facts.serviceDate()).isEqualTo(LocalDate.of(2026, 3, 15));
        assertThat(facts.quantity()).isEqualByComparingTo("36");
        assertThat(facts.placeOfService()).isEqualTo("22");
        assertThat(facts.billedWithHcpcs()).isTrue();
        assertThat(facts.prescribers()).containsExactly("urn:uuid:doctor");
        assertThat(facts.indications()).extracting(Coding::getCode).containsExactly("G35.A");
    }

    private static Claim claim() {
        Claim claim = new Claim();
        claim.setId("Claim/sent");
        claim.addIdentifier().setSystem("https://clinic.example/claims").setValue("77");
        claim.getCreatedElement().setValueAsString("2026-02-20");
        claim.setProvider(new Reference("urn:uuid:doctor"));
        claim.addDiagnosis()
                .setDiagnosis(new CodeableConcept().addCoding(new Coding(CodeSystems.ICD10CM, "G35.A", "")));
        claim.addItem().setSequence(1);
        claim.addItem()
                .setSequence(2)
                .setProductOrService(
                        new CodeableConcept().addCoding(new Coding(CodeSystems.HCPCS, Requests.LEMTRADA_HCPCS, "")))
                .setServiced(new DateType("2026-03-15"))
                .setLocation(new CodeableConcept().addCoding(new Coding(CodeSystems.PLACE_OF_SERVICE, "22", "")))
                .setQuantity(new Quantity(36));
        return claim;
    }

    @Test
    void aContextWithoutAnOpenFormSaysSo() {
        payer.remember(context("as-2", Kind.ASSERTION, FakePayer.NUMBER, null));

        Parameters answer = answer(Requests.context(request(), "as-2"));

        assertThat(forms(answer)).isEmpty();
        assertThat(outcome(answer))
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("No form is open under this context"));
    }

    @Test
    void unknownContextsAndThoseOfOthersAreRefusedAlike() {
        payer.remember(context("as-3", Kind.TRACE, "somebody-else", Canonical.parse(INITIAL)));

        RejectedRequest others = rejected(Requests.context(request(), "as-3"));
        RejectedRequest unknown = rejected(Requests.context(request(), "TRN-nowhere"));

        assertThat(others.status()).isEqualTo(422);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(others.outcome().equalsDeep(unknown.outcome())).isTrue();
        assertThat(unknown.outcome().getIssueFirstRep().getExpression().get(0).getValue())
                .isEqualTo("Parameters.parameter[1].value");
    }

    @Test
    void namesThatAreNotFormsHereAreWarnings() {
        Parameters request = Requests.form(request(), "https://precept.example/fhir/Questionnaire/nowhere");
        Requests.form(request, INITIAL + "-adaptive|9.9.9");
        Requests.form(request, "https://precept.example/fhir/Questionnaire/cigna-alemtuzumab-initial-adaptive");
        Requests.form(request, INITIAL + "|9.9.9");

        Parameters answer = answer(request);

        assertThat(bundles(answer)).isEmpty();
        assertThat(outcome(answer)).hasSize(4);
        assertThat(outcome(answer).get(2)).contains("not one of the coverage's payer");
    }

    @Test
    void anOrderThatNamesNoOneProductIsAWarning() {
        Parameters request = Requests.and(request(), "order", Requests.order(Requests.UNCLASSIFIED_HCPCS));
        Requests.and(request, "order", Requests.order("J9999"));
        Requests.and(request, "order", new Encounter());

        assertThat(outcome(answer(request))).hasSize(3);
    }

    @Test
    void anOrderForAnotherPatientIsRefused() {
        MedicationRequest order = Requests.order(Requests.LEMTRADA_HCPCS).setSubject(new Reference("Patient/other"));

        RejectedRequest rejection = rejected(Requests.and(request(), "order", order));

        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.outcome().getIssueFirstRep().getExpression().get(0).getValue())
                .isEqualTo("Parameters.parameter[1].resource.subject");
    }

    @Test
    void payersOfOthersAndUnknownMembersAreRefused() {
        assertThat(rejected(form(Requests.coverage("another-payer", FakePayer.NUMBER)))
                        .status())
                .isEqualTo(400);
        assertThat(rejected(form(Requests.coverage("mmm", "M-2"))).status()).isEqualTo(422);
        assertThat(rejected(form(Requests.coverage("mmm", null))).status()).isEqualTo(400);
    }

    @Test
    void aPayerOutsideTheMessageIsFoundByTheNumber() {
        Coverage coverage = Requests.coverage("mmm", FakePayer.NUMBER);
        coverage.getPayorFirstRep().setIdentifier(null).setReference("https://ehr.example/fhir/Organization/77");

        assertThat(forms(answer(form(coverage)))).containsExactly(INITIAL);
    }

    @Test
    void nothingIsFilledInForSomebodyElse() {
        payer.values.put("hiv-negative prefill", true);
        Patient other = new Patient();
        other.setId("Patient/pat-1");
        other.getBirthDateElement().setValueAsString("1990-01-01");

        Parameters answer = answer(Requests.and(Requests.form(request(), INITIAL), "referenced", other));

        assertThat(draft(answer).hasItem()).isFalse();
        assertThat(outcome(answer))
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("The patient sent along is not the member"));
    }

    @Test
    void aFormThatCannotBeFilledIsSentEmpty() {
        payer.broken = true;

        Parameters answer = answer(Requests.form(request(), INITIAL));

        assertThat(draft(answer).hasItem()).isFalse();
        assertThat(outcome(answer))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("could not be filled in"));
    }

    @Test
    void packagesUnchangedSinceAreLeftOut() {
        Parameters after = Requests.form(request(), INITIAL);
        Requests.and(after, "changedsince", new InstantType(FakePayer.LOADED.toString()));
        Parameters before = Requests.form(request(), INITIAL);
        Requests.and(
                before,
                "changedsince",
                new InstantType(FakePayer.LOADED.minusSeconds(1).toString()));

        Parameters unchanged = answer(after);

        assertThat(bundles(unchanged)).isEmpty();
        assertThat(outcome(unchanged)).hasSize(1);
        assertThat(forms(answer(before))).containsExactly(INITIAL);
    }

    @Test
    void theRequestIsNotChanged() {
        Parameters request = Requests.and(request(), "order", Requests.order(Requests.LEMTRADA_HCPCS));
        Parameters before = request.copy();

        answer(request);

        assertThat(request.equalsDeep(before)).isTrue();
    }

    private static RequestContext context(String id, Kind kind, String member, Canonical form) {
        String order = json(Requests.order(Requests.LEMTRADA_HCPCS));
        return new RequestContext(
                id,
                kind,
                "mmm",
                member,
                List.of(new ContextRequest("MedicationRequest/order-1", POLICY, "initial", form, order)),
                Instant.EPOCH);
    }

    private static String json(Resource resource) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
    }

    private static Parameters request() {
        return Requests.with(Requests.coverage("mmm", FakePayer.NUMBER));
    }

    private static Parameters form(Coverage coverage) {
        return Requests.form(Requests.with(coverage), INITIAL);
    }

    private Parameters answer(Parameters request) {
        return payer.answer(request);
    }

    private RejectedRequest rejected(Parameters request) {
        return catchThrowableOfType(() -> answer(request), RejectedRequest.class);
    }
}
