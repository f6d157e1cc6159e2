package org.precept.dtr.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.precept.support.Client;
import org.precept.support.Reply;

/** A clinician who answers an adaptive form over HTTP, as a form app sends and receives it. */
final class Conversation {
    static final String PATH = "/fhir/Questionnaire/$next-question";
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String PACKAGE = "/fhir/Questionnaire/$questionnaire-package";
    private static final String ORIGIN = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin";

    private final Client client;
    private ObjectNode response;

    private Conversation(Client client, ObjectNode response) {
        this.client = client;
        this.response = response;
    }

    /** Begins with the draft that {@code $questionnaire-package} gives for an adaptive form. */
    static Conversation begin(Client client, String payer, String member, String form, String context) {
        ObjectNode request = JSON.createObjectNode().put("resourceType", "Parameters");
        ArrayNode parameters = request.putArray("parameter");
        ObjectNode coverage = parameters.addObject().put("name", "coverage").putObject("resource");
        coverage.put("resourceType", "Coverage")
                .put("id", "cov-1")
                .put("status", "active")
                .put("subscriberId", member);
        coverage.putObject("beneficiary").put("reference", "Patient/pat-1");
        coverage.putArray("payor")
                .addObject()
                .putObject("identifier")
                .put("system", "https://precept.example/payer")
                .put("value", payer);
        parameters
                .addObject()
                .put("name", "questionnaire")
                .put("valueCanonical", "https://precept.example/fhir/Questionnaire/" + form + "-adaptive");
        if (!context.isEmpty()) {
            parameters.addObject().put("name", "context").put("valueString", context);
        }
        Reply reply = client.post(PACKAGE, request.toString());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        for (JsonNode parameter : read(reply.body()).path("parameter")) {
            for (JsonNode entry : parameter.path("resource").path("entry")) {
                JsonNode resource = entry.path("resource");
                if (resource.path("resourceType").asText().equals("QuestionnaireResponse")) {
                    assertThat(resource.path("contained")
                                    .path(0)
                                    .path("derivedFrom")
                                    .path(0)
                                    .asText())
                            .contains(form + "-adaptive");
                    return new Conversation(client, (ObjectNode) resource);
                }
            }
        }
        throw new AssertionError("the package holds no draft: " + reply.body());
    }

    /** The response as it would be sent now; may be changed. */
    ObjectNode response() {
        return response;
    }

    /** Takes out what names the member to the payer. */
    Conversation forgetMember() {
        response.path("extension").forEach(extension -> {
            if (extension.path("valueReference") instanceof ObjectNode reference) {
                reference.remove("identifier");
            }
        });
        return this;
    }

    /** Sends it, and takes the answer for what goes on. */
    Conversation next() {
        Reply reply = send();
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        response = (ObjectNode) read(reply.body());
        return this;
    }

    /** Sends it without taking the answer. */
    Reply send() {
        return client.post(PATH, response.toString());
    }

    /** linkIds of the top-level items that were put, in their order. */
    List<String> put() {
        List<String> put = new ArrayList<>();
        response.path("contained")
                .path(0)
                .path("item")
                .forEach(item -> put.add(item.path("linkId").asText()));
        return put;
    }

    /** The top-level item put last, the end of the clinical questions left out. */
    String lastPut() {
        return put().stream()
                .filter(linkId -> !linkId.equals(FixedItems.COMPLETE))
                .reduce((first, second) -> second)
                .orElse("");
    }

    String status() {
        return response.path("status").asText();
    }

    /** Answers a top-level question: {@code valueBoolean}, {@code valueDate}..., by hand; a prefilled answer is overridden. */
    Conversation answer(String linkId, String type, Object value) {
        ArrayNode items = response.withArray("item");
        for (int i = items.size() - 1; i >= 0; i--) {
            if (items.get(i).path("linkId").asText().equals(linkId)) {
                items.remove(i);
            }
        }
        ObjectNode answer =
                items.addObject().put("linkId", linkId).putArray("answer").addObject();
        ObjectNode origin = answer.putArray("extension").addObject().put("url", ORIGIN);
        ArrayNode parts = origin.putArray("extension");
        parts.addObject().put("url", "source").put("valueCode", "manual");
        ObjectNode author = parts.addObject().put("url", "author");
        author.putArray("extension")
                .addObject()
                .put("url", "role")
                .putObject("valueCodeableConcept")
                .putArray("coding")
                .addObject()
                .put("system", "http://nucc.org/provider-taxonomy")
                .put("code", "2084N0400X");
        if (value instanceof String code && type.equals("valueCoding")) {
            answer.putObject(type)
                    .put("system", "https://precept.example/fhir/CodeSystem/answers")
                    .put("code", code);
        } else {
            answer.set(type, JSON.valueToTree(value));
        }
        return this;
    }

    /** The parts of the coverage-information of the response by url, as text; empty when there is none. */
    List<JsonNode> coverageInformation() {
        return StreamSupport.stream(response.path("extension").spliterator(), false)
                .filter(extension -> extension.path("url").asText().endsWith("ext-coverage-information"))
                .toList();
    }

    /** The value of a part of an extension. */
    static String part(JsonNode extension, String url) {
        for (JsonNode part : extension.path("extension")) {
            if (part.path("url").asText().equals(url)) {
                for (var field : part.properties()) {
                    if (field.getKey().startsWith("value")) {
                        return field.getValue().asText();
                    }
                }
            }
        }
        return "";
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
