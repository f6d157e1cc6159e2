package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.precept.support.EnrolledMember;
import org.precept.support.OfficialValidator;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/**
 * Answers of the running server against the official profiles of CRD 2.2.1: annotated orders and suggested orders. The
 * answers stay in target/validation/crd. Needs the validator beside the project.
 */
class CrdValidationIT extends ServerTest {
    private static final Path OUTPUT = Path.of("target/validation/crd");
    private static final String PROFILES = "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/profile-";
    private static final String NDC = "http://hl7.org/fhir/sid/ndc";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void answersConformToTheOfficialProfiles() throws IOException, InterruptedException {
        Map<String, Calls> calls = calls();
        OfficialValidator.empty(OUTPUT);
        for (Map.Entry<String, Calls> call : calls.entrySet()) {
            Reply reply =
                    client.post("/cds-services/order-sign-crd", call.getValue().json());
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(reply.json().path("systemActions")).as(call.getKey()).isNotEmpty();
            ResponseModels.check(reply.json());
            Invariants.check(Answered.of(reply.body()).statements(0).get(0));
            CardRules.check(reply.json(), Edition.R2_2);
            Files.writeString(
                    OUTPUT.resolve(call.getKey() + ".json"),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(reply.json()));
        }
        OfficialValidator.assumePresent();

        List<String> output = OfficialValidator.validate(
                "--profile",
                "MedicationRequest=" + PROFILES + "medicationrequest",
                "--profile",
                "ServiceRequest=" + PROFILES + "servicerequest",
                "--context",
                "fhir-resources",
                OUTPUT.toString());

        assertThat(output.get(output.size() - 1)).matches("\\d+ files, 0 errors");
        assertThat(output).noneMatch(line -> line.contains(": error "));
    }

    /** One call for every kind of answer. */
    private Map<String, Calls> calls() {
        Map<String, Calls> calls = new LinkedHashMap<>();
        calls.put("documentation-needed", Calls.of("mmm", "MMM-2001").order(november(Calls.lemtrada("o1"))));
        calls.put(
                "proved", Calls.of("caresource-passe", "CS-1001").neurologist().order(november(Calls.infusion("o1"))));
        calls.put("contradicted", Calls.of("mmm", "MMM-2003").order(november(Calls.lemtrada("o1"))));
        calls.put("clinician", Calls.of("cigna", "CG-3001").order(november(Calls.lemtrada("o1"))));
        calls.put(
                "kesimpta",
                Calls.of("policy-2020910", "KP-4002").order(november(Calls.medication("o1", NDC, "0078-1007-68"))));
        calls.put(
                "detail-code",
                Calls.of("policy-2020910", "KP-4003").order(november(Calls.medication("o1", Calls.HCPCS, "J3490"))));
        calls.put("therapies-first", Calls.of("mmm", oneTrialShort()).order(november(Calls.lemtrada("o1"))));
        calls.put(
                "unknown-code",
                Calls.of("mmm", "MMM-2001").order(november(Calls.medication("o1", Calls.HCPCS, "J1745"))));
        calls.put("unknown-member", Calls.of("mmm", "MMM-" + UUID.randomUUID()).order(november(Calls.lemtrada("o1"))));
        calls.put("not-in-force", Calls.of("mmm", "MMM-2004").order(november(Calls.lemtrada("o1"))));
        calls.put(
                "ehr-unreachable",
                Calls.of("mmm", "MMM-2001")
                        .without("coverage")
                        .ehr("http://127.0.0.1:1/fhir", "t")
                        .order(november(Calls.lemtrada("o1"))));
        calls.put(
                "ehr-unreadable",
                Calls.of("mmm", "MMM-2001").ehr("http://127.0.0.1:1/fhir", "t").order(november(Calls.lemtrada("o1"))));
        return calls;
    }

    /** Number of a member who is like Ben but for one of his two trials. */
    private String oneTrialShort() {
        EnrolledMember member = EnrolledMember.copy(client, "ben", "one-trial");
        Reply gone = client.send(HttpRequest.newBuilder()
                .uri(client.uri("/fhir/MedicationStatement/" + member.patient() + "-fumarate"))
                .DELETE());
        assertThat(gone.status()).as(gone.body()).isEqualTo(200);
        return member.number();
    }

    private static String november(String order) {
        return order.replace("2026-03-01", "2026-11-10");
    }
}
