package org.precept.dtr.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;

/** Answers that contradict the record are stored, flagged, and told. */
class ContradictionsIT extends AnswersServerTest {

    @Test
    void anAnswerThatContradictsTheRecordIsFlagged() {
        // Given a member with a negative HIV test on record
        EnrolledMember member = member("flag");

        // When a form says the contrary
        Reply reply = post(answer(response(member, INITIAL), "hiv-negative", new BooleanType(false)));

        // Then the answer is stored, and an issue that names both sides
        assertThat(reply.status()).isEqualTo(201);
        String reference = reference(reply);
        DetectedIssue issue = flagged(reference).get(0);
        assertThat(issue.getPatient().getReference()).isEqualTo("Patient/" + member.patient());
        assertThat(issue.getCode().getCodingFirstRep().getCode()).isEqualTo("contradicts-other-evidence");
        assertThat(issue.getImplicated())
                .extracting(Reference::getReference)
                .hasSize(2)
                .contains(reference)
                .anyMatch(other -> other != null && other.startsWith("Observation/"));
        assertThat(issue.getEvidenceFirstRep()
                        .getCodeFirstRep()
                        .getCodingFirstRep()
                        .getCode())
                .isEqualTo("hiv-negative");
        assertThat(issue.getDetail()).contains("HIV");
    }

    @Test
    void theClientHearsOfIt() {
        Reply reply = postForOutcome(answer(response(member("tell"), INITIAL), "hiv-negative", new BooleanType(false)));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(issues(reply))
                .filteredOn(issue -> issue.getSeverity() == OperationOutcome.IssueSeverity.WARNING)
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.getExpression().get(0).getValue()).contains("linkId = 'hiv-negative'");
                    assertThat(issue.getDiagnostics()).contains("The answer is stored");
                });
        assertThat(issues(reply))
                .extracting(OperationOutcomeIssueComponent::getDiagnostics)
                .anyMatch(text -> text.contains(Subjects.AS_SENT));
    }

    @Test
    void theExampleUnderRequestsIsStoredAndFlagged() throws IOException {
        EnrolledMember member = member("example");
        String example = Files.readString(Path.of("requests/store-ben.json")).replace("MMM-2001", member.number());

        Reply reply = client.post("/fhir/QuestionnaireResponse", example);

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(flagged(reference(reply))).hasSize(1);
    }

    @Test
    void inATransactionItIsToldWithTheEntry() {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        bundle.addEntry()
                .setResource(answer(response(member("tx"), INITIAL), "hiv-negative", new BooleanType(false)))
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl("QuestionnaireResponse");

        Reply reply = client.post("/fhir", json(bundle));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        Bundle.BundleEntryResponseComponent entry =
                read(Bundle.class, reply).getEntryFirstRep().getResponse();
        assertThat(json(entry.getOutcome())).contains("linkId = 'hiv-negative'");
    }

    @Test
    void aCorrectedAnswerTakesTheFlagAway() {
        Reply stored = post(answer(response(member("correct"), INITIAL), "hiv-negative", new BooleanType(false)));
        String first = flagged(reference(stored)).get(0).getIdPart();

        // The same contradiction keeps its issue
        QuestionnaireResponse same = read(QuestionnaireResponse.class, stored);
        answer(same, "no-active-infection", new BooleanType(true));
        assertThat(put(same).status()).isEqualTo(200);
        assertThat(flagged(reference(stored)))
                .singleElement()
                .satisfies(issue -> assertThat(issue.getIdPart()).isEqualTo(first));

        // A corrected answer ends it
        same.getItemFirstRep().getAnswerFirstRep().setValue(new BooleanType(true));
        assertThat(put(same).status()).isEqualTo(200);
        assertThat(flagged(reference(stored))).isEmpty();
    }

    @Test
    void whatIsTakenBackOrDeletedIsNotFlagged() {
        Reply one = post(answer(response(member("back"), INITIAL), "hiv-negative", new BooleanType(false)));
        QuestionnaireResponse wrong = read(QuestionnaireResponse.class, one);
        put(wrong.setStatus(QuestionnaireResponseStatus.ENTEREDINERROR));
        assertThat(flagged(reference(one))).isEmpty();

        Reply two = post(answer(response(member("gone"), INITIAL), "hiv-negative", new BooleanType(false)));
        assertThat(flagged(reference(two))).hasSize(1);
        assertThat(client.send(java.net.http.HttpRequest.newBuilder()
                                .uri(client.uri("/fhir/" + reference(two)))
                                .DELETE())
                        .status())
                .isEqualTo(200);
        assertThat(flagged(reference(two))).isEmpty();
    }

    @Test
    void evidenceThatIsImplicatedCanStillBeDeleted() {
        EnrolledMember member = member("delete");
        Reply stored = post(answer(response(member, INITIAL), "hiv-negative", new BooleanType(false)));
        String test = flagged(reference(stored)).get(0).getImplicated().stream()
                .map(Reference::getReference)
                .filter(reference -> reference.startsWith("Observation/"))
                .findFirst()
                .orElseThrow();

        assertThat(client.send(java.net.http.HttpRequest.newBuilder()
                                .uri(client.uri("/fhir/" + test))
                                .DELETE())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answersThatAgreeAreNotFlagged() {
        Reply stored = post(answer(response(member("agree"), INITIAL), "hiv-negative", new BooleanType(true)));

        assertThat(flagged(reference(stored))).isEmpty();
    }

    private EnrolledMember member(String name) {
        return EnrolledMember.copy(client, "ben", "contradiction-" + name);
    }
}
