package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.determination.ReviewQueue;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.policy.DateRange;
import org.precept.record.Authorizations;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;
import org.precept.record.Review;
import org.precept.record.Reviewer;
import org.precept.support.Client;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.PostgresServers;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Filed requests changed on running servers: on H2, on PostgreSQL, and by two servers at once. */
class RequestChangesIT extends ServerTest {

    private static final String SUBMIT = "/fhir/Claim/$submit";
    private static final Reviewer PETER = new Reviewer("peter", Set.of(ReviewQueue.PHYSICIAN), "1234567893", null);

    @Autowired
    private ApplicationContext h2;

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void aDecisionIsTheNextVersionOfTheSameAnswer(String database) {
        ApplicationContext server = database.equals("h2") ? h2 : PostgresServers.first();
        Client api = database.equals("h2") ? client : PostgresServers.client(PostgresServers.first());
        EnrolledMember hugo = EnrolledMember.copy(api, "hugo", "changes-" + database);
        PasAnswer answer = PasAnswer.of(api.post(SUBMIT, course(hugo)));
        String trace = answer.trace();
        String task = api.get("/fhir/Task?patient=" + hugo.patient()).at("/entry/0/resource/id");

        RequestFile file = approve(server, trace);

        assertThat(file.items().get(0).status()).isEqualTo(ItemStatus.APPROVED);
        Reply response = api.get("/fhir/ClaimResponse/" + file.responseId());
        assertThat(response.at("/meta/versionId")).isEqualTo("2");
        assertThat(response.at("/preAuthRef")).isEqualTo(file.items().get(0).number());
        assertThat(response.at("/request/reference")).isEqualTo("Claim/" + file.claimId());
        assertThat(api.get("/fhir/Task/" + task).at("/status")).isEqualTo("completed");
        assertThat(server.getBean(RequestFiles.class).ofNumber(trace)).contains(file);
        assertThat(server.getBean(Authorizations.class)
                        .of("caresource-passe", hugo.number())
                        .authorizations())
                .singleElement()
                .satisfies(approval -> assertThat(approval.number())
                        .isEqualTo(file.items().get(0).number()));
        assertThat(api.get("/fhir/ClaimResponse/" + file.responseId() + "/_history/1")
                        .at("/preAuthRef"))
                .isEmpty();
    }

    @Test
    void ofTwoServersThatDecideAtOnceOneDoes() throws Exception {
        Client api = PostgresServers.client(PostgresServers.first());
        for (int round = 0; round < 5; round++) {
            EnrolledMember hugo = EnrolledMember.copy(api, "hugo", "changes-race-" + round);
            String trace = PasAnswer.of(api.post(SUBMIT, course(hugo))).trace();

            List<Boolean> decided = race(trace);

            assertThat(decided).containsExactlyInAnyOrder(true, false, false, false, false, false);
            RequestFile file = PostgresServers.second()
                    .getBean(RequestFiles.class)
                    .ofNumber(trace)
                    .orElseThrow();
            assertThat(file.version()).isEqualTo(2);
            assertThat(PostgresServers.second()
                            .getBean(Authorizations.class)
                            .of("caresource-passe", hugo.number())
                            .authorizations())
                    .hasSize(1);
            assertThat(api.get("/fhir/ClaimResponse/" + file.responseId()).at("/meta/versionId"))
                    .isEqualTo("2");
        }
    }

    @Test
    void ofTwoServersThatAreAskedAtOnceNoneApprovesBeyondTheLimit() throws Exception {
        EnrolledMember anna =
                EnrolledMember.copy(PostgresServers.client(PostgresServers.first()), "anna", "two-servers");
        CyclicBarrier start = new CyclicBarrier(10);
        ExecutorService pool = Executors.newFixedThreadPool(10);
        List<String> actions = new ArrayList<>();
        try {
            List<Future<String>> running = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Client api = PostgresServers.client(i % 2 == 0 ? PostgresServers.first() : PostgresServers.second());
                String body = anna.request()
                        .diagnosis("G35.A")
                        .item("J0202", 12, "22", "2026-12-01")
                        .json();
                running.add(pool.submit(() -> {
                    start.await();
                    return PasAnswer.of(api.post(SUBMIT, body)).action();
                }));
            }
            for (Future<String> each : running) {
                actions.add(each.get());
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(actions).containsExactlyInAnyOrder("A1", "A1", "A1", "A1", "A1", "A4", "A4", "A4", "A4", "A4");
        assertThat(PostgresServers.second()
                        .getBean(Authorizations.class)
                        .of("caresource-passe", anna.number())
                        .used("lemtrada", LocalDate.of(2026, 12, 1), 365))
                .isEqualByComparingTo("60");
    }

    /** Whether each of six reviewers, three at each server, was the one who decided. */
    private static List<Boolean> race(String trace) throws Exception {
        CyclicBarrier start = new CyclicBarrier(6);
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Future<Boolean>> running = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ApplicationContext server = i % 2 == 0 ? PostgresServers.first() : PostgresServers.second();
                running.add(pool.submit(() -> {
                    start.await();
                    try {
                        approve(server, trace);
                        return true;
                    } catch (IllegalArgumentException decidedMeanwhile) {
                        return false;
                    }
                }));
            }
            List<Boolean> decided = new ArrayList<>();
            for (Future<Boolean> each : running) {
                decided.add(each.get());
            }
            return decided;
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void whatFailsLeavesTheFileAsItWas(String database) {
        ApplicationContext server = database.equals("h2") ? h2 : PostgresServers.first();
        Client api = database.equals("h2") ? client : PostgresServers.client(PostgresServers.first());
        EnrolledMember hugo = EnrolledMember.copy(api, "hugo", "changes-undone-" + database);
        String trace = PasAnswer.of(api.post(SUBMIT, course(hugo))).trace();
        RequestFile before = server.getBean(RequestFiles.class).ofNumber(trace).orElseThrow();

        // A number that is on file already: the ledger refuses it after the answer was written.
        String taken = approve(
                        server, PasAnswer.of(api.post(SUBMIT, course(hugo))).trace())
                .items()
                .get(0)
                .number();
        assertThatThrownBy(() -> approve(server, trace, String.valueOf(taken))).isInstanceOf(RuntimeException.class);

        assertThat(server.getBean(RequestFiles.class).ofNumber(trace)).contains(before);
        assertThat(api.get("/fhir/ClaimResponse/" + before.responseId()).at("/meta/versionId"))
                .isEqualTo("1");
    }

    private static RequestFile approve(ApplicationContext server, String trace) {
        return approve(server, trace, server.getBean(Authorizations.class).nextNumber());
    }

    private static RequestFile approve(ApplicationContext server, String trace, String number) {
        RequestFile file = server.getBean(RequestFiles.class).ofNumber(trace).orElseThrow();
        return server.getBean(RequestChanges.class).change(file.id(), (open, now) -> {
            FiledItem filed = open.file().item(1).orElseThrow();
            if (!filed.status().pended()) {
                throw new IllegalArgumentException("decided already");
            }
            return List.of(new Reviewed(
                    open.item(1).orElseThrow(),
                    filed,
                    new Review.Approve("Agreed."),
                    PETER,
                    number,
                    new DateRange(filed.serviceDate(), filed.serviceDate().plusYears(1)),
                    BigDecimal.valueOf(60)));
        });
    }

    private static String course(EnrolledMember member) {
        return PasBundle.of("caresource-passe", member.number())
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .json();
    }
}
