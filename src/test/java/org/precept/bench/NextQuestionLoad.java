package org.precept.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * {@code $next-question} for the walk-through's member, with his record and the order-sign call that led to it, a chart of 85
 * observations in its prefetch. The first three calls of a conversation in turn.
 */
final class NextQuestionLoad {
    private static final String FHIR_TYPE = "application/fhir+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Predicate<Load.Answer> ASKED = answer -> answer.statusCode() == 200
            && answer.body().contains("\"in-progress\"")
            && answer.body().contains("\"linkId\"");

    private NextQuestionLoad() {}

    static void run(ServerProcess server, Bodies bodies) throws Exception {
        JsonNode sign = JSON.readTree(bodies.orderSign(900_000));
        JsonNode signed = post(server, "/cds-services/order-sign-crd", "application/json", sign);
        String assertion = "";
        for (JsonNode part : signed.at("/systemActions/0/resource/extension/0/extension")) {
            if (part.path("url").asText().equals("coverage-assertion-id")) {
                assertion = part.path("valueString").asText();
            }
        }
        List<String> calls = conversation(server, sign.at("/prefetch/coverage/entry/0/resource"), assertion);
        Load load = new Load(server.base.resolve("/fhir/Questionnaire/$next-question"), FHIR_TYPE, ASKED);
        load.run(2, 0, 3_000, i -> calls.get(i % calls.size()));
        for (int clients : List.of(1, 8)) {
            Load.Result result = load.run(clients, 0, 1_500 * clients, i -> calls.get(i % calls.size()));
            System.out.println(result.line("next-question", clients) + "  " + result.bytesEach() + " bytes");
        }
        for (int step = 0; step < calls.size(); step++) {
            String call = calls.get(step);
            System.out.println(load.run(1, 0, 500, i -> call).line("  call " + (step + 1), 1));
        }
    }

    private static List<String> conversation(ServerProcess server, JsonNode coverage, String assertion)
            throws Exception {
        ObjectNode request = JSON.createObjectNode().put("resourceType", "Parameters");
        ArrayNode parameters = request.putArray("parameter");
        parameters.addObject().put("name", "coverage").set("resource", coverage);
        parameters
                .addObject()
                .put("name", "questionnaire")
                .put("valueCanonical", "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial-adaptive");
        parameters.addObject().put("name", "context").put("valueString", assertion);
        JsonNode answer = post(server, "/fhir/Questionnaire/$questionnaire-package", FHIR_TYPE, request);
        JsonNode response = null;
        for (JsonNode entry : answer.at("/parameter/0/resource/entry")) {
            if (entry.at("/resource/resourceType").asText().equals("QuestionnaireResponse")) {
                response = entry.path("resource");
            }
        }
        if (response == null) {
            throw new IOException("no draft: " + answer);
        }
        List<String> calls = new ArrayList<>(List.of(response.toString()));
        ObjectNode second = next(server, response);
        calls.add(second.toString());
        ObjectNode third = next(server, second);
        third.withArray("item")
                .addObject()
                .put("linkId", "no-concurrent-dmt")
                .putArray("answer")
                .addObject()
                .put("valueBoolean", true);
        calls.add(third.toString());
        return calls;
    }

    private static ObjectNode next(ServerProcess server, JsonNode response) throws Exception {
        return (ObjectNode) post(server, "/fhir/Questionnaire/$next-question", FHIR_TYPE, response);
    }

    private static JsonNode post(ServerProcess server, String path, String type, JsonNode body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.base.resolve(path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }
}
