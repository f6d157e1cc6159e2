package org.precept.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.review.ReviewerAtWork.openTask;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** What a reviewer asks for comes back to the reviewers' queue, and only once all of it is here. */
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

    private void send(EnrolledMember member, String trace, String code, boolean last) {
        String data = Base64.getEncoder().encodeToString((code + " of Kira").getBytes());
        Reply reply = client.post("/fhir/$submit-attachment", ReviewerAtWork.body("""
                        {'name':'TrackingId','valueIdentifier':{'value':'%s'}},
                        {'name':'AttachTo','valueCode':'preauthorization'},
                        {'name':'MemberId','valueIdentifier':{'value':'%s'}},
                        {'name':'Final','valueBoolean':%s},
                        {'name':'Attachment','part':[
                          {'name':'Code','valueCodeableConcept':{'coding':[{'system':'http://loinc.org','code':'%s'}],
                            'text':'%s of Kira'}},
                          {'name':'Content','resource':{'resourceType':'Binary','contentType':'text/plain','data':'%s'}}]}""".formatted(
                        trace, member.number(), last, code, code, data)));
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
