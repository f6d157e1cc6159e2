package org.precept.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.review.ReviewerAtWork.DENIAL;
import static org.precept.review.ReviewerAtWork.action;
import static org.precept.review.ReviewerAtWork.facts;
import static org.precept.review.ReviewerAtWork.number;
import static org.precept.review.ReviewerAtWork.openTask;
import static org.precept.review.ReviewerAtWork.parts;
import static org.precept.review.ReviewerAtWork.reason;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** What reviewers decide over HTTP, and what becomes of requests then. */
class ReviewIT extends ServerTest {

    private static final String APPROVE = "{'name':'decision','valueCode':'approve'}";

    private static final String MODIFIED = "{'name':'decision','valueCode':'approve-modified'},"
            + "{'name':'text','valueString':'Something else is enough.'}";

    private ReviewerAtWork nora;
    private ReviewerAtWork peter;
    private ReviewerAtWork clara;
    private ReviewerAtWork paula;

    @BeforeEach
    void reviewers() {
        nora = new ReviewerAtWork(client, "nora");
        peter = new ReviewerAtWork(client, "peter");
        clara = new ReviewerAtWork(client, "clara");
        paula = new ReviewerAtWork(client, "paula");
    }

    @Test
    void aNurseApprovesAsAsked() {
        EnrolledMember elena = PendedRequests.nurse(client, "review-approve");
        String task = openTask(client, elena);

        Reply done = nora.decide(task, APPROVE);

        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(done.at("/parameter/0/resource/status")).isEqualTo("completed");
        JsonNode answer = done.json().at("/parameter/1/resource");
        assertThat(action(answer, 0)).isEqualTo("A1");
        assertThat(answer.path("preAuthRef").asText()).startsWith("PA").isEqualTo(number(answer, 0));
        assertThat(reviewer(answer)).contains("\"valueBoolean\":true");
        assertThat(inquired(elena)).contains(number(answer, 0));
        assertThat(nora.decide(task, APPROVE).status()).isEqualTo(409);
        JsonNode seen = nora.task(task).json();
        assertThat(parts(seen, "event", "by")).containsExactly("nora");
        assertThat(parts(seen, "event", "decision")).containsExactly("approve");
        assertThat(parts(seen, "authorization", "number")).containsExactly(number(answer, 0));
        assertThat(facts(seen, "may")).isEmpty();
    }

    @Test
    void aClinicianGrantsLessAndTheLedgerCountsThat() {
        EnrolledMember kira = PendedRequests.clinician(client, "review-modified");

        Reply done = clara.decide(
                openTask(client, kira),
                "{'name':'decision','valueCode':'approve-modified'},{'name':'units','valueDecimal':36},"
                        + "{'name':'text','valueString':'Three vials are enough.'}");

        assertThat(done.status()).as(done.body()).isEqualTo(200);
        JsonNode answer = done.json().at("/parameter/1/resource");
        assertThat(action(answer, 0)).isEqualTo("A6");
        assertThat(answer.at("/addItem/0/itemSequence/0").asInt()).isEqualTo(1);
        assertThat(answer.at("/addItem/0/quantity/value").asInt()).isEqualTo(36);
        assertThat(answer.toString()).contains("Three vials are enough.");
        assertThat(reviewer(answer)).contains("1555555022", "2084N0400X");
        JsonNode seen = clara.task(done.at("/parameter/0/resource/id")).json();
        assertThat(parts(seen, "authorization", "units")).containsExactly("36");
    }

    @Test
    void aClinicianDeniesWithReasonSectionTextAndAppeal() {
        EnrolledMember kira = PendedRequests.clinician(client, "review-denied");
        String task = openTask(client, kira);
        String section = section(clara, task);

        Reply done = clara.decide(task, DENIAL.formatted(section));

        assertThat(done.status()).as(done.body()).isEqualTo(200);
        JsonNode answer = done.json().at("/parameter/1/resource");
        assertThat(action(answer, 0)).isEqualTo("A3");
        assertThat(reason(answer, 0)).isEqualTo("0F");
        assertThat(answer.path("processNote").toString())
                .contains("do not show medical necessity", section, "within 60 days");
        assertThat(reviewer(answer)).contains("\"valueBoolean\":true", "1555555022");
        assertThat(client.get("/fhir/Task?patient=" + kira.patient()).body())
                .doesNotContain("\"status\":\"requested\"");
    }

