package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** Asks the running server for packages, and reads what it says. */
abstract class DtrServerTest extends ServerTest {
    static final String PATH = "/fhir/Questionnaire/$questionnaire-package";
    static final String FORMS = "https://precept.example/fhir/Questionnaire/";

    Reply ask(Parameters request) {
        return client.post(PATH, json(request));
    }

    static String json(Resource resource) {
        return parser().encodeResourceToString(resource);
    }

    static <T extends Resource> T read(Class<T> type, Reply reply) {
        return parser().parseResource(type, reply.body());
    }

    static List<Bundle> bundles(Reply reply) {
        return read(Parameters.class, reply).getParameter().stream()
                .filter(parameter -> parameter.getName().equals("packagebundle"))
                .map(parameter -> (Bundle) parameter.getResource())
                .toList();
    }

    static QuestionnaireResponse draft(Bundle bundle) {
        return (QuestionnaireResponse) bundle.getEntry().get(1).getResource();
    }

    static OperationOutcomeIssueComponent firstIssue(Reply reply) {
        return read(OperationOutcome.class, reply).getIssueFirstRep();
    }

    static String firstExpression(Reply reply) {
        return firstIssue(reply).getExpression().get(0).getValue();
    }

    private static IParser parser() {
        return FhirContext.forR4Cached().newJsonParser();
    }
}
