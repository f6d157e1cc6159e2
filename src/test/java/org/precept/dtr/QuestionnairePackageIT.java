package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.precept.fhir.Canonical;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContext.Kind;
import org.precept.record.RequestContexts;
import org.precept.support.Reply;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code $questionnaire-package} on the running server, with the demo members. */
class QuestionnairePackageIT extends DtrServerTest {
    private static final String BEN = "MMM-2001";
    private static final String INES = "CS-1005";

    @Autowired
    private RequestContexts contexts;

    @Test
    void aFormAskedForByNameIsFilledFromTheMembersRecord() {
        Reply reply = ask(Requests.form(ben(), FORMS + "mmm-alemtuzumab-initial"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/resourceType")).isEqualTo("Parameters");
        QuestionnaireResponse draft = draft(bundles(reply).get(0));
        List<QuestionnaireResponseItemComponent> filled = draft.getItem().stream()
                .flatMap(QuestionnairePackageIT::withChildren)
                .toList();
        assertThat(answer(filled, "diagnosis")).isEqualTo("rrms");
        assertThat(answer(filled, "hiv-negative")).isEqualTo("true");
        assertThat(filled)
                .filteredOn(item -> item.getLinkId().equals("step-therapy.trial"))
                .hasSize(2);
        assertThat(filled)
                .extracting(QuestionnaireResponseItemComponent::getLinkId)
                .doesNotContain("no-concurrent-dmt", "no-active-infection");
        assertThat(filled)
                .flatExtracting(QuestionnaireResponseItemComponent::getAnswer)
                .allSatisfy(answer -> assertThat(
                                answer.getExtensionByUrl(Dtr.INFORMATION_ORIGIN).getExtensionString("source"))
                        .isEqualTo("auto-server"));
    }

    @Test
    void thePackageIsClosed() {
        Bundle bundle = bundles(ask(Requests.form(ben(), FORMS + "mmm-alemtuzumab-initial")))
                .get(0);

        assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.COLLECTION);
        assertThat(bundle.hasTimestamp()).isTrue();
        assertThat(bundle.hasIdentifier()).isTrue();
        List<String> types = bundle.getEntry().stream()
                .map(entry -> entry.getResource().fhirType())
                .toList();
        assertThat(types.subList(0, 2)).containsExactly("Questionnaire", "QuestionnaireResponse");
        assertThat(types.subList(2, types.size())).containsOnly("Library", "ValueSet");
        Set<String> fullUrls = new HashSet<>();
        assertThat(bundle.getEntry()).allMatch(entry -> fullUrls.add(entry.getFullUrl()));
        assertThat(bundle.getEntry().stream()
                        .map(BundleEntryComponent::getResource)
                        .filter(ValueSet.class::isInstance)
                        .map(ValueSet.class::cast))
                .allMatch(set -> set.getExpansion().getContains().size() < 40);
    }

    @Test
    void anOrderIsAnsweredWithTheFormOfThePhaseThatTheRecordShows() {
        Parameters request = Requests.with(Requests.coverage("caresource-passe", INES));
        Requests.and(request, "order", Requests.order(Requests.LEMTRADA_HCPCS));

        Reply reply = ask(request);

        assertThat(urls(reply)).containsExactly(FORMS + "caresource-passe-alemtuzumab-continuation");
        assertThat(contextReferences(reply))
                .extracting(Reference::getReference)
                .containsExactly("MedicationRequest/order-1");
    }

    @Test
    void whatWasRecordedUnderAContextIsFoundAgain() {
        MedicationRequest order = Requests.order(Requests.LEMTRADA_HCPCS);
        Canonical form = Canonical.parse(FORMS + "mmm-alemtuzumab-initial|1.1.0");
        contexts.remember(new RequestContext(
                "it-dtr-1",
                Kind.TRACE,
                "mmm",
                BEN,
                List.of(new ContextRequest(
                        "MedicationRequest/order-1",
                        Canonical.parse("https://precept.example/fhir/PlanDefinition/mmm-alemtuzumab|1.2.0"),
                        "initial",
                        form,
                        json(order))),
                Instant.now()));

        Reply reply = ask(Requests.context(ben(), "it-dtr-1"));

        assertThat(urls(reply)).containsExactly(form.url());
        assertThat(contextReferences(reply)).anySatisfy(reference -> {
            assertThat(reference.getIdentifier().getSystem()).isEqualTo("https://precept.example/trace");
            assertThat(reference.getIdentifier().getValue()).isEqualTo("it-dtr-1");
        });
        Parameters ofAnother = Requests.with(Requests.coverage("mmm", "MMM-2002"));
        assertThat(ask(Requests.context(ofAnother, "it-dtr-1")).status()).isEqualTo(422);
    }

    @Test
    void whatIsNotHereIsAWarning() {
        Parameters request = Requests.form(ben(), FORMS + "nowhere");
        Requests.form(request, FORMS + "mmm-alemtuzumab-nowhere-adaptive");

        Reply reply = ask(request);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(bundles(reply)).isEmpty();
        OperationOutcome outcome = (OperationOutcome)
                read(Parameters.class, reply).getParameter("outcome").getResource();
        assertThat(outcome.getIssue())
                .extracting(OperationOutcome.OperationOutcomeIssueComponent::getSeverity)
                .containsOnly(OperationOutcome.IssueSeverity.WARNING);
    }

    @Test
    void anAdaptiveFormNamesTheBaseThatItWasAskedAt() {
        for (String base : List.of("/fhir", "/2.0.1/fhir")) {
            Reply reply = client.post(
                    base + "/Questionnaire/$questionnaire-package",
                    json(Requests.form(ben(), FORMS + "mmm-alemtuzumab-initial-adaptive")));

            Bundle bundle = (Bundle)
                    read(Parameters.class, reply).getParameterFirstRep().getResource();
            Questionnaire form = (Questionnaire) bundle.getEntryFirstRep().getResource();
            assertThat(form.getExtensionByUrl(Dtr.ADAPTIVE).getValue().primitiveValue())
                    .matches("http://127\\.0\\.0\\.1:\\d+" + base);
            assertThat(draft(bundle).getContained()).hasSize(1);
        }
    }

    @Test
    void clientsThatAcceptGzipGetItPacked() {
        Reply packed = client.send(HttpRequest.newBuilder(client.uri(PATH))
                .header("Content-Type", "application/fhir+json")
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofString(json(Requests.form(ben(), FORMS + "mmm-alemtuzumab-initial")))));

        assertThat(packed.status()).isEqualTo(200);
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(ask(Requests.form(ben(), FORMS + "mmm-alemtuzumab-initial")).header("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void aPackageThatHasNotChangedMayBeLeftOut() {
        Parameters request = Requests.form(ben(), FORMS + "mmm-alemtuzumab-initial");
        Requests.and(request, "changedsince", new InstantType(Instant.now().toString()));
        Parameters longAgo = Requests.form(ben(), FORMS + "mmm-alemtuzumab-initial");
        Requests.and(longAgo, "changedsince", new InstantType("2020-01-01T00:00:00Z"));

        assertThat(bundles(ask(request))).isEmpty();
        assertThat(bundles(ask(longAgo))).hasSize(1);
    }

    @Test
    void whatCannotBeProcessedNamesTheElement() {
        Parameters nothing = ben();
        assertRefused(ask(nothing), 400, "Parameters.parameter");
        assertRefused(
                ask(Requests.form(new Parameters(), FORMS + "mmm-alemtuzumab-initial")), 400, "Parameters.parameter");
        Parameters two = Requests.and(ben(), "coverage", Requests.coverage("mmm", BEN));
        assertRefused(ask(Requests.context(two, "x")), 400, "Parameters.parameter[1].resource");
        assertRefused(
                ask(Requests.context(Requests.with(Requests.coverage("another", BEN)), "TRN-1")),
                422,
                "Parameters.parameter[1].value");
        assertRefused(
                ask(Requests.form(Requests.with(Requests.coverage("another", BEN)), FORMS + "x")),
                400,
                "Parameters.parameter[0].resource.payor");
        Reply unknown = ask(Requests.form(Requests.with(Requests.coverage("mmm", "MMM-0")), FORMS + "x"));
        assertRefused(unknown, 422, "Parameters.parameter[0].resource.subscriberId");
        assertThat(unknown.body()).doesNotContain("MMM-0");
    }

    @Test
    void whatIsNotParametersIsRefused() {
        assertThat(client.post(PATH, "{").status()).isEqualTo(400);
        assertThat(client.post(PATH, "").status()).isEqualTo(400);
        Reply other = client.post(PATH, json(Requests.coverage("mmm", BEN)));
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.at("/resourceType")).isEqualTo("OperationOutcome");
    }

    @Test
    void theCapabilityStatementTellsOfTheOperation() {
        assertThat(client.get("/fhir/metadata").body()).contains("questionnaire-package");
    }

    private static void assertRefused(Reply reply, int status, String element) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(firstExpression(reply)).isEqualTo(element);
    }

