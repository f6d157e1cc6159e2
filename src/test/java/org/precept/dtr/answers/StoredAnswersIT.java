package org.precept.dtr.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Signature;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;

/** What may be stored as answers of a form, what is refused, and that nothing is stored then. */
class StoredAnswersIT extends AnswersServerTest {
    private static final String SIGNATURE = "http://hl7.org/fhir/StructureDefinition/questionnaireresponse-signature";
    private static final String ORIGIN = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin";

    @Test
    void unknownQuestionsAreRefused() {
        assertRefused("it-answers-1", "shoe-size", new StringType("42"), ".linkId");
    }

    @Test
    void choicesThatAreNotOfferedAreRefused() {
        assertRefused("it-answers-2", "diagnosis", choice("headache"), ".answer[0].value");
    }

    @Test
    void answersOfAnotherTypeAreRefused() {
        assertRefused("it-answers-3", "hiv-negative", new StringType("yes, 42"), ".answer[0].value");
    }

    @Test
    void datesInTheFutureAreRefused() {
        assertRefused(
                "it-answers-4",
                "last-course-date",
                new DateType(LocalDate.now().plusYears(1).toString()),
                ".answer[0].value");
    }

    @Test
    void aFormIsAnsweredAgainAndAgain() {
        QuestionnaireResponse filled = draft(member("again"))
                .setStatus(QuestionnaireResponseStatus.COMPLETED)
                .setAuthoredElement(DateTimeType.now());
        for (int i = 0; i < 3; i++) {
            Reply stored = post(filled);

            assertThat(stored.status()).as(stored.body()).isEqualTo(201);
        }
    }

    private QuestionnaireResponse draft(EnrolledMember member) {
        Coverage coverage = new Coverage();
        coverage.setSubscriberId(member.number()).setBeneficiary(new Reference("Patient/ehr-1"));
        coverage.addPayor()
                .getIdentifier()
                .setSystem("https://precept.example/payer")
                .setValue(member.payer());
        Parameters asked = new Parameters();
        asked.addParameter().setName("coverage").setResource(coverage);
        asked.addParameter("questionnaire", new CanonicalType(INITIAL));
        Parameters answer =
                read(Parameters.class, client.post("/fhir/Questionnaire/$questionnaire-package", json(asked)));
        Bundle packaged = (Bundle) answer.getParameterFirstRep().getResource();
        return (QuestionnaireResponse) packaged.getEntry().get(1).getResource();
    }

    @Test
    void inATransactionTheyAreRefusedToo() {
        QuestionnaireResponse response = response(member("tx"), INITIAL);
        response.setId("it-answers-tx");
        answer(response, "shoe-size", new StringType("42"));

        assertThat(client.post("/fhir", json(bundle(BundleType.TRANSACTION, response)))
                        .status())
                .isEqualTo(422);
        assertThat(client.get("/fhir/QuestionnaireResponse/it-answers-tx").status())
                .isEqualTo(404);
    }

    @Test
    void inABatchTheEntryIsRefused() {
        QuestionnaireResponse wrong = response(member("batch"), INITIAL);
        wrong.setId("it-answers-batch");
        answer(wrong, "shoe-size", new StringType("42"));
        QuestionnaireResponse right = response(member("batch2"), INITIAL);
        right.setId("it-answers-batch2");

        Reply reply = client.post("/fhir", json(bundle(BundleType.BATCH, wrong, right)));

        List<Bundle.BundleEntryComponent> entries = read(Bundle.class, reply).getEntry();
        assertThat(entries.get(0).getResponse().getStatus()).startsWith("422");
        assertThat(json(entries.get(0).getResponse().getOutcome())).contains("linkId shoe-size");
        assertThat(entries.get(1).getResponse().getStatus()).startsWith("201");
    }

    @Test
    void aPatchIsCheckedToo() {
        Reply stored = post(answer(response(member("patch"), INITIAL), "hiv-negative", new BooleanType(true)));
        String patch = "[{\"op\":\"replace\",\"path\":\"/item/0/linkId\",\"value\":\"shoe-size\"}]";

        Reply reply = client.send(java.net.http.HttpRequest.newBuilder()
                .uri(client.uri("/fhir/" + reference(stored)))
                .header("Content-Type", "application/json-patch+json")
                .method("PATCH", java.net.http.HttpRequest.BodyPublishers.ofString(patch)));

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
    }

    @Test
    void everyThingWrongIsNamed() {
        QuestionnaireResponse response = response(member("all"), INITIAL);
        answer(response, "shoe-size", new StringType("42"));
        answer(response, "hiv-negative", new StringType("yes"));
        response.setAuthoredElement(null);

        assertThat(issues(post(response)))
                .extracting(issue -> issue.getExpression().get(0).getValue())
                .containsExactly(
                        "QuestionnaireResponse.item[0].linkId",
                        "QuestionnaireResponse.item[1].answer[0].value",
                        "QuestionnaireResponse.authored");
    }

    @Test
    void aDraftMayLackWhatIsAsked() {
        QuestionnaireResponse draft = response(member("draft"), INITIAL);
        draft.setStatus(QuestionnaireResponseStatus.INPROGRESS).setAuthoredElement(null);
        draft.getExtension().clear();

        Reply stored = post(draft);
        assertThat(stored.status()).isEqualTo(201);

        QuestionnaireResponse completed = read(QuestionnaireResponse.class, stored);
        completed.setStatus(QuestionnaireResponseStatus.COMPLETED);
        assertThat(put(completed).status()).isEqualTo(422);
    }

