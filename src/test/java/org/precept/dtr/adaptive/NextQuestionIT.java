package org.precept.dtr.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** Whole conversations over HTTP. */
class NextQuestionIT extends ServerTest {
    private static final String FORM = "mmm-alemtuzumab-initial";

    @Test
    void asksBenOnlyWhatHisRecordDoesNotSay() {
        Conversation ben = Conversation.begin(client, "mmm", "MMM-2001", FORM, "");

        assertThat(ben.next().put()).containsExactly("last-course-date");
        assertThat(ben.next().put()).endsWith("no-concurrent-dmt");
        assertThat(ben.answer("no-concurrent-dmt", "valueBoolean", true).next().put())
                .endsWith("no-active-infection");
        assertThat(ben.answer("no-active-infection", "valueBoolean", true)
                        .next()
                        .put())
                .as("no order was seen, so no quantity; nothing comes after it")
                .endsWith("dosing", FixedItems.COMPLETE);
        assertThat(ben.status()).isEqualTo("in-progress");
        assertThat(ben.next().status()).isEqualTo("completed");
        assertThat(ben.coverageInformation()).as("no hook was called").isEmpty();
    }

    @Test
    void anAnswerThatSettlesItEndsIt() {
        Conversation ben = Conversation.begin(client, "mmm", "MMM-2001", FORM, "");
        ben.next().next().answer("no-concurrent-dmt", "valueBoolean", false).next();

        assertThat(ben.status()).isEqualTo("completed");
        assertThat(ben.put()).containsExactly("last-course-date", "no-concurrent-dmt", FixedItems.COMPLETE);
    }

    @Test
    void asksOfAnUnknownMemberWhatItAsksOfOneWithoutARecord() {
        Conversation ben = Conversation.begin(client, "mmm", "MMM-2001", FORM, "");
        ben.forgetMember();
        ben.next().next();

        assertThat(ben.put()).as("his diagnosis is on record").containsExactly("last-course-date", "diagnosis");
        assertThat(ben.response().has("item")).as("nothing is filled in").isFalse();
    }

    @Test
    void asksForWhatTheRecordSaysOnlyInPartWithThatFilledIn() {
        EnrolledMember ben = EnrolledMember.copy(client, "ben", "adaptive-trials");
        assertThat(client.send(java.net.http.HttpRequest.newBuilder(
                                        client.uri("/fhir/MedicationStatement/" + ben.patient() + "-fumarate"))
                                .DELETE())
                        .status())
                .isEqualTo(200);
        Conversation asked = Conversation.begin(client, ben.payer(), ben.number(), FORM, "");
        asked.next().next().answer("no-concurrent-dmt", "valueBoolean", true).next();
        asked.answer("no-active-infection", "valueBoolean", true).next();
        asked.next();

        assertThat(asked.lastPut()).isEqualTo("step-therapy");
        JsonNode filled = asked.response().path("item").path(2);
        assertThat(filled.path("linkId").asText()).isEqualTo("step-therapy");
        assertThat(filled.toString())
                .contains("glatiramer")
                .contains("auto-server")
                .doesNotContain("fumarate");
    }

    @Test
    void theOtherPhaseAsksItsOwnQuestions() {
        Conversation anna =
                Conversation.begin(client, "caresource-passe", "CS-1003", "caresource-passe-alemtuzumab-initial", "");
        anna.next();
        assertThat(anna.put()).containsExactly("last-course-date");

        anna.answer("last-course-date", "valueDate", "2020-05-04").next();

        assertThat(anna.lastPut()).isEqualTo("response");
        anna.answer("response", "valueBoolean", false);
        assertThat(anna.next().status()).isEqualTo("completed");
    }

    @Test
    void questionsThatCannotSettleAnythingComeTogether() {
        Conversation kira = Conversation.begin(client, "cigna", "CG-3001", "cigna-alemtuzumab-initial", "");

        List<String> first = kira.next().put();
        assertThat(first).contains(FixedItems.COMPLETE);
        assertThat(kira.next().status()).isEqualTo("completed");
        assertThat(kira.put()).isEqualTo(first);
    }

