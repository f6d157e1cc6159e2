package org.precept.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Requests of about 50 KB, made from the walk-through's: the same decisions, with a chart around them. */
final class Bodies {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOOK = "00000000-0000-0000-0000-0000000000aa";
    private static final int OBSERVATIONS = 85;

    private final String orderSign;
    private final String submit;
    private final String inquire;
    private final String member;

    Bodies() throws IOException {
        orderSign = withChart();
        submit = claimWithChart();
        inquire = Files.readString(Path.of("requests/submit-anna.json"));
        member = Files.readString(Path.of("fhir-resources/members/anna.json"));
    }

    /** An order-sign call for a demo member, every time another call. */
    String orderSign(int call) {
        return orderSign.replace(HOOK, new UUID(0x5eedL, call).toString());
    }

    /** A transaction that stores a member whose record proves everything. */
    String member(int number) {
        return member.replace("demo-anna", "bench-" + number).replace("CS-1001", "BENCH-" + number);
    }

    /** The first request of that member: decided, and approved. */
    String submit(int number) {
        return submit.replace("CS-1001", "BENCH-" + number).replace("ANNA-2026-11", "BENCH-2026-11-" + number);
    }

    /** An inquiry about that member. */
    String inquire(int number) {
        return inquire.replace("CS-1001", "BENCH-" + number);
    }

    private static String withChart() throws IOException {
        ObjectNode call =
                (ObjectNode) JSON.readTree(Path.of("requests/sign-ben.json").toFile());
        call.put("hookInstance", HOOK);
        ObjectNode bundle = ((ObjectNode) call.get("prefetch")).putObject("observations");
        bundle.put("resourceType", "Bundle").put("type", "searchset");
        ArrayNode entries = bundle.putArray("entry");
        for (int i = 0; i < OBSERVATIONS; i++) {
            ObjectNode entry = entries.addObject().put("fullUrl", "https://ehr.example/fhir/Observation/chart-" + i);
            entry.set("resource", observation(i, "Patient/ehr-ben"));
        }
        return call.toString();
    }

    private static String claimWithChart() throws IOException {
        ObjectNode bundle =
                (ObjectNode) JSON.readTree(Path.of("requests/submit-anna.json").toFile());
        ArrayNode entries = (ArrayNode) bundle.get("entry");
        String patient = entries.get(1).get("fullUrl").asText();
        for (int i = 0; i < OBSERVATIONS; i++) {
            ObjectNode observation = observation(i, patient);
            observation.put("id", new UUID(0xc0deL, i).toString());
            entries.addObject()
                    .put("fullUrl", "urn:uuid:" + observation.get("id").asText())
                    .set("resource", observation);
        }
        return bundle.toString();
    }

    private static ObjectNode observation(int i, String subject) {
        ObjectNode observation = JSON.createObjectNode();
        observation.put("resourceType", "Observation").put("id", "chart-" + i).put("status", "final");
        observation
                .putArray("category")
                .addObject()
                .putArray("coding")
                .addObject()
                .put("system", "http://terminology.hl7.org/CodeSystem/observation-category")
                .put("code", "vital-signs");
        observation
                .putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", "http://loinc.org")
                .put("code", "8867-4")
                .put("display", "Heart rate");
        observation.putObject("subject").put("reference", subject);
        observation.put("effectiveDateTime", "2026-%02d-%02dT08:30:00Z".formatted(1 + i % 9, 1 + i % 28));
        observation
                .putObject("valueQuantity")
                .put("value", 60 + i % 40)
                .put("unit", "beats/minute")
                .put("system", "http://unitsofmeasure.org")
                .put("code", "/min");
        return observation;
    }
}
