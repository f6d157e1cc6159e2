package org.precept.server.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** What is due, what overlaps, and what became of units, over HTTP. */
class RequestsIT extends ServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBMIT = "/fhir/Claim/$submit";

    @Test
    void anOverdueRequestIsShownWithoutAnythingHavingToHappen() throws IOException {
        EnrolledMember hugo = EnrolledMember.copy(client, "hugo", "overdue");
        Reply answer = client.post(
                SUBMIT,
                course(hugo, 60, "2025-03-01").created("2025-02-20T10:00:00Z").json());
        assertThat(answer.body()).contains("\"code\":\"0V\"");

        JsonNode overdue = admin("/admin/overdue?count=500");

        JsonNode request = of(overdue.path("requests"), hugo).orElseThrow();
        assertThat(request.path("state").asText()).isEqualTo("overdue");
        assertThat(request.path("dueAt").asText()).isEqualTo("2025-02-27T10:00:00Z");
        assertThat(request.at("/items/0/queue").asText()).isEqualTo("physician");
        assertThat(request.path("appeal").asBoolean()).isFalse();
        assertThat(overdue.path("overdue").asLong()).isPositive();
        String metrics = client.get("/actuator/prometheus").body();
        assertThat(metrics)
                .containsPattern("(?m)^precept_requests_overdue(\\{[^}]*})? [1-9]")
                .contains("precept_requests_nearly_due")
                .doesNotContain(hugo.number());
    }

    @Test
    void whatIsDecidedIsNotDue() throws IOException {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "decided-in-time");
        client.post(SUBMIT, course(anna, 60, "2026-12-01").json());

        assertThat(of(admin("/admin/overdue?count=500").path("requests"), anna)).isEmpty();
    }

    @Test
    void unitsAreShownByNumberAndByLimit() throws IOException {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "units");
        client.post(SUBMIT, course(anna, 36, "2026-12-01").json());

        Reply second = client.post(SUBMIT, course(anna, 24, "2026-12-10").json());
        Reply third = client.post(SUBMIT, course(anna, 12, "2026-12-20").json());
        JsonNode units =
                admin("/admin/authorizations?on=2026-12-01&payer=" + anna.payer() + "&member=" + anna.number());

        assertThat(second.body()).contains("\"code\":\"A1\"").contains("authorization of the same product");
        assertThat(third.body()).contains("\"code\":\"0V\"").doesNotContain("\"code\":\"A1\"");
        assertThat(units.path("authorizations")).hasSize(2);
        assertThat(units.at("/authorizations/0/authorized").asInt()).isEqualTo(36);
        assertThat(units.at("/authorizations/0/used").asInt()).isEqualTo(36);
        assertThat(units.at("/authorizations/0/left").asInt()).isZero();
        assertThat(units.at("/authorizations/0/renewableFrom").asText()).isEqualTo("2027-10-01");
        JsonNode limit = units.at("/limits/0");
        assertThat(limit.path("phase").asText()).isEqualTo("initial");
        assertThat(limit.path("limit").asInt()).isEqualTo(60);
        assertThat(limit.path("authorized").asInt()).isEqualTo(60);
        assertThat(limit.path("left").asInt()).isZero();
        String number = units.at("/authorizations/1/number").asText();
        assertThat(admin("/admin/authorizations?number=" + number).path("authorizations"))
                .hasSize(1);
    }

    @Test
    void nobodyElseSeesThemAndWhatIsNotUnderstoodIsRefused() {
        assertThat(client.get("/admin/overdue").status()).isEqualTo(401);
        assertThat(client.get("/admin/authorizations?number=PA1").status()).isEqualTo(401);
        for (String wrong : List.of(
                "/admin/overdue?count=0",
                "/admin/overdue?count=many",
                "/admin/overdue?queue=nurse",
                "/admin/authorizations",
                "/admin/authorizations?payer=mmm",
                "/admin/authorizations?number=PA1&payer=mmm",
                "/admin/authorizations?number=PA1&on=soon")) {
            Reply reply = client.getAsAdministrator(wrong);
            assertThat(reply.status()).as(wrong).isEqualTo(400);
            assertThat(reply.at("/resourceType")).isEqualTo("OperationOutcome");
        }
    }

    private static Optional<JsonNode> of(JsonNode requests, EnrolledMember member) {
        return StreamSupport.stream(requests.spliterator(), false)
                .filter(request -> request.path("member").asText().equals(member.number()))
                .findFirst();
    }

    private static PasBundle course(EnrolledMember member, int units, String day) {
        return member.request().diagnosis("G35.A").item("J0202", units, "22", day);
    }

    private JsonNode admin(String path) throws IOException {
        Reply reply = client.getAsAdministrator(path);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }
}