    private static Parameters ben() {
        return Requests.with(Requests.coverage("mmm", BEN));
    }

    private static List<String> urls(Reply reply) {
        return bundles(reply).stream()
                .map(bundle -> ((Questionnaire) bundle.getEntryFirstRep().getResource()).getUrl())
                .toList();
    }

    private static List<Reference> contextReferences(Reply reply) {
        return draft(bundles(reply).get(0)).getExtensionsByUrl(Dtr.QR_CONTEXT).stream()
                .map(extension -> (Reference) extension.getValue())
                .toList();
    }

    private static String answer(List<QuestionnaireResponseItemComponent> items, String linkId) {
        return items.stream()
                .filter(item -> item.getLinkId().equals(linkId))
                .map(item -> item.getAnswerFirstRep())
                .map(answer -> answer.hasValueCoding()
                        ? answer.getValueCoding().getCode()
                        : answer.getValue().primitiveValue())
                .findFirst()
                .orElse("");
    }

    private static Stream<QuestionnaireResponseItemComponent> withChildren(QuestionnaireResponseItemComponent item) {
        Stream<QuestionnaireResponseItemComponent> children = Stream.concat(
                item.getItem().stream(), item.getAnswer().stream().flatMap(answer -> answer.getItem().stream()));
        return Stream.concat(Stream.of(item), children.flatMap(QuestionnairePackageIT::withChildren));
    }
}
