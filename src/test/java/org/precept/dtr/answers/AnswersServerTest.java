package org.precept.dtr.answers;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.precept.fhir.CodeSystems;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** Stores responses on the running server, as a form app at an EHR does. */
abstract class AnswersServerTest extends ServerTest {
    static final String FORMS = "https://precept.example/fhir/Questionnaire/";
    static final String INITIAL = FORMS + "mmm-alemtuzumab-initial";
    static final String QR_COVERAGE = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/qr-coverage";
    static final String QR_CONTEXT = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/qr-context";

    /** A completed response about the EHR's own Patient, with the identifiers that our drafts carry. */
    static QuestionnaireResponse response(EnrolledMember member, String form) {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setQuestionnaire(form).setStatus(QuestionnaireResponseStatus.COMPLETED);
        response.setSubject(new Reference("https://ehr.example/fhir/Patient/pat-1"));
        response.setAuthoredElement(new DateTimeType(Instant.now().toString()));
        Reference coverage = new Reference("Coverage/cov-1");
        coverage.getIdentifier()
                .setSystem(CodeSystems.memberNumbers(member.payer()))
                .setValue(member.number());
        response.addExtension(new Extension(QR_COVERAGE, coverage));
        return response;
    }

    static QuestionnaireResponse answer(QuestionnaireResponse response, String linkId, Type value) {
        response.addItem().setLinkId(linkId).addAnswer().setValue(value);
        return response;
    }

    static Coding choice(String code) {
        return new Coding(CodeSystems.ANSWERS, code, null);
    }

    Reply post(QuestionnaireResponse response) {
        return client.post("/fhir/QuestionnaireResponse", json(response));
    }

    Reply put(QuestionnaireResponse response) {
        return client.put("/fhir/" + response.getIdElement().toUnqualifiedVersionless(), json(response));
    }

    /** Asks for the OperationOutcome instead of the resource. */
    Reply postForOutcome(QuestionnaireResponse response) {
        return client.send(HttpRequest.newBuilder()
                .uri(client.uri("/fhir/QuestionnaireResponse"))
                .header("Content-Type", "application/fhir+json")
                .header("Prefer", "return=OperationOutcome")
                .POST(BodyPublishers.ofString(json(response))));
    }

    List<DetectedIssue> flagged(String response) {
        return read(Bundle.class, client.get("/fhir/DetectedIssue?implicated=" + response)).getEntry().stream()
                .map(entry -> (DetectedIssue) entry.getResource())
                .toList();
    }

    static String reference(Reply stored) {
        return read(QuestionnaireResponse.class, stored)
                .getIdElement()
                .toUnqualifiedVersionless()
                .getValue();
    }

    static List<OperationOutcomeIssueComponent> issues(Reply reply) {
        return read(OperationOutcome.class, reply).getIssue();
    }

    static OperationOutcomeIssueComponent firstIssue(Reply reply) {
        return issues(reply).get(0);
    }

    static String json(Resource resource) {
        return parser().encodeResourceToString(resource);
    }

    static <T extends Resource> T read(Class<T> type, Reply reply) {
        return parser().parseResource(type, reply.body());
    }

    private static IParser parser() {
        return FhirContext.forR4Cached().newJsonParser();
    }
}