    @Test
    void aNurseDeniesNothing() {
        EnrolledMember elena = PendedRequests.nurse(client, "review-nurse-denies");
        String task = openTask(client, elena);
        EnrolledMember gina = PendedRequests.physician(client, "review-nurse-elsewhere");

        Reply own = nora.decide(task, DENIAL.formatted(section(nora, task)));
        Reply others = nora.decide(openTask(client, gina), DENIAL.formatted("III"));

        assertThat(own.status()).as(own.body()).isEqualTo(403);
        assertThat(own.at("/issue/0/diagnostics")).contains("physicians and clinicians");
        assertThat(others.status()).isEqualTo(403);
        assertThat(nora.get("/review/Task?queue=physician").status()).isEqualTo(403);
        assertThat(nora.task(openTask(client, gina)).status()).isEqualTo(403);
        assertThat(facts(nora.task(task).json(), "may"))
                .contains("approve", "escalate")
                .doesNotContain("deny");
        assertUntouched(task);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reason", "section", "text", "appeal"})
    void anIncompleteDenialIsNotSaved(String part) {
        EnrolledMember gina = PendedRequests.physician(client, "review-without-" + part);
        String task = openTask(client, gina);
        String denial = DENIAL.formatted(section(peter, task));
        String without = String.join(
                ",",
                denial.lines()
                        .filter(line -> !line.contains("'name':'" + part + "'"))
                        .map(line -> line.replaceFirst(",$", ""))
                        .toList());

        Reply refused = peter.decide(task, without);

        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.at("/issue/0/diagnostics")).startsWith(part + " is missing");
        assertUntouched(task);
    }

    @Test
    void aDenialNeedsAReasonAndASectionThatExist() {
        EnrolledMember gina = PendedRequests.physician(client, "review-wrong-words");
        String task = openTask(client, gina);
        String section = section(peter, task);

        Reply reason = peter.decide(task, DENIAL.formatted(section).replace("'0F'", "'0U'"));
        Reply where = peter.decide(task, DENIAL.formatted("page 7"));

        assertThat(reason.status()).as(reason.body()).isEqualTo(422);
        assertThat(reason.at("/issue/0/expression/0")).contains("reason");
        assertThat(where.status()).as(where.body()).isEqualTo(422);
        assertThat(where.at("/issue/0/diagnostics")).contains(section);
        assertUntouched(task);
    }

    @Test
    void ofTwoWhoDecideAtOnceOneDecides() throws Exception {
        EnrolledMember kira = PendedRequests.clinician(client, "review-race");
        String task = openTask(client, kira);
        String denial = DENIAL.formatted(section(clara, task));
        ExecutorService desks = Executors.newFixedThreadPool(2);
        try {
            List<Future<Reply>> replies = desks.invokeAll(List.<Callable<Reply>>of(
                    () -> clara.decide(task, "W/\"1\"", APPROVE), () -> paula.decide(task, "W/\"1\"", denial)));

            List<Integer> statuses =
                    List.of(replies.get(0).get().status(), replies.get(1).get().status());

            assertThat(statuses).containsOnlyOnce(200);
            assertThat(statuses).containsAnyOf(409, 412);
        } finally {
            desks.shutdownNow();
        }
        assertThat(parts(clara.task(task).json(), "event", "decision")).hasSize(1);
        String response = client.get("/fhir/Task/" + task).at("/focus/reference");
        assertThat(client.get("/fhir/" + response).at("/meta/versionId")).isEqualTo("2");
    }

    @Test
    void moreIsAskedForAndTheProviderHears() {
        EnrolledMember gina = PendedRequests.physician(client, "review-more");

        Reply done = peter.decide(
                openTask(client, gina),
                "{'name':'decision','valueCode':'ask-more'},{'name':'document','valueCode':'11506-3'},"
                        + "{'name':'text','valueString':'Send the note of the last visit.'}");

        assertThat(done.status()).as(done.body()).isEqualTo(200);
        JsonNode answer = done.json().at("/parameter/1/resource");
        assertThat(action(answer, 0)).isEqualTo("A4");
        assertThat(reason(answer, 0)).isEqualTo("0U");
        String communication = answer.at("/communicationRequest/0/reference").asText();
        assertThat(client.get("/fhir/" + communication).at("/payload/0/contentString"))
                .isEqualTo("11506-3");
    }

    @Test
    void aNurseHandsOnWithAWordAndNobodyElseHears() {
        EnrolledMember elena = PendedRequests.nurse(client, "review-escalated");
        String task = openTask(client, elena);

        Reply same = nora.decide(
                task,
                "{'name':'decision','valueCode':'escalate'},{'name':'queue','valueCode':'nurse'},"
                        + "{'name':'text','valueString':'x'}");
        Reply done = nora.decide(
                task,
                "{'name':'decision','valueCode':'escalate'},{'name':'queue','valueCode':'physician'},"
                        + "{'name':'text','valueString':'Dose looks unusual.'}");

        assertThat(same.status()).isEqualTo(422);
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(done.at("/parameter/1/resource/meta/versionId")).isEqualTo("1");
        assertThat(nora.decide(task, APPROVE).status()).isEqualTo(403);
        JsonNode seen = peter.task(task).json();
        assertThat(seen.at("/performerType/0/coding/0/code").asText()).isEqualTo("physician");
        assertThat(parts(seen, "event", "text")).containsExactly("Dose looks unusual.");
        assertThat(peter.decide(task, APPROVE).status()).isEqualTo(200);
    }

