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
import java.util.List;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.precept.fhir.Canonical;
import org.precept.fhir.RejectedRequest;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContext.Kind;

/** What a context of CRD or PAS adds, together with what else is asked for. */
class PackageContextsTest {
    private static final String FORMS = "https://precept.example/fhir/Questionnaire/";
    private static final String INITIAL = FORMS + "mmm-alemtuzumab-initial";
    private static final String CONTINUATION = FORMS + "mmm-alemtuzumab-continuation";

    private final FakePayer payer = new FakePayer();

    @Test
    void aPendedRequestThatAsksForNoFormIsRefused() {
        remember(Kind.TRACE, "mmm-alemtuzumab", null);

        RejectedRequest refused =
                catchThrowableOfType(() -> payer.answer(Requests.context(request(), "id")), RejectedRequest.class);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.outcome().getIssueFirstRep().getExpression().get(0).getValue())
                .isEqualTo("Parameters.parameter[1].value");
        assertThat(refused.outcome().getIssueFirstRep().getDiagnostics()).contains("asks for no form");
    }

    @Test
    void whatIsAskedForBesidesIsGivenAllTheSame() {
        remember(Kind.TRACE, "mmm-alemtuzumab", null);

        Parameters answer = payer.answer(Requests.context(Requests.form(request(), CONTINUATION), "id"));

        assertThat(forms(answer)).containsExactly(CONTINUATION);
        assertThat(identifiers(answer)).containsExactly("id");
    }

    @Test
    void anAssertionWithoutAFormSaysHowToGoOn() {
        remember(Kind.ASSERTION, null, null);

        Parameters answer = payer.answer(Requests.context(request(), "id"));

        assertThat(bundles(answer)).isEmpty();
        assertThat(outcome(answer))
                .singleElement()
                .satisfies(
                        text -> assertThat(text).contains("Submit the request").contains("NDC or RxNorm"));
    }

    @Test
    void theSameOrderWithOtherDetailsBelongsToTheContext() {
        remember(Kind.ASSERTION, "mmm-alemtuzumab", INITIAL);
        MedicationRequest changed = Requests.order(Requests.LEMTRADA_HCPCS);
        changed.setStatus(MedicationRequest.MedicationRequestStatus.ACTIVE)
                .addNote()
                .setText("Infusion chair booked");

        Parameters answer = payer.answer(Requests.context(Requests.and(request(), "order", changed), "id"));

        assertThat(forms(answer)).containsExactly(INITIAL);
        assertThat(identifiers(answer)).containsExactly("id");
        assertThat(outcome(answer)).isEmpty();
    }

    @Test
    void anUnrelatedOrderIsSaidToBeSoAndKeptApart() {
        remember(Kind.ASSERTION, "kesimpta-2020910", FORMS + "kesimpta-2020910-initial");

        Parameters answer = payer.answer(
                Requests.context(Requests.and(request(), "order", Requests.order(Requests.LEMTRADA_HCPCS)), "id"));

        assertThat(outcome(answer)).anySatisfy(text -> assertThat(text).startsWith("This order is not what"));
        assertThat(forms(answer)).contains(INITIAL);
        assertThat(identifiers(answer)).isEmpty();
    }

    @Test
    void todaysVersionStandsForTheOneRecorded() {
        remember(Kind.ASSERTION, "mmm-alemtuzumab", INITIAL + "|0.9.0");

        Parameters answer = payer.answer(Requests.context(request(), "id"));

        assertThat(forms(answer)).containsExactly(INITIAL);
        assertThat(outcome(answer)).isEmpty();
    }

    @Test
    void aFormNoLongerOfferedLeavesInstructions() {
        remember(Kind.ASSERTION, "mmm-alemtuzumab", FORMS + "withdrawn|1.0.0");

        Parameters answer = payer.answer(Requests.context(request(), "id"));

        assertThat(bundles(answer)).isEmpty();
        assertThat(outcome(answer))
                .singleElement()
                .satisfies(
                        text -> assertThat(text).contains("no longer offered").contains("Sign the order again"));
    }

    private void remember(Kind kind, String policy, String form) {
        String order = FhirContext.forR4Cached()
                .newJsonParser()
                .encodeResourceToString(Requests.order(Requests.LEMTRADA_HCPCS));
        payer.remember(new RequestContext(
                "id",
                kind,
                "mmm",
                FakePayer.NUMBER,
                List.of(new ContextRequest(
                        "MedicationRequest/order-1",
                        policy == null
                                ? null
                                : Canonical.parse("https://precept.example/fhir/PlanDefinition/" + policy),
                        policy == null ? null : "initial",
                        form == null ? null : Canonical.parse(form),
                        order)),
                Instant.EPOCH));
    }

    private static List<String> identifiers(Parameters answer) {
        return references(draft(answer), Dtr.QR_CONTEXT).stream()
                .filter(Reference::hasIdentifier)
                .map(reference -> reference.getIdentifier().getValue())
                .toList();
    }

    private static Parameters request() {
        return Requests.with(Requests.coverage("mmm", FakePayer.NUMBER));
    }
}
