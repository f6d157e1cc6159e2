package org.precept.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.review.ReviewerAtWork.openTask;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.JsonPath;
import java.util.Base64;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.precept.support.UpdateBundle;

/** What reviewers ask for or hand on stays theirs, whatever arrives; and what only a person can read reaches one. */
class AskedDocumentsIT extends ServerTest {

    private static final String ASKS = """
            {'name':'decision','valueCode':'ask-more'},
            {'name':'document','valueCoding':{'system':'http://loinc.org','code':'11488-4'}},
            {'name':'document','valueCoding':{'system':'http://loinc.org','code':'18748-4'}},
            {'name':'text','valueString':'Send the consult note and the MRI.'}""";

    @Test
    void whatAReviewerAskedForReturnsToTheQueueWhenAllOfItIsHere() {
        ReviewerAtWork clara = new ReviewerAtWork(client, "clara");
        EnrolledMember kira = PendedRequests.clinician(client, "asked-all");
        String task = openTask(client, kira);
        String trace = client.get("/fhir/Task/" + task).at("/identifier/0/value");
        Reply asked = clara.decide(task, ASKS);
        assertThat(asked.status()).as(asked.body()).isEqualTo(200);
        assertThat(open(trace)).containsExactlyInAnyOrder("11488-4", "18748-4");

        send(kira, trace, "11488-4", false);
        assertThat(open(trace)).containsExactly("18748-4");
        assertThat(reviewTasks(kira)).isEmpty();

        send(kira, trace, "18748-4", false);
        assertThat(open(trace)).isEmpty();
        String again = openTask(client, kira);
        Reply seen = clara.task(again);
        assertThat(seen.at("/performerType/0/coding/0/code")).isEqualTo("clinician");
        assertThat(ReviewerAtWork.parts(seen.json(), "document", "code")).containsExactly("11488-4", "18748-4");
        assertThat(clara.get("/review/Task?queue=clinician").body()).contains("11488-4 of Kira");
    }

    @Test
    void aProviderWhoHasNoMoreSaysSo() {
        ReviewerAtWork clara = new ReviewerAtWork(client, "clara");
        EnrolledMember kira = PendedRequests.clinician(client, "asked-last");
        String task = openTask(client, kira);
        String trace = client.get("/fhir/Task/" + task).at("/identifier/0/value");
        assertThat(clara.decide(task, ASKS).status()).isEqualTo(200);

        send(kira, trace, "11488-4", true);

        assertThat(open(trace)).isEmpty();
        assertThat(openTask(client, kira)).isNotEqualTo(task);
    }

    @Test
    void whatAReviewerAskedForReturnsWithAnUpdate() {
        ReviewerAtWork clara = new ReviewerAtWork(client, "clara");
        EnrolledMember kira = EnrolledMember.copy(client, "kira", "asked-update");
        Bundle first = PendedRequests.cigna(kira).build();
        assertThat(client.post("/fhir/Claim/$submit", PasBundle.json(first)).status())
                .isEqualTo(200);
        String task = openTask(client, kira);
        assertThat(clara.decide(
                                task,
                                "{'name':'decision','valueCode':'reassign'},{'name':'reviewer','valueString':'clara'}")
                        .status())
                .isEqualTo(200);
        assertThat(clara.decide(task, ASKS).status()).isEqualTo(200);
        UpdateBundle update = UpdateBundle.of(first);
        DocumentReference note = new DocumentReference();
        note.setStatus(DocumentReferenceStatus.CURRENT).setSubject(update.patient());
        note.addContent().getAttachment().setContentType("text/plain").setData("consult".getBytes(UTF_8));

        Reply updated = client.post("/fhir/Claim/$submit", update.attach(note).json());

        assertThat(updated.status()).as(updated.body()).isEqualTo(200);
        JsonNode answer = updated.json().at("/entry/0/resource");
        assertThat(ReviewerAtWork.action(answer, 0)).isEqualTo("A4");
        assertThat(ReviewerAtWork.reason(answer, 0)).isEqualTo("0V");
        String again = openTask(client, kira);
        assertThat(again).isNotEqualTo(task);
        Reply seen = clara.task(again);
        assertThat(seen.at("/performerType/0/coding/0/code")).isEqualTo("clinician");
        assertThat(seen.at("/owner/identifier/value")).isEqualTo("clara");
        assertThat(ReviewerAtWork.parts(seen.json(), "event", "decision")).containsExactly("reassign", "ask-more");
    }

    @Test
    void whatWasEscalatedStaysWithItsOwnerWhenADocumentArrives() {
        EnrolledMember elena = PendedRequests.nurse(client, "asked-escalated");
        String task = openTask(client, elena);
        ReviewerAtWork peter = new ReviewerAtWork(client, "peter");
        assertThat(new ReviewerAtWork(client, "nora")
                        .decide(
                                task,
                                "{'name':'decision','valueCode':'escalate'},{'name':'queue','valueCode':'physician'},"
                                        + "{'name':'text','valueString':'Dose looks unusual.'}")
                        .status())
                .isEqualTo(200);
        assertThat(peter.decide(
                                task,
                                "{'name':'decision','valueCode':'reassign'},{'name':'reviewer','valueString':'peter'}")
                        .status())
                .isEqualTo(200);

        send(elena, client.get("/fhir/Task/" + task).at("/identifier/0/value"), "11488-4", false);

        Reply seen = peter.task(openTask(client, elena));
        assertThat(seen.at("/id")).isEqualTo(task);
        assertThat(seen.at("/performerType/0/coding/0/code")).isEqualTo("physician");
        assertThat(seen.at("/owner/identifier/value")).isEqualTo("peter");
        assertThat(ReviewerAtWork.parts(seen.json(), "document", "code")).containsExactly("11488-4");
    }

