package org.precept.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Predicate;

/** {@code $questionnaire-package} for the walk-through's member: by order, by name, and the adaptive form. */
final class PackageLoad {
    private static final String FORM = "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial";
    private static final Predicate<Load.Answer> ONE_PACKAGE =
            answer -> answer.statusCode() == 200 && answer.body().contains("\"name\":\"packagebundle\"");

    private PackageLoad() {}

    static void run(ServerProcess server) throws Exception {
        URI target = server.base.resolve("/fhir/Questionnaire/$questionnaire-package");
        String byOrder = request("order", null);
        String byName = request(null, FORM);
        String adaptive = request(null, FORM + "-adaptive");
        Load load = new Load(target, "application/fhir+json", ONE_PACKAGE);
        load.run(2, 0, 1_500, i -> byOrder);
        load.run(2, 0, 500, i -> byName);
        load.run(2, 0, 500, i -> adaptive);
        print(load.run(1, 0, 1_000, i -> byOrder), "package by order", 1);
        print(load.run(8, 0, 3_000, i -> byOrder), "package by order", 8);
        print(load.run(1, 0, 1_000, i -> byName), "package by name", 1);
        print(load.run(1, 0, 1_000, i -> adaptive), "package, adaptive", 1);
        Load compressed = new Load(target, "application/fhir+json", ONE_PACKAGE, true);
        compressed.run(2, 0, 500, i -> byOrder);
        print(compressed.run(1, 0, 1_000, i -> byOrder), "by order, gzip asked", 1);
        print(compressed.run(8, 0, 3_000, i -> byOrder), "by order, gzip asked", 8);
    }

    private static void print(Load.Result result, String name, int clients) {
        System.out.println(result.line(name, clients) + "  " + result.bytesEach() + " bytes");
    }

    private static String request(String order, String form) throws IOException {
        JsonNode call =
                new ObjectMapper().readTree(Path.of("requests/sign-ben.json").toFile());
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("resourceType", "Parameters");
        ArrayNode list = parameters.putArray("parameter");
        list.addObject().put("name", "coverage").set("resource", call.at("/prefetch/coverage/entry/0/resource"));
        if (order != null) {
            list.addObject().put("name", order).set("resource", call.at("/context/draftOrders/entry/0/resource"));
        }
        if (form != null) {
            list.addObject().put("name", "questionnaire").put("valueCanonical", form);
        }
        return parameters.toString();
    }
}
