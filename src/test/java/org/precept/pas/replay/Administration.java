package org.precept.pas.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.precept.support.Client;
import org.precept.support.PasBundle;
import org.precept.support.Reply;

/** Submits requests and asks about their determinations as the administrator. */
record Administration(Client client) {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    /** Submits a request; gives the id of the GuidanceResponse of its first item. */
    String determined(Bundle request) {
        Reply answer = client.post("/fhir/Claim/$submit", PasBundle.json(request));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String claim = ((Claim) request.getEntryFirstRep().getResource())
                .getIdentifierFirstRep()
                .getValue();
        Reply record = client.get("/fhir/GuidanceResponse?request=https://provider.example/claim%7C" + claim);
        String id = record.at("/entry/0/resource/id");
        assertThat(id).as(record.body()).isNotEmpty();
        return id;
    }

    Reply post(String path, String body) {
        return client.send(HttpRequest.newBuilder(client.uri(path))
                .header("Authorization", Client.basic(Client.ADMINISTRATOR, Client.PASSWORD))
                .header("Content-Type", "application/fhir+json")
                .POST(BodyPublishers.ofString(body)));
    }

    Parameters replay(String id) {
        return parameters(post("/admin/determinations/" + id + "/replay", ""));
    }

    static Parameters parameters(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return FHIR.newJsonParser().parseResource(Parameters.class, reply.body());
    }

    static <T extends Resource> T parse(Class<T> type, String json) {
        return FHIR.newJsonParser().parseResource(type, json);
    }

    /** Parameters of the name, each with its parts as {@code name=value}. */
    static List<String> parts(Parameters parameters, String name) {
        return parameters.getParameter().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .map(Administration::text)
                .toList();
    }

    private static String text(ParametersParameterComponent parameter) {
        return parameter.hasValue()
                ? text(parameter.getValue())
                : String.join(
                        " ",
                        parameter.getPart().stream()
                                .map(part -> part.getName() + "="
                                        + (part.hasValue() ? text(part.getValue()) : "(" + text(part) + ")"))
                                .toList());
    }

    private static String text(Type value) {
        return value instanceof Reference reference ? reference.getReference() : String.valueOf(value.primitiveValue());
    }
}
