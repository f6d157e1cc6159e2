package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.dtr.Packages.bundles;
import static org.precept.dtr.Packages.draft;
import static org.precept.dtr.Packages.forms;
import static org.precept.dtr.Packages.outcome;
import static org.precept.dtr.Packages.references;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.precept.dtr.ResponseSubject.MemberNumber;
import org.precept.fhir.Canonical;
import org.precept.policy.AdaptiveForm;
import org.precept.policy.Form;
import org.precept.policy.QuestionnaireCatalog;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContext.Kind;
import org.precept.support.RealContent;

/** Packages of forms that ask step by step. */
class AdaptivePackagesTest {
    private static final String STATIC = "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial";
    private static final String ADAPTIVE = STATIC + "-adaptive";

    private final QuestionnaireCatalog catalog = RealContent.policies().questionnaires();
    private final FakePayer payer = new FakePayer();

    @Test
    void everyFormHasAnAdaptiveOneBesideIt() {
        assertThat(catalog.all())
                .hasSize(7)
                .allSatisfy(form -> assertThat(catalog.adaptiveOf(form)).isPresent());
        assertThat(catalog.adaptive()).hasSize(7);
    }

    @Test
    void theFormHasNoQuestionsAndSaysWhereToAskForThem() {
        Questionnaire form = form(payer.answer(Requests.form(request(), ADAPTIVE)));

        assertThat(form.getUrl()).isEqualTo(ADAPTIVE);
        assertThat(form.hasItem()).isFalse();
        assertThat(form.getMeta().getProfile())
                .extracting(CanonicalType::getValue)
                .containsExactly(
                        "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/dtr-questionnaire-adapt-search");
        assertThat(form.getExtensionByUrl(Dtr.ADAPTIVE).getValue().primitiveValue())
                .isEqualTo("https://payer.example/fhir");
        assertThat(form.getDerivedFrom())
                .extracting(CanonicalType::getValue)
                .containsExactly(staticForm().canonical().toString());
    }

    @Test
    void thePackageHoldsWhatTheQuestionsMayNeedLater() {
        Bundle adaptive =
                bundles(payer.answer(Requests.form(request(), ADAPTIVE))).get(0);
        Bundle complete =
                bundles(payer.answer(Requests.form(request(), STATIC))).get(0);

        assertThat(dependencies(adaptive)).isNotEmpty().isEqualTo(dependencies(complete));
        assertThat(libraries(((Questionnaire) adaptive.getEntryFirstRep().getResource())))
                .isNotEmpty()
                .isEqualTo(libraries((Questionnaire) complete.getEntryFirstRep().getResource()));
    }

    @Test
    void theDraftIsWhatTheFirstCallForQuestionsSends() {
        payer.values.put("hiv-negative prefill", true);
        Parameters request = Requests.form(request(), ADAPTIVE);
        Requests.and(request, "order", Requests.order(Requests.LEMTRADA_HCPCS));

        Parameters answer = payer.answer(request);

        assertThat(forms(answer))
                .as("the order implies the same questions: they are asked once")
                .containsExactly(ADAPTIVE);
        QuestionnaireResponse draft = draft(answer);
        assertThat(draft.getStatus()).isEqualTo(QuestionnaireResponse.QuestionnaireResponseStatus.INPROGRESS);
        assertThat(draft.hasItem()).isFalse();
        assertThat(draft.getContained()).hasSize(1);
        Questionnaire asked = (Questionnaire) draft.getContained().get(0);
        assertThat(draft.getQuestionnaire()).isEqualTo("#mmm-alemtuzumab-initial-adaptive");
        assertThat(asked.getIdElement().getIdPart()).isEqualTo("mmm-alemtuzumab-initial-adaptive");
        assertThat(asked.hasItem()).isFalse();
        assertThat(asked.getDerivedFrom())
                .extracting(CanonicalType::getValue)
                .containsExactly(adaptiveForm().canonical().toString());
        assertThat(asked.getUrl()).isNotEqualTo(ADAPTIVE);
        assertThat(references(draft, Dtr.QR_CONTEXT))
                .extracting(reference -> reference.getReference())
                .containsExactly("MedicationRequest/order-1");
        assertThat(ResponseSubject.of(draft).member()).contains(new MemberNumber("mmm", FakePayer.NUMBER));
        assertThat(catalog.answeredBy(draft)).contains(staticForm());
    }

    @Test
    void ordersAndContextsGiveStaticForms() {
        payer.remember(new RequestContext(
                "as-1",
                Kind.ASSERTION,
                "mmm",
                FakePayer.NUMBER,
                List.of(new ContextRequest(
                        "MedicationRequest/order-1", null, "initial", Canonical.parse(STATIC), "{}")),
                Instant.EPOCH));

        assertThat(forms(payer.answer(Requests.context(request(), "as-1")))).containsExactly(STATIC);
        assertThat(forms(payer.answer(Requests.and(request(), "order", Requests.order(Requests.LEMTRADA_HCPCS)))))
                .containsExactly(STATIC);
    }

    @Test
    void anAdaptiveFormIsFoundByItsVersionOrWithout() {
        String version = ADAPTIVE + "|" + adaptiveForm().canonical().version();

        Parameters answer = payer.answer(Requests.form(Requests.form(request(), version), ADAPTIVE));

        assertThat(forms(answer)).containsExactly(ADAPTIVE);
        assertThat(outcome(answer)).isEmpty();
    }

    private static Parameters request() {
        return Requests.with(Requests.coverage("mmm", FakePayer.NUMBER));
    }

    private Form staticForm() {
        return catalog.find(Canonical.parse(STATIC)).orElseThrow();
    }

    private AdaptiveForm adaptiveForm() {
        return catalog.findAdaptive(Canonical.parse(ADAPTIVE)).orElseThrow();
    }

    private static Questionnaire form(Parameters answer) {
        return (Questionnaire) bundles(answer).get(0).getEntryFirstRep().getResource();
    }

    private static List<String> dependencies(Bundle bundle) {
        return bundle.getEntry().stream()
                .skip(2)
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Objects::nonNull)
                .map(AdaptivePackagesTest::name)
                .toList();
    }

    private static String name(Resource resource) {
        return resource.fhirType() + " " + resource.getIdElement().getIdPart();
    }

    private static List<String> libraries(Questionnaire form) {
        return form.getExtensionsByUrl(Dtr.CQF_LIBRARY).stream()
                .map(library -> library.getValue().primitiveValue())
                .toList();
    }
}
