package org.precept.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.review.ReviewerAtWork.DENIAL;
import static org.precept.review.ReviewerAtWork.action;
import static org.precept.review.ReviewerAtWork.openTask;
import static org.precept.review.ReviewerAtWork.parts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.precept.support.UpdateBundle;

/** A denial, its appeal, and who decides on that, over HTTP. */
class AppealIT extends ServerTest {
    private static final String SUBMIT = "/fhir/Claim/$submit";
    private static final String CERTIFICATION_TYPE =
            "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-certificationType";
    private static final String APPROVE = "{'name':'decision','valueCode':'approve'}";

    private ReviewerAtWork clara;
    private ReviewerAtWork paula;

    @BeforeEach
    void reviewers() {
        clara = new ReviewerAtWork(client, "clara");
        paula = new ReviewerAtWork(client, "paula");
    }

    @Test
    void whoDeniedDoesNotDecideOnTheAppealAndWhoDoesMayApprove() {
        EnrolledMember kira = EnrolledMember.copy(client, "kira", "appeal");
        Bundle request = PendedRequests.cigna(kira).build();
        client.post(SUBMIT, PasBundle.json(request));
        deny(paula, openTask(client, kira));
        Bundle appeal = appeal(request, "1");

        Reply answer = client.post(SUBMIT, PasBundle.json(appeal));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"code\":\"0V\"");
        String task = openTask(client, kira);
        Reply prejudiced = paula.decide(task, APPROVE);
        Reply decided = clara.decide(task, APPROVE);

        assertThat(client.get("/fhir/Task/" + task).at("/priority")).isEqualTo("urgent");
        assertThat(prejudiced.status()).as(prejudiced.body()).isEqualTo(403);
        assertThat(prejudiced.body()).contains("It appeals a denial of yours");
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertThat(action(decided.json().at("/parameter/1/resource"), 0)).isEqualTo("A1");
        assertThat(parts(clara.task(task).json(), "authorization", "units")).containsExactly("60");
    }

    @Test
    void anAppealOfWhatWasNotDeniedIsABusinessError() {
        EnrolledMember kira = EnrolledMember.copy(client, "kira", "appeal-early");
        Bundle request = PendedRequests.cigna(kira).build();
        client.post(SUBMIT, PasBundle.json(request));

        Reply pended = client.post(SUBMIT, PasBundle.json(appeal(request, "2")));
        Reply unknown = client.post(
                SUBMIT, PasBundle.json(appeal(PendedRequests.cigna(kira).build(), "2")));

        assertThat(pended.status()).isEqualTo(200);
        assertThat(error(pended)).isEqualTo("33");
        assertThat(error(unknown)).isEqualTo("AA");
        openTask(client, kira);
    }

    private static String error(Reply reply) {
        JsonNode response = reply.json().at("/entry/0/resource");
        assertThat(response.path("outcome").asText()).isEqualTo("error");
        return response.at("/error/0/code/coding/0/code").asText();
    }

    private static void deny(ReviewerAtWork reviewer, String task) {
        String section = parts(reviewer.task(task).json(), "denial", "section").stream()
                .filter(each -> !each.contains("\""))
                .findFirst()
                .orElseThrow();
        Reply denied = reviewer.decide(task, DENIAL.formatted(section));
        assertThat(denied.status()).as(denied.body()).isEqualTo(200);
        assertThat(action(denied.json().at("/parameter/1/resource"), 0)).isEqualTo("A3");
    }

    private static Bundle appeal(Bundle denied, String type) {
        Bundle bundle = UpdateBundle.of(denied).build();
        Claim claim = (Claim) bundle.getEntryFirstRep().getResource();
        claim.getCreatedElement().setValueAsString(Instant.now().toString());
        claim.getItem()
                .forEach(item -> ((CodeableConcept)
                                item.getExtensionByUrl(CERTIFICATION_TYPE).getValue())
                        .getCodingFirstRep()
                        .setCode(type));
        return bundle;
    }
}