    @Test
    void aCodedPrescriptionSaysWhichProductIsMeant() {
        EnrolledMember elena = EnrolledMember.copy(client, "elena", "asked-prescription");
        String trace = unclassified(elena);
        assertThat(open(trace)).containsExactly("57828-6");

        send(elena, trace, "57828-6", """
                {'resourceType':'MedicationRequest','status':'active','intent':'order',
                 'subject':{'identifier':{'system':'https://precept.example/member/policy-2020910','value':'%s'}},
                 'medicationCodeableConcept':{'coding':[{'system':'http://hl7.org/fhir/sid/ndc','code':'0078-1007-68'}]},
                 'dosageInstruction':[{'timing':{'repeat':{'frequency':1,'period':1,'periodUnit':'mo'}},
                   'doseAndRate':[{'doseQuantity':{'value':20,'system':'http://unitsofmeasure.org','code':'mg'}}]}]}""".formatted(elena.number()));

        assertThat(open(trace)).isEmpty();
        ReviewerAtWork nora = new ReviewerAtWork(client, "nora");
        String task = openTask(client, elena);
        JsonNode seen = nora.task(task).json();
        assertThat(ReviewerAtWork.facts(seen, "product")).containsExactly("kesimpta");
        assertThat(nora.decide(task, "{'name':'decision','valueCode':'approve'}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPrescriptionThatIsNotCodedGoesToAPerson() {
        EnrolledMember elena = EnrolledMember.copy(client, "elena", "asked-scan");
        String trace = unclassified(elena);

        send(elena, trace, "57828-6", false);

        assertThat(open(trace)).isEmpty();
        ReviewerAtWork nora = new ReviewerAtWork(client, "nora");
        String task = openTask(client, elena);
        Reply seen = nora.task(task);
        assertThat(seen.at("/performerType/0/coding/0/code")).isEqualTo("nurse");
        assertThat(ReviewerAtWork.parts(seen.json(), "document", "code")).containsExactly("57828-6");
        assertThat(nora.get("/review/Task?queue=nurse&_count=50").body()).contains("57828-6 of Kira");
        Reply approved = nora.decide(task, "{'name':'decision','valueCode':'approve'}");
        assertThat(approved.status()).as(approved.body()).isEqualTo(422);
        Reply asked = nora.decide(
                task,
                "{'name':'decision','valueCode':'ask-more'},{'name':'document','valueCode':'57828-6'},"
                        + "{'name':'text','valueString':'Send it in codes.'}");
        assertThat(asked.status()).as(asked.body()).isEqualTo(200);
        assertThat(open(trace)).containsExactly("57828-6");
    }

    /** A request for a drug by a billing code that names no one product; its trace number. */
    private String unclassified(EnrolledMember member) {
        Reply pended = PendedRequests.submit(
                client,
                member.request()
                        .created(PendedRequests.now().toString())
                        .diagnosis("G35.A")
                        .item("J3490", 1, "12", PendedRequests.inTwoWeeks()));
        return first(
                pended.json().at("/entry/0/resource/item/0").toString(),
                "$.extension[?(@.url =~ /.*administrationReferenceNumber/)].valueString");
    }

    private static String first(String json, String path) {
        List<String> found = JsonPath.read(json, path);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private void send(EnrolledMember member, String trace, String code, boolean last) {
        String data = Base64.getEncoder().encodeToString((code + " of Kira").getBytes(UTF_8));
        send(member, trace, code, last, "{'resourceType':'Binary','contentType':'text/plain','data':'" + data + "'}");
    }

    private void send(EnrolledMember member, String trace, String code, String content) {
        send(member, trace, code, false, content);
    }

    private void send(EnrolledMember member, String trace, String code, boolean last, String content) {
        Reply reply = client.post("/fhir/$submit-attachment", ReviewerAtWork.body("""
                        {'name':'TrackingId','valueIdentifier':{'value':'%s'}},
                        {'name':'AttachTo','valueCode':'preauthorization'},
                        {'name':'MemberId','valueIdentifier':{'value':'%s'}},
                        {'name':'Final','valueBoolean':%s},
                        {'name':'Attachment','part':[
                          {'name':'Code','valueCodeableConcept':{'coding':[{'system':'http://loinc.org','code':'%s'}],
                            'text':'%s of Kira'}},
                          {'name':'Content','resource':%s}]}""".formatted(
                        trace, member.number(), last, code, code, content)));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private List<String> open(String trace) {
        return client.get(
                        "/fhir/CommunicationRequest?status=active&identifier=https://precept.example/trace%7C" + trace)
                .json()
                .at("/entry")
                .findValuesAsText("contentString");
    }

    private List<String> reviewTasks(EnrolledMember member) {
        return client.get(
                        "/fhir/Task?status=requested&performer=https://precept.example/fhir/CodeSystem/review-queue%7Cclinician"
                                + "&patient=" + member.patient())
                .json()
                .at("/entry")
                .findValuesAsText("id");
    }
}
