package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.precept.support.UpdateBundle;

/** An order whose authorization the record proves is approved while it is signed, and that approval is a real one. */
class UnsolicitedIT extends ServerTest {
    private static final String SIGN = "/cds-services/order-sign-crd";
    private static final String INQUIRE = "/fhir/Claim/$inquire";
    private static final String SUBMIT = "/fhir/Claim/$submit";
    private static final String NPI = "9941339108";

    @Test
    void whatIsApprovedAtSigningIsKeptLikeASubmittedRequest() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "unsolicited");
        String instance = UUID.randomUUID().toString();

        Answered answer = sign(call(anna, 60).hookInstance(instance));

        assertThat(answer.said("pa-needed")).containsExactly("satisfied");
        String number = answer.said("satisfied-pa-id").get(0);
        assertThat(answer.said("doc-needed")).isEmpty();

        Reply claim = client.get("/fhir/Claim?identifier=https://precept.example/hook-instance%7C" + instance);
        assertThat(claim.at("/entry/0/resource/patient/reference")).isEqualTo("Patient/" + anna.patient());
        assertThat(claim.at("/entry/0/resource/use")).isEqualTo("preauthorization");
        Reply response = client.get("/fhir/ClaimResponse?patient=" + anna.patient());
        assertThat(response.at("/total")).isEqualTo("1");
        assertThat(response.at("/entry/0/resource/preAuthRef")).isEqualTo(number);
        assertThat(response.at("/entry/0/resource/request/reference"))
                .isEqualTo("Claim/" + claim.at("/entry/0/resource/id"));
        String identifier = claim.at("/entry/0/resource/identifier/0/value");
        Reply record =
                client.get("/fhir/GuidanceResponse?request=https://precept.example/signed-request%7C" + identifier);
        assertThat(record.at("/entry/0/resource/status")).isEqualTo("success");

        assertThat(sign(call(anna, 60)).said("satisfied-pa-id"))
                .as("signed again")
                .containsExactly(number);
        Reply own = client.post(INQUIRE, inquiry(anna).prescriberNpi(NPI).json());
        assertThat(own.body()).contains(number);
        Reply stranger =
                client.post(INQUIRE, inquiry(anna).prescriberNpi("1376543210").json());
        assertThat(stranger.body()).doesNotContain(number);
        Bundle request = anna.request()
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .build();
        Reply submitted = client.post(SUBMIT, PasBundle.json(request));
        assertThat(submitted.at("/entry/0/resource/preAuthRef"))
                .as("requested after all: %s", submitted.body())
                .isEqualTo(number);

        Reply cancelled = client.post(SUBMIT, UpdateBundle.of(request).cancel(1).json());
        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
        Reply ended = client.get("/fhir/ClaimResponse/" + response.at("/entry/0/resource/id"));
        assertThat(ended.at("/meta/versionId")).isEqualTo("2");
        assertThat(ended.body())
                .contains("Authorization " + number + " is no longer valid")
                .doesNotContain("preAuthRef");
    }

    @Test
    void whatIfChangesNothing() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "what-if");

        Answered answer = sign(call(anna, 60).configuration("{\"unsolicited-determ\":false}"));

        assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
        assertThat(answer.said("doc-needed")).isEmpty();
        assertThat(client.get("/fhir/ClaimResponse?patient=" + anna.patient()).at("/total"))
                .isEqualTo("0");
        assertThat(client.get("/fhir/Claim?patient=" + anna.patient()).at("/total"))
                .isEqualTo("0");
    }

    @Test
    void ordersSignedAtOnceDoNotExceedTheLimitAndAreApprovedOnce() throws Exception {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "signing-race");
        int clients = 8;
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Answered>> calls = java.util.stream.IntStream.range(0, clients)
                    .mapToObj(i -> (Callable<Answered>) () -> sign(call(anna, 36)))
                    .toList();
            for (Future<Answered> answer : pool.invokeAll(calls)) {
                assertThat(answer.get().said("covered")).containsExactly("covered");
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(client.get("/fhir/ClaimResponse?patient=" + anna.patient()).at("/total"))
                .isEqualTo("1");
        assertThat(sign(call(anna, 36)).said("pa-needed")).containsExactly("satisfied");
        assertThat(sign(call(anna, 60)).said("pa-needed"))
                .as("more than what is on file, and with it more than the limit")
                .containsExactly("auth-needed");
    }

    private Answered sign(Calls call) {
        Reply reply = client.post(SIGN, call.json());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        Answered answer = Answered.of(reply.body());
        for (JsonNode statement : answer.statements(0)) {
            Invariants.check(statement);
        }
        return answer;
    }

    private static Calls call(EnrolledMember member, int units) {
        return Calls.of(member.payer(), member.number())
                .neurologist()
                .order(Calls.infusion("o1")
                        .replace("2026-03-01", "2026-11-10")
                        .replace("{\"value\":60}", "{\"value\":" + units + "}"));
    }

    private static PasBundle inquiry(EnrolledMember member) {
        return member.request().organizationNpi("1376543210").item("J0202", 60, "22", "2026-11-10");
    }
}