    @Test
    void aDraftWithAnImpossibleAnswerIsRefused() {
        QuestionnaireResponse draft = response(member("draft2"), INITIAL);
        draft.setStatus(QuestionnaireResponseStatus.INPROGRESS);

        assertThat(post(answer(draft, "diagnosis", choice("headache"))).status())
                .isEqualTo(422);
    }

    @Test
    void whatWasEnteredInErrorCanBeTakenBack() {
        Reply stored = post(answer(response(member("error"), INITIAL), "hiv-negative", new BooleanType(true)));
        QuestionnaireResponse wrong = read(QuestionnaireResponse.class, stored);
        wrong.setStatus(QuestionnaireResponseStatus.ENTEREDINERROR);

        assertThat(put(wrong).status()).isEqualTo(200);
    }

    @Test
    void signatureAuthorAndOriginsStay() {
        EnrolledMember member = member("signed");
        QuestionnaireResponse response = response(member, INITIAL + "|1.0.0");
        response.setAuthor(new Reference("https://ehr.example/fhir/Practitioner/doc-1").setDisplay("Dr. Ehr"));
        Signature signature = new Signature();
        signature
                .addType(new Coding("urn:iso-astm:E1762-95:2013", "1.2.840.10065.1.12.1.1", null))
                .setWho(new Reference("https://ehr.example/fhir/Practitioner/doc-1"))
                .setSigFormat("application/jose")
                .setData(Base64.getDecoder().decode("c2lnbmVk"));
        signature.setWhenElement(new org.hl7.fhir.r4.model.InstantType("2026-11-20T10:00:00Z"));
        response.addExtension(new Extension(SIGNATURE, signature));
        answer(response, "hiv-negative", new BooleanType(true));
        Extension origin = new Extension(ORIGIN);
        origin.addExtension(new Extension("source", new CodeType("override")));
        response.getItemFirstRep().getAnswerFirstRep().addExtension(origin);

        String reference = reference(post(response));

        QuestionnaireResponse stored = read(QuestionnaireResponse.class, client.get("/fhir/" + reference));
        assertThat(stored.getSubject().getReference()).isEqualTo("Patient/" + member.patient());
        Extension sent = stored.getSubject().getExtensionByUrl(Subjects.AS_SENT);
        assertThat(sent.getValue().primitiveValue()).isEqualTo("https://ehr.example/fhir/Patient/pat-1");
        // What was signed comes back when the reference as sent is put in its place.
        stored.getSubject().setReference(sent.getValue().primitiveValue()).removeExtension(Subjects.AS_SENT);
        stored.setId((String) null).setMeta(null);
        assertThat(json(stored)).isEqualTo(json(response));
    }

    @Test
    void formsOfOthersAreNotOurs() {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setQuestionnaire("https://other.example/Questionnaire/q")
                .setStatus(QuestionnaireResponseStatus.COMPLETED);
        response.addItem().setLinkId("length").addAnswer().setValue(new Quantity(3));

        assertThat(post(response).status()).isEqualTo(201);
    }

    @Test
    void aFormOfOursThatDoesNotExistIsRefused() {
        Reply reply = post(response(member("none"), FORMS + "no-such-form"));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(firstIssue(reply).getExpression().get(0).getValue())
                .isEqualTo("QuestionnaireResponse.questionnaire");
    }

    @Test
    void aVersionThatIsNotHereIsCheckedAgainstTheNewest() {
        EnrolledMember member = member("version");

        assertThat(post(answer(response(member, INITIAL + "|0.0.1"), "hiv-negative", new BooleanType(true)))
                        .status())
                .isEqualTo(201);
        assertThat(post(answer(response(member, INITIAL + "|0.0.1"), "shoe-size", new BooleanType(true)))
                        .status())
                .isEqualTo(422);
    }

    private void assertRefused(String id, String linkId, Type value, String below) {
        QuestionnaireResponse response = response(member(id), INITIAL);
        response.setId("QuestionnaireResponse/" + id);
        answer(response, linkId, value);

        Reply reply = put(response);

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(firstIssue(reply).getDiagnostics())
                .contains("linkId " + linkId)
                .doesNotContain("42");
        assertThat(firstIssue(reply).getExpression().get(0).getValue())
                .isEqualTo("QuestionnaireResponse.item[0]" + below);
        assertThat(client.get("/fhir/QuestionnaireResponse/" + id).status()).isEqualTo(404);
    }

    private EnrolledMember member(String name) {
        return EnrolledMember.copy(client, "ben", "stored-" + name);
    }

    private static Bundle bundle(BundleType type, QuestionnaireResponse... responses) {
        Bundle bundle = new Bundle().setType(type);
        for (QuestionnaireResponse response : responses) {
            bundle.addEntry()
                    .setResource(response)
                    .getRequest()
                    .setMethod(HTTPVerb.PUT)
                    .setUrl("QuestionnaireResponse/" + response.getIdPart());
        }
        return bundle;
    }
}
