package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ImmunizationRecommendation;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;

/** What {@code $questionnaire-package} answers to clients of DTR 2.0.1; the rest is as on 2.2. */
class PackagesR201Test {
    private static final String INITIAL = DtrServerTest.FORMS + "mmm-alemtuzumab-initial";
    private static final String CONTINUATION = DtrServerTest.FORMS + "mmm-alemtuzumab-continuation";
    private final FakePayer payer = new FakePayer();
    private final QuestionnairePackages packages = payer.packages();

    @Test
    void theParametersAreNamedAsTheProfileNamesThem() {
        Parameters answer = answer(Requests.form(Requests.form(request(), INITIAL), "https://a.example/unknown"));

        assertThat(answer.getParameter())
                .extracting(ParametersParameterComponent::getName)
                .containsExactly("PackageBundle", "operationOutcome");
        assertThat(answer.getMeta().hasProfile(Dtr.OUTPUT_PARAMETERS)).isTrue();
    }

    @Test
    void anAnswerWithoutPackagesClaimsNoProfile() {
        Parameters request = Requests.and(
                Requests.form(request(), INITIAL),
                "changedsince",
                new InstantType(FakePayer.LOADED.plusSeconds(1).toString()));

        Parameters answer = answer(request);

        assertThat(answer.getParameter())
                .extracting(ParametersParameterComponent::getName)
                .containsExactly("operationOutcome");
        assertThat(answer.getMeta().hasProfile()).isFalse();
    }

    @Test
    void formAndDraftAreInItsWords() {
        Parameters request = Requests.and(request(), "order", Requests.order(Requests.LEMTRADA_HCPCS));
        payer.values.put("no-active-infection prefill", true);

        Bundle bundle = bundles(answer(request)).get(0);

        Questionnaire form = (Questionnaire) bundle.getEntryFirstRep().getResource();
        assertThat(form.getExtensionByUrl(Dtr.CQF_LIBRARY).getValue().primitiveValue())
                .doesNotContain("|");
        QuestionnaireResponse draft =
                (QuestionnaireResponse) bundle.getEntry().get(1).getResource();
        assertThat(draft.getMeta().hasProfile(Dtr.RESPONSE)).isTrue();
        assertThat(draft.getExtensionsByUrl(Dtr.QR_CONTEXT)).hasSize(2);
        assertThat(draft.getItem())
                .singleElement()
                .satisfies(item -> assertThat(item.getLinkId()).isEqualTo("no-active-infection"));
        assertThat(json(draft)).contains("\"auto\"").doesNotContain("auto-server");
    }

    @Test
    void theSameFormIsKeptForEachEditionApart() {
        Parameters request = Requests.form(request(), INITIAL);

        String newest = new String(packages.answer(request, DtrEdition.R2_2), StandardCharsets.UTF_8);
        String older = new String(packages.answer(request, DtrEdition.R2_0_1), StandardCharsets.UTF_8);
        String again = new String(packages.answer(request, DtrEdition.R2_2), StandardCharsets.UTF_8);

        assertThat(newest).contains("text/cql-identifier");
        assertThat(older).doesNotContain("text/cql-identifier");
        assertThat(again).contains("text/cql-identifier");
    }

    @Test
    void aDraftBeginsWithAnItem() {
        Bundle bundle = bundles(answer(Requests.form(request(), INITIAL))).get(0);

        QuestionnaireResponse draft =
                (QuestionnaireResponse) bundle.getEntry().get(1).getResource();
        assertThat(draft.getItem()).hasSize(1);
        assertThat(draft.getItemFirstRep().hasAnswer()).isFalse();
    }

