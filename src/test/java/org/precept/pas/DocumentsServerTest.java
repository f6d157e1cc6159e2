package org.precept.pas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Requests that wait for documents on the running server, and the documents for them. */
abstract class DocumentsServerTest extends ServerTest {

    static final String TRACE = "https://precept.example/trace";
    static final String FORMS = "https://precept.example/fhir/Questionnaire/";
    static final String CARESOURCE = FORMS + "caresource-passe-alemtuzumab-initial";
    static final String CIGNA = FORMS + "cigna-alemtuzumab-initial";
    static final String NOTE = "11506-3";
    static final String RECORDS = "11503-0";
    static final String FORM = "102089-0";

    @Autowired
    JdbcTemplate jdbc;

    /** A request that waits. */
    record Pended(DocumentsServerTest test, EnrolledMember member, String inquiry, PasAnswer answer, String trace) {

        PasAnswer inquire() {
            Reply reply = test.client.post("/fhir/Claim/$inquire", inquiry);
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(reply.at("/parameter/0/name")).isEqualTo("return");
            return PasAnswer.of(reply.json().at("/parameter/0/resource").toString());
        }
    }

    Pended pended(String name, String copy, int units) {
        EnrolledMember member = EnrolledMember.copy(client, name, copy);
        Pended pended = submit(member, course(member, units));
        assertThat(pended.answer().reason()).as(pended.answer().notes()).isEqualTo("0U");
        return pended;
    }

    Pended submit(EnrolledMember member, PasBundle request) {
        String json = request.json();
        PasAnswer answer = PasAnswer.of(client.post("/fhir/Claim/$submit", json));
        return new Pended(this, member, json, answer, answer.trace());
    }

    void submit(Pended pended, String code, Resource document) {
        Reply reply = client.post("/fhir/$submit-attachment", json(attachments(pended, code, document)));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    static PasBundle course(EnrolledMember member, int units) {
        return member.request().diagnosis("G35.A").item("J0202", units, "22", "2026-12-01");
    }

    /** The questionnaire with the tuberculosis test, answered after the request was made. */
    static QuestionnaireResponse tb(Pended pended) {
        return PasBundle.answer(form(pended, CARESOURCE), "tb", "negative");
    }

    static QuestionnaireResponse form(Pended pended, String canonical) {
        QuestionnaireResponse response =
                PasBundle.completed(canonical, Instant.now().toString());
        response.setSubject(new Reference("https://ehr.example/fhir/Patient/1").setIdentifier(number(pended.member())));
        response.addExtension(context(pended.trace()));
        return response;
    }

    static Extension context(String trace) {
        return new Extension(
                "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/qr-context",
                new Reference().setIdentifier(trace(trace)));
    }

    static DocumentReference document(String text) {
        DocumentReference document = new DocumentReference();
        document.addContent().getAttachment().setContentType("text/plain").setData(text.getBytes(UTF_8));
        return document;
    }

    static Parameters attachments(Pended pended, String code, Resource content) {
        Parameters parameters = new Parameters();
        parameters.addParameter("TrackingId", trace(pended.trace()));
        parameters.addParameter("MemberId", number(pended.member()));
        parameters.addParameter("AttachTo", new CodeType("preauthorization"));
        parameters.addParameter("Final", new BooleanType(false));
        ParametersParameterComponent attachment = parameters.addParameter().setName("Attachment");
        if (code != null) {
            attachment.addPart().setName("Code").setValue((Type) loinc(code));
        }
        attachment.addPart().setName("Content").setResource(content);
        return parameters;
    }

    static List<String> asked(PasAnswer answer) {
        return answer.all(CommunicationRequest.class).stream()
                .map(communication ->
                        communication.getPayloadFirstRep().getContent().primitiveValue())
                .toList();
    }

    /** What is asked for now, as the stored answer says. */
    List<String> open(Pended pended) {
        return client.get("/fhir/CommunicationRequest?status=active&identifier=" + TRACE + "%7C" + pended.trace())
                .json()
                .at("/entry")
                .findValuesAsText("contentString");
    }

    List<String> statuses(String search) {
        return client.get("/fhir/" + search).json().at("/entry").findParents("resourceType").stream()
                .map(resource -> resource.at("/status").asText())
                .toList();
    }

    String version(Pended pended) {
        String id = pended.answer().response().getIdElement().getIdPart();
        return client.get("/fhir/ClaimResponse/" + id).at("/meta/versionId");
    }

    static Identifier number(EnrolledMember member) {
        return new Identifier()
                .setSystem("https://precept.example/member/" + member.payer())
                .setValue(member.number());
    }

    static Identifier trace(String number) {
        return new Identifier().setSystem(TRACE).setValue(number);
    }

    static CodeableConcept loinc(String code) {
        return new CodeableConcept(new Coding("http://loinc.org", code, null));
    }

    static String json(Resource resource) {
        return PasBundle.json(resource);
    }
}
