package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.OfficialValidator;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** All hooks over HTTP, for one member from the first order to the end of the authorization, and side by side. */
class HooksIT extends ServerTest {
    private static final Path OUTPUT = Path.of("target/validation/crd-hooks");
    private static final Path CONTEXT = Path.of("target/validation/crd-hooks-context");
    private static final String PROFILES = "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/profile-";
    private static final String BASED_ON = "\"basedOn\":[{\"reference\":\"ServiceRequest/o1\"}],";
    private static final int CALLS = 200;
    private static final int CLIENTS = 16;

    @Test
    void oneTherapyThroughAllHooks() throws IOException, InterruptedException {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "hooks");
        Map<String, Reply> replies = new LinkedHashMap<>();

        replies.put(
                "dispatch-home",
                send(call(anna)
                        .prefetch("serviceRequests", Calls.bundle(infusion("o1")))
                        .prefetch("locations", Calls.bundle(home()))
                        .dispatch("Location/home", "ServiceRequest/o1")));
        replies.put("select", send(call(anna).order(infusion("o1")).select("ServiceRequest/o1")));
        replies.put("sign", send(call(anna).order(infusion("o1"))));
        replies.put(
                "dispatch",
                send(call(anna)
                        .prefetch("serviceRequests", Calls.bundle(infusion("o1")))
                        .dispatch("Practitioner/dr1", "ServiceRequest/o1")));
        replies.put(
                "book",
                send(call(anna)
                        .prefetch("serviceRequests", Calls.bundle(infusion("o1")))
                        .book(
                                Calls.appointment("a1", "2026-12-07", BASED_ON),
                                Calls.appointment("a2", "2026-12-08", BASED_ON))));
        Reply start =
                send(call(anna).prefetch("encounter", encounter("2027-10-04")).encounter(HookKind.ENCOUNTER_START));
        Reply discharge =
                send(call(anna).prefetch("encounter", encounter("2026-12-09")).encounter(HookKind.ENCOUNTER_DISCHARGE));

        assertThat(answered(replies, "dispatch-home").said("reason").get(0))
                .contains("because of: Hospital outpatient");
        assertThat(answered(replies, "select").said("pa-needed")).containsExactly("auth-needed");
        assertThat(answered(replies, "select").said("doc-needed")).isEmpty();
        String number = answered(replies, "sign").said("satisfied-pa-id").get(0);
        assertThat(answered(replies, "dispatch").said("satisfied-pa-id")).containsExactly(number);
        for (int action = 0; action < 3; action++) {
            assertThat(answered(replies, "book").said(action, "satisfied-pa-id"))
                    .containsExactly(number);
        }
        assertThat(start.json().path("cards").findValuesAsText("summary"))
                .anyMatch(summary -> summary.contains("ends on 2027-11-"));
        assertThat(discharge.json().path("cards").findValuesAsText("summary"))
                .anyMatch(summary -> summary.contains("stays authorized after discharge until 2027-11-"));
        for (Reply reply : List.of(start, discharge)) {
            assertThat(reply.json().path("systemActions")).isEmpty();
        }
        assertThat(validated(replies)).isEmpty();
    }

    @Test
    void twoHundredMixedCallsOfSixteenClients() throws Exception {
        List<Callable<Void>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            int number = i;
            calls.add(() -> {
                answersItsOwnOrder(HookKind.values()[number % HookKind.values().length], "o" + number);
                return null;
            });
        }
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            for (Future<Void> each : clients.invokeAll(calls)) {
                each.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private void answersItsOwnOrder(HookKind kind, String id) {
        String order = infusion(id);
        Calls call = Calls.of("mmm", "MMM-2003").neurologist();
        switch (kind) {
            case ORDER_SIGN -> call.order(order);
            case ORDER_SELECT -> call.order(order).order(infusion("other")).select("ServiceRequest/" + id);
            case ORDER_DISPATCH ->
                call.prefetch("order", Calls.bundle(order)).dispatch("Practitioner/dr1", "ServiceRequest/" + id);
            case APPOINTMENT_BOOK ->
                call.prefetch("order", Calls.bundle(order))
                        .book(Calls.appointment("a-" + id, "2026-12-07", BASED_ON.replace("o1", id)));
            default -> call.encounter(kind);
        }
        Reply reply = send(call);
        List<String> expected = kind == HookKind.APPOINTMENT_BOOK
                ? List.of(id, "a-" + id)
                : kind.aboutOrders() ? List.of(id) : List.of();
        List<String> answered = new ArrayList<>();
        for (JsonNode action : reply.json().path("systemActions")) {
            answered.add(action.at("/resource/id").asText());
        }
        assertThat(answered).as(kind.hook()).isEqualTo(expected);
    }

    private Reply send(Calls call) {
        Reply reply = client.post(call.service(), call.json());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    private static Answered answered(Map<String, Reply> replies, String name) {
        Answered answered = Answered.of(replies.get(name).body());
        answered.statements(0).forEach(Invariants::check);
        return answered;
    }

    private static Calls call(EnrolledMember member) {
        return Calls.of(member.payer(), member.number()).neurologist();
    }

    private static String infusion(String id) {
        return Calls.infusion(id).replace("2026-03-01", "2026-11-10");
    }

    private static String home() {
        return """
                {"resourceType":"Location","id":"home","type":[{"coding":[{\
                "system":"http://terminology.hl7.org/CodeSystem/v3-RoleCode","code":"PTRES"}]}]}""";
    }

    private static String encounter(String day) {
        return """
                {"resourceType":"Encounter","id":"enc1","status":"in-progress","class":{"code":"AMB"},\
                "subject":{"reference":"Patient/p1"},"period":{"start":"%s","end":"%s"}}""".formatted(day, day);
    }

    /** What the official validator finds wrong with the annotated resources. */
    private static List<String> validated(Map<String, Reply> replies) throws IOException, InterruptedException {
        OfficialValidator.empty(OUTPUT);
        OfficialValidator.empty(CONTEXT);
        for (Map.Entry<String, Reply> reply : replies.entrySet()) {
            Files.writeString(
                    OUTPUT.resolve(reply.getKey() + ".json"),
                    reply.getValue().json().toPrettyString());
        }
        JsonNode prefetch = Answered.of(Calls.of("mmm").json()).json().path("prefetch");
        Files.writeString(
                CONTEXT.resolve("patient.json"), prefetch.path("patient").toString());
        Files.writeString(
                CONTEXT.resolve("practitioner.json"),
                prefetch.at("/practitioners/entry/0/resource")
                        .toString()
                        .replace("9941339108", PasBundle.PRACTITIONER_NPI));
        OfficialValidator.assumePresent();
        List<String> output = OfficialValidator.validate(
                "--profile",
                "ServiceRequest=" + PROFILES + "servicerequest",
                "--profile",
                "Appointment=" + PROFILES + "appointment-with-order",
                "--context",
                CONTEXT.toString(),
                "--context",
                "fhir-resources",
                OUTPUT.toString());
        assertThat(output.get(output.size() - 1)).matches("\\d+ files, \\d+ errors");
        return output.stream().filter(line -> line.contains(": error ")).toList();
    }
}