    @Test
    void packagesOfOneAnswerShareTheirLibraries() {
        Parameters request = Requests.form(Requests.form(request(), INITIAL), CONTINUATION);

        List<Bundle> bundles = bundles(answer(request));

        assertThat(bundles).hasSize(2);
        List<String> libraries = bundles.stream()
                .flatMap(bundle -> bundle.getEntry().stream())
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Library.class::isInstance)
                .map(library -> ((Library) library).getName())
                .toList();
        assertThat(libraries).isNotEmpty().doesNotHaveDuplicates();
        assertThat(bundles)
                .allSatisfy(bundle ->
                        assertThat(bundle.getEntry()).anyMatch(entry -> entry.getResource() instanceof ValueSet));
        String newest = new String(packages.answer(request, DtrEdition.R2_2), StandardCharsets.UTF_8);
        assertThat(newest.split("\"resourceType\":\"Library\"", -1)).hasSize(2 * libraries.size() + 1);
    }

    @Test
    void everyValueSetIsExpanded() {
        Bundle bundle = bundles(answer(Requests.form(request(), INITIAL))).get(0);

        assertThat(bundle.getEntry().stream()
                        .map(Bundle.BundleEntryComponent::getResource)
                        .filter(ValueSet.class::isInstance))
                .isNotEmpty()
                .allMatch(set -> ((ValueSet) set).hasExpansion());
    }

    @Test
    void oneOfSeveralCoveragesMayBeOfAnother() {
        Parameters request = Requests.with(Requests.coverage("another-payer", "A-1"));
        Requests.and(request, "coverage", Requests.coverage("mmm", FakePayer.NUMBER));

        Parameters answer = answer(Requests.form(request, INITIAL));

        assertThat(bundles(answer)).hasSize(1);
        assertThat(outcome(answer).getIssue())
                .anySatisfy(issue -> assertThat(issue.getExpression().get(0).getValue())
                        .isEqualTo("Parameters.parameter[0].resource.payor"))
                .allSatisfy(
                        issue -> assertThat(issue.getSeverity()).isNotEqualTo(OperationOutcome.IssueSeverity.ERROR));
    }

    @Test
    void aFormIsReturnedOnceForSeveralCoverages() {
        Parameters request = request();
        Requests.and(request, "coverage", Requests.coverage("mmm", FakePayer.NUMBER));

        Parameters answer = answer(Requests.form(request, INITIAL));

        assertThat(bundles(answer)).hasSize(1);
        assertThat(outcome(answer).getIssue())
                .anyMatch(issue -> issue.getDiagnostics().contains("for another coverage"));
    }

    @Test
    void whenNoCoverageIsUsableTheFirstIsToldAbout() {
        Parameters request = Requests.with(Requests.coverage("another-payer", "A-1"));
        Requests.and(request, "coverage", Requests.coverage("a-third", "A-1"));

        RejectedRequest rejected =
                catchThrowableOfType(() -> answer(Requests.form(request, INITIAL)), RejectedRequest.class);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.outcome().getIssueFirstRep().getExpression().get(0).getValue())
                .startsWith("Parameters.parameter[0]");
    }

    @Test
    void theNewestEditionTakesOneCoverageOnly() {
        Parameters request = request();
        Requests.and(request, "coverage", Requests.coverage("mmm", FakePayer.NUMBER));

        assertThat(catchThrowableOfType(
                                () -> packages.answer(Requests.form(request, INITIAL), DtrEdition.R2_2),
                                RejectedRequest.class)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anImmunizationMayBeRecommendedAndNeedsNoForm() {
        ImmunizationRecommendation order = new ImmunizationRecommendation();
        order.setId("ImmunizationRecommendation/i-1");

        Parameters answer = answer(Requests.and(request(), "order", order));

        assertThat(bundles(answer)).isEmpty();
        assertThat(outcome(answer).getIssueFirstRep().getDiagnostics()).contains("ImmunizationRecommendation");
    }

    private Parameters answer(Parameters request) {
        return FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(
                        Parameters.class,
                        new String(packages.answer(request, DtrEdition.R2_0_1), StandardCharsets.UTF_8));
    }

    private static Parameters request() {
        return Requests.with(Requests.coverage("mmm", FakePayer.NUMBER));
    }

    private static List<Bundle> bundles(Parameters answer) {
        return answer.getParameter().stream()
                .map(ParametersParameterComponent::getResource)
                .filter(Bundle.class::isInstance)
                .map(Bundle.class::cast)
                .toList();
    }

    private static OperationOutcome outcome(Parameters answer) {
        return answer.getParameter().stream()
                .map(ParametersParameterComponent::getResource)
                .filter(OperationOutcome.class::isInstance)
                .map(OperationOutcome.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String json(QuestionnaireResponse draft) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(draft);
    }
}
