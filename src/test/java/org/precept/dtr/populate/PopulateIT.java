package org.precept.dtr.populate;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UrlType;
import org.junit.jupiter.api.Test;
import org.precept.fhir.CodeSystems;
import org.precept.support.DemoMember;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** Forms are filled on request: from the record when asked to, from what is sent, and never from elsewhere. */
class PopulateIT extends ServerTest {
    private static final String OPERATION = "/fhir/Questionnaire/$populate";
    private static final String FORM = "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial";
    private static final String ORIGIN = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin";

    @Test
    void theRecordFillsWhatItKnows() {
        Reply reply = client.post(OPERATION, json(local(ben(form()))));

        QuestionnaireResponse response = response(reply);
        assertThat(response.getQuestionnaire()).startsWith(FORM + "|");
        assertThat(response.getStatus()).isEqualTo(QuestionnaireResponse.QuestionnaireResponseStatus.INPROGRESS);
        assertThat(response.getSubject().getReference()).isEqualTo("Patient/ehr-ben");
        assertThat(response.getItem())
                .extracting(QuestionnaireResponseItemComponent::getLinkId)
                .contains("diagnosis", "step-therapy", "hiv-negative")
                .doesNotContain("no-active-infection");
        assertThat(response.getItem().stream().flatMap(item -> item.getAnswer().stream()))
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.getExtensionByUrl(ORIGIN)
                                .getExtensionByUrl("source")
                                .getValue()
                                .primitiveValue())
                        .isEqualTo("auto-server"));
    }

    @Test
    void withoutLocalTheRecordIsNotShown() {
        Reply reply = client.post(OPERATION, json(ben(form())));

        assertThat(response(reply).getItem()).isEmpty();
        assertThat(issues(reply).getIssueFirstRep().getDiagnostics()).contains("local = true");
    }

    @Test
    void whatIsSentFillsTheFormToo() {
        Parameters request = form();
        DemoMember ben = DemoMember.named("ben");
        context(request, "patient", ben.patient());
        ben.record().forEach(item -> context(request, "record", item.resource()));

        assertThat(response(client.post(OPERATION, json(request))).getItem())
                .extracting(QuestionnaireResponseItemComponent::getLinkId)
                .contains("diagnosis", "hiv-negative");
    }

    @Test
    void aFormIsNamedInSeveralWays() {
        Parameters inline = new Parameters();
        inline.addParameter().setName("questionnaire").setResource(new Questionnaire().setUrl(FORM));
        Parameters reference = new Parameters();
        reference
                .addParameter()
                .setName("questionnaireRef")
                .setValue(new Reference("Questionnaire/mmm-alemtuzumab-initial"));

        assertThat(response(client.post(OPERATION, json(local(ben(inline))))).getItem())
                .isNotEmpty();
        assertThat(response(client.post(OPERATION, json(local(ben(reference))))).getItem())
                .isNotEmpty();
        assertThat(response(client.post(
                                "/fhir/Questionnaire/mmm-alemtuzumab-initial/$populate",
                                json(local(ben(new Parameters())))))
                        .getItem())
                .isNotEmpty();
    }

    @Test
    void noAddressOfARequestIsOpened() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        HttpServer trap = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        trap.createContext("/", exchange -> {
            opened.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        trap.start();
        try {
            String address = "http://127.0.0.1:" + trap.getAddress().getPort() + "/fhir";
            Parameters request = local(ben(form()));
            for (String name : new String[] {"dataEndpoint", "contentEndpoint", "terminologyEndpoint"}) {
                request.addParameter().setName(name).setResource(new Endpoint().setAddress(address));
            }
            request.addParameter().setName("source").setValue(new UrlType(address));
            ParametersParameterComponent context = request.addParameter().setName("context");
            context.addPart().setName("name").setValue(new StringType("patient"));
            context.addPart().setName("content").setValue(new Reference(address + "/Patient/1"));

            Reply reply = client.post(OPERATION, json(request));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(issues(reply).getIssue())
                    .extracting(OperationOutcomeIssueComponent::getDiagnostics)
                    .anyMatch(text -> text.contains("dataEndpoint, contentEndpoint, terminologyEndpoint, source"))
                    .anyMatch(text -> text.contains("send the resource itself"));
            assertThat(opened).hasValue(0);
        } finally {
            trap.stop(0);
        }
    }

    @Test
    void somebodyElsesRecordIsNotShown() {
        Parameters request = local(ben(form()));
        Patient other = new Patient();
        other.setId("Patient/ehr-ben");
        other.setBirthDateElement(new DateType("1901-01-01"));
        context(request, "patient", other);

        Reply reply = client.post(OPERATION, json(request));

        assertThat(response(reply).getItem()).isEmpty();
        assertThat(issues(reply).getIssueFirstRep().getDiagnostics()).contains("not the member");
    }

    @Test
    void aSubjectThatIsNotClearlyAMemberIsRefused() {
        Parameters request = local(form());
        request.addParameter().setName("subject").setValue(new Reference("Patient/ehr-nobody"));

        assertThat(client.post(OPERATION, json(request)).status()).isEqualTo(422);
    }

    @Test
    void whatCannotBeFilledIsRefused() {
        Parameters other = new Parameters();
        other.addParameter().setName("questionnaire").setValue(new CanonicalType("https://other.example/q"));
        Parameters two = form();
        two.addParameter().setName("canonical").setValue(new CanonicalType(FORM + "-other"));

        assertThat(client.post(OPERATION, json(new Parameters().addParameter("local", true)))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(OPERATION, json(two)).status()).isEqualTo(400);
        assertThat(client.post(OPERATION, json(other)).status()).isEqualTo(422);
        assertThat(client.post("/fhir/Questionnaire/none/$populate", json(form()))
                        .status())
                .isEqualTo(404);
    }

    private static Parameters form() {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("questionnaire").setValue(new CanonicalType(FORM));
        return parameters;
    }

    private static Parameters ben(Parameters parameters) {
        Reference subject = new Reference("Patient/ehr-ben");
        subject.getIdentifier().setSystem(CodeSystems.memberNumbers("mmm")).setValue("MMM-2001");
        parameters.addParameter().setName("subject").setValue(subject);
        return parameters;
    }

    private static Parameters local(Parameters parameters) {
        parameters.addParameter().setName("local").setValue(new BooleanType(true));
        return parameters;
    }

    private static void context(Parameters parameters, String name, Resource content) {
        ParametersParameterComponent context = parameters.addParameter().setName("context");
        context.addPart().setName("name").setValue(new StringType(name));
        context.addPart().setName("content").setResource(content);
    }

    private static QuestionnaireResponse response(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return (QuestionnaireResponse) parameter(reply, "response");
    }

    private static OperationOutcome issues(Reply reply) {
        return (OperationOutcome) parameter(reply, "issues");
    }

    private static Resource parameter(Reply reply, String name) {
        return FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(Parameters.class, reply.body())
                .getParameter()
                .stream()
                .filter(parameter -> parameter.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getResource();
    }

    private static String json(Resource resource) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
    }
}