    @Test
    void theHookCallCountsAndTheLastQuestionIssuesTheAuthorization() throws IOException {
        EnrolledMember ben = EnrolledMember.copy(client, "ben", "adaptive-issued");
        JsonNode earlier = sign(ben);
        String assertion = Conversation.part(earlier, "coverage-assertion-id");
        Conversation asked = allMet(ben, assertion);

        assertThat(asked.put())
                .as("the order gives the quantity")
                .containsExactly(
                        "last-course-date",
                        "no-concurrent-dmt",
                        "no-active-infection",
                        FixedItems.COMPLETE,
                        FixedItems.AUTHORIZATION);
        assertThat(asked.status()).isEqualTo("in-progress");
        assertThat(approvals(ben)).isZero();

        asked.answer(FixedItems.AUTHORIZATION, "valueBoolean", true);
        Reply first = asked.send();
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(asked.send().body()).as("asked again").isEqualTo(first.body());
        asked.next();

        assertThat(asked.status()).isEqualTo("completed");
        assertThat(asked.coverageInformation()).hasSize(1);
        JsonNode now = asked.coverageInformation().get(0);
        assertThat(Conversation.part(now, "pa-needed")).isEqualTo("satisfied");
        assertThat(Conversation.part(now, "coverage-assertion-id")).isEqualTo(assertion);
        assertThat(Conversation.part(now, "doc-needed")).isEmpty();
        String number = Conversation.part(now, "satisfied-pa-id");
        assertThat(client.get("/fhir/ClaimResponse?patient=" + ben.patient()).at("/entry/0/resource/preAuthRef"))
                .isEqualTo(number);
        assertThat(approvals(ben)).isEqualTo(1);
        assertThat(asked.next().coverageInformation()).as("sent when completed").containsExactly(now);
        assertThat(Conversation.part(sign(ben), "satisfied-pa-id"))
                .as("signed again")
                .isEqualTo(number);
    }

    @Test
    void withoutAYesNothingIsIssued() throws IOException {
        EnrolledMember ben = EnrolledMember.copy(client, "ben", "adaptive-declined");
        JsonNode earlier = sign(ben);
        Conversation asked = allMet(ben, Conversation.part(earlier, "coverage-assertion-id"));

        asked.answer(FixedItems.AUTHORIZATION, "valueBoolean", false).next();

        assertThat(asked.status()).isEqualTo("completed");
        JsonNode now = asked.coverageInformation().get(0);
        assertThat(Conversation.part(now, "pa-needed")).isEqualTo("auth-needed");
        assertThat(Conversation.part(now, "doc-needed"))
                .as("spec-48")
                .isEqualTo(Conversation.part(earlier, "doc-needed"));
        assertThat(now.toString()).contains("Every criterion is met.");
        assertThat(approvals(ben)).isZero();
    }

    @Test
    void aPendedRequestIsNeverAnsweredWithCoverageInformation() {
        EnrolledMember ben = EnrolledMember.copy(client, "ben", "adaptive-pended");
        Reply pended = client.post(
                "/fhir/Claim/$submit",
                ben.request()
                        .diagnosis("G35.A")
                        .item("J0202", 60, "22", "2026-12-01")
                        .json());
        assertThat(pended.status()).as(pended.body()).isEqualTo(200);
        String trace = trace(pended.json());
        Conversation asked = allMet(ben, trace);

        assertThat(asked.put()).doesNotContain(FixedItems.AUTHORIZATION).endsWith(FixedItems.COMPLETE);
        assertThat(asked.status()).isEqualTo("completed");
        assertThat(asked.coverageInformation()).isEmpty();
        assertThat(approvals(ben)).isZero();
    }