    @Test
    void moreTimeIsTakenOnce() {
        EnrolledMember kira = PendedRequests.clinician(client, "review-extended");
        String task = openTask(client, kira);
        String before = facts(clara.task(task).json(), "due").get(0);
        String extension = "{'name':'decision','valueCode':'extend'},"
                + "{'name':'text','valueString':'Records of another clinic are on their way.'}";

        Reply done = clara.decide(task, extension);
        Reply again = clara.decide(task, extension);

        assertThat(done.status()).as(done.body()).isEqualTo(200);
        JsonNode seen = clara.task(task).json();
        assertThat(facts(seen, "due").get(0)).isGreaterThan(before);
        assertThat(seen.at("/restriction/period/end").asText().substring(0, 16))
                .isEqualTo(facts(seen, "due").get(0).substring(0, 16));
        assertThat(parts(seen, "extension", "by")).containsExactly("clara");
        assertThat(done.json().at("/parameter/1/resource/processNote").toString())
                .contains("on their way");
        assertThat(again.status()).as(again.body()).isEqualTo(422);
        assertThat(facts(seen, "may")).contains("approve").doesNotContain("extend");
    }

    @Test
    void nobodyGrantsMoreThanWasAskedAndANurseNotLess() {
        EnrolledMember elena = PendedRequests.nurse(client, "review-nurse-less");
        EnrolledMember kira = PendedRequests.clinician(client, "review-too-much");
        String shorter = MODIFIED
                + ",{'name':'period','valuePeriod':{'start':'" + PendedRequests.inTwoWeeks() + "','end':'"
                + LocalDate.parse(PendedRequests.inTwoWeeks()).plusDays(60) + "'}}";

        String elsewhen = MODIFIED + ",{'name':'period','valuePeriod':{'start':'2001-01-01','end':'2009-12-31'}}";

        Reply less = nora.decide(openTask(client, elena), shorter);
        Reply notThen = nora.decide(openTask(client, elena), elsewhen);
        Reply more = clara.decide(openTask(client, kira), MODIFIED + ",{'name':'units','valueDecimal':61}");
        Reply same = clara.decide(openTask(client, kira), MODIFIED + ",{'name':'units','valueDecimal':60}");

        assertThat(less.status()).as(less.body()).isEqualTo(403);
        assertThat(notThen.status()).as(notThen.body()).isEqualTo(403);
        assertThat(more.status()).as(more.body()).isEqualTo(422);
        assertThat(same.status()).as(same.body()).isEqualTo(422);
        assertUntouched(openTask(client, elena));
        assertUntouched(openTask(client, kira));
    }

    @Test
    void itemsAreDecidedOneByOne() {
        EnrolledMember kira = EnrolledMember.copy(client, "kira", "review-items");
        PendedRequests.submit(client, PendedRequests.cigna(kira).item("J0202", 12, "22", PendedRequests.inTwoWeeks()));
        List<String> tasks = ReviewerAtWork.openTasks(client, kira);
        assertThat(tasks).hasSize(2);
        int second = item(tasks.get(0)) == 2 ? 0 : 1;

        Reply approved = clara.decide(tasks.get(1 - second), APPROVE);
        Reply denied = clara.decide(tasks.get(second), DENIAL.formatted(section(clara, tasks.get(second))));

        assertThat(approved.status()).as(approved.body()).isEqualTo(200);
        assertThat(denied.status()).as(denied.body()).isEqualTo(200);
        JsonNode between = approved.json().at("/parameter/1/resource");
        assertThat(action(between, 0)).isEqualTo("A1");
        assertThat(action(between, 1)).isEqualTo("A4");
        JsonNode answer = denied.json().at("/parameter/1/resource");
        assertThat(action(answer, 0)).isEqualTo("A1");
        assertThat(number(answer, 0)).isEqualTo(number(between, 0));
        assertThat(action(answer, 1)).isEqualTo("A3");
        assertThat(parts(clara.task(tasks.get(second)).json(), "event", "decision"))
                .containsExactly("approve", "deny");
    }

    private int item(String task) {
        for (JsonNode input : client.get("/fhir/Task/" + task).json().path("input")) {
            if (input.at("/type/text").asText().equals("item")) {
                return input.path("valuePositiveInt").asInt();
            }
        }
        throw new AssertionError("no item in Task " + task);
    }

    private static String section(ReviewerAtWork reviewer, String task) {
        return parts(reviewer.task(task).json(), "denial", "section").stream()
                .filter(section -> !section.contains("\""))
                .findFirst()
                .orElseThrow();
    }

    private void assertUntouched(String task) {
        JsonNode stored = client.get("/fhir/Task/" + task).json();
        assertThat(stored.path("status").asText()).isEqualTo("requested");
        assertThat(stored.at("/meta/versionId").asText()).isEqualTo("1");
        assertThat(client.get("/fhir/" + stored.at("/focus/reference").asText()).at("/meta/versionId"))
                .isEqualTo("1");
    }

    private static String reviewer(JsonNode response) {
        return StreamOf.all(response.path("extension"))
                .filter(extension -> extension.path("url").asText().endsWith("extension-claimResponseReviewer"))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private String inquired(EnrolledMember member) {
        Reply reply = client.post(
                "/fhir/Claim/$inquire",
                member.request().item("J3490", 1, "12", null).json());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.body();
    }
}