    @Test
    void somebodyElsesContextIsUnknown() throws IOException {
        EnrolledMember ben = EnrolledMember.copy(client, "ben", "adaptive-owner");
        String assertion = Conversation.part(sign(ben), "coverage-assertion-id");
        EnrolledMember other = EnrolledMember.copy(client, "ben", "adaptive-other");
        Conversation asked = Conversation.begin(client, other.payer(), other.number(), FORM, "");
        ObjectNode context = asked.response().withArray("extension").addObject();
        context.put("url", "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/qr-context")
                .putObject("valueReference")
                .putObject("identifier")
                .put("system", "https://precept.example/coverage-assertion")
                .put("value", assertion);
        asked.next().next().answer("no-concurrent-dmt", "valueBoolean", true).next();
        asked.answer("no-active-infection", "valueBoolean", true).next();

        assertThat(asked.put()).as("the order is not his").contains("dosing");
        assertThat(asked.next().coverageInformation()).isEmpty();
    }

    @Test
    void aNewConversationAboutTheOrderReplacesTheOneBefore() throws IOException {
        EnrolledMember ben = EnrolledMember.copy(client, "ben", "adaptive-again");
        String assertion = Conversation.part(sign(ben), "coverage-assertion-id");
        Conversation first = Conversation.begin(client, ben.payer(), ben.number(), FORM, assertion);
        first.next().next().answer("no-concurrent-dmt", "valueBoolean", false).next();
        assertThat(first.status()).isEqualTo("completed");
        Reply stored =
                client.post("/fhir/QuestionnaireResponse", first.response().toString());
        assertThat(stored.status()).as(stored.body()).isEqualTo(201);

        Conversation second = Conversation.begin(client, ben.payer(), ben.number(), FORM, assertion);

        assertThat(second.next().next().put()).as("asked again").endsWith("no-concurrent-dmt");
        second.answer("no-concurrent-dmt", "valueBoolean", true).next();
        assertThat(second.answer("no-active-infection", "valueBoolean", true)
                        .next()
                        .put())
                .as("the newest answers count")
                .endsWith(FixedItems.AUTHORIZATION);
    }

    @Test
    void manyConversationsAtOnceDoNotMix() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<String>>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                boolean taken = i % 2 == 0;
                all.add(() -> Conversation.begin(client, "mmm", "MMM-2001", FORM, "")
                        .next()
                        .next()
                        .answer("no-concurrent-dmt", "valueBoolean", taken)
                        .next()
                        .put());
            }
            List<Future<List<String>>> put = pool.invokeAll(all);
            for (int i = 0; i < put.size(); i++) {
                assertThat(put.get(i).get()).endsWith(i % 2 == 0 ? "no-active-infection" : FixedItems.COMPLETE);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Asked everything, and everything answered as the policy wants it. */
    private Conversation allMet(EnrolledMember ben, String context) {
        Conversation asked = Conversation.begin(client, ben.payer(), ben.number(), FORM, context);
        asked.next().next().answer("no-concurrent-dmt", "valueBoolean", true).next();
        return asked.answer("no-active-infection", "valueBoolean", true).next();
    }

    /** The coverage-information on Ben's order, signed by a copy of him. */
    private JsonNode sign(EnrolledMember ben) throws IOException {
        String call = Files.readString(Path.of("requests/sign-ben.json"))
                .replace("MMM-2001", ben.number())
                .replaceFirst("\"hookInstance\": \"[^\"]+\"", "\"hookInstance\": \"" + UUID.randomUUID() + "\"");
        Reply reply = client.post("/cds-services/order-sign-crd", call);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().at("/systemActions/0/resource/extension/0");
    }

    private int approvals(EnrolledMember member) {
        Reply found = client.get("/fhir/ClaimResponse?patient=" + member.patient());
        return (int)
                found.json().findValuesAsText("preAuthRef").stream().distinct().count();
    }

    private static String trace(JsonNode answer) {
        for (JsonNode extension : answer.findValues("extension")) {
            for (JsonNode each : extension) {
                if (each.path("url").asText().endsWith("extension-administrationReferenceNumber")) {
                    return each.path("valueString").asText();
                }
            }
        }
        throw new AssertionError("no trace number: " + answer);
    }
}
