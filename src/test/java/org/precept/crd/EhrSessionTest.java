package org.precept.crd;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client's FHIR server in good and bad moods. */
class EhrSessionTest {
    private static final String TOKEN = "secret-of-this-call";

    @RegisterExtension
    static final WireMockExtension EHR = WireMockExtension.newInstance()
            .options(options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    @RegisterExtension
    static final WireMockExtension ELSEWHERE = WireMockExtension.newInstance()
            .options(options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final FakePayer payer = new FakePayer();

    @Test
    void asksOnlyForWhatIsMissingAndSendsTheTokenThere() {
        empty();
        stub("/fhir/Patient/p1", "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"birthDate\":\"1990-01-01\"}");
        stub(
                "/fhir/Coverage",
                Calls.bundle(Calls.coverage("cov9", "mmm", "M-1")
                        .replace(
                                "{\"identifier\":{\"system\":\"https://precept.example/payer\",\"value\":\"mmm\"}}",
                                "{\"reference\":\"Organization/pay\"}")));
        stub(
                "/fhir/Organization/pay",
                "{\"resourceType\":\"Organization\",\"id\":\"pay\",\"identifier\":[{\"system\":\"https://precept.example/payer\",\"value\":\"mmm\"}]}");
        stub(
                "/fhir/PractitionerRole/r1",
                "{\"resourceType\":\"PractitionerRole\",\"id\":\"r1\",\"practitioner\":{\"reference\":\"Practitioner/dr7\"}}");
        stub("/fhir/Practitioner/dr7", "{\"resourceType\":\"Practitioner\",\"id\":\"dr7\"}");
        stub(
                "/fhir/Condition",
                Calls.bundle(
                        "{\"resourceType\":\"Condition\",\"id\":\"c1\",\"subject\":{\"reference\":\"Patient/p1\"}}"));

        Answered answer = payer.answer(Calls.of("mmm")
                .without("patient")
                .without("coverage")
                .without("practitioners")
                .prefetch("observations", Calls.bundle())
                .order(Calls.lemtrada("o1").replace("Practitioner/dr1", "PractitionerRole/r1"))
                .ehr(base(), TOKEN));

        assertThat(answer.said("coverage")).containsExactly("{\"reference\":\"Coverage/cov9\"}");
        assertThat(answer.said("covered")).containsExactly("covered");
        assertThat(payer.seen.get(0).items())
                .extracting(item -> item.reference())
                .contains("Condition/c1", "PractitionerRole/r1", "Practitioner/dr7");
        assertThat(payer.asked.get(0).statedBirthDate()).hasToString("1990-01-01");
        EHR.verify(0, getRequestedFor(urlPathEqualTo("/fhir/Observation")));
        EHR.verify(1, getRequestedFor(urlPathEqualTo("/fhir/MedicationStatement")));
        EHR.verify(1, getRequestedFor(urlEqualTo("/fhir/Coverage?patient=p1&status=active")));
        assertThat(EHR.getAllServeEvents())
                .allSatisfy(event -> assertThat(
                                event.getRequest().header("Authorization").firstValue())
                        .isEqualTo("Bearer " + TOKEN));
        assertThat(new String(answer.answer().body(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain(TOKEN);
    }

    @Test
    void needsNoQueryWhenNoPolicyApplies() {
        empty();

        payer.answer(Calls.of("mmm")
                .order(Calls.medication("o1", Calls.HCPCS, "J9999"))
                .ehr(base(), TOKEN));

        assertThat(EHR.getAllServeEvents()).isEmpty();
    }

    @Test
    void aFailureIsSaidWithWhatIsKnown() {
        for (ResponseDefinitionBuilder bad : List.of(
                aResponse().withStatus(500),
                aResponse().withStatus(403),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withBody("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceTy"),
                aResponse().withBody("<html>"),
                aResponse()
                        .withBody(Calls.bundle("{\"resourceType\":\"Observation\",\"id\":\"x\",\"issued\":\"never\"}")),
                aResponse()
                        .withBody(
                                Calls.bundle(
                                        "{\"resourceType\":\"Observation\",\"id\":\"x\",\"valueQuantity\":{\"value\":1e1000000}}")),
                aResponse().withBody("{\"x\":\"" + "x".repeat(70_000) + "\"}"),
                aResponse().withFixedDelay(8_000).withBody(Calls.bundle()),
                aResponse().withBody(Calls.bundle()).withChunkedDribbleDelay(20, 10_000))) {
            EHR.resetAll();
            empty();
            EHR.stubFor(get(urlPathEqualTo("/fhir/Observation")).willReturn(bad));

            Instant begin = Instant.now();
            Answered answer =
                    payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).ehr(base(), TOKEN));

            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(4));
            assertThat(answer.said("covered")).containsExactly("indeterminate");
            assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
            assertThat(answer.said("reason").get(0)).contains("\"technical\"", "Observation");
            assertThat(answer.json().at("/cards/0/detail").asText()).contains("Could not be read", "Observation");
        }
    }

    @Test
    void whatTheServerDoesNotOfferIsNoTrouble() {
        empty();
        EHR.stubFor(get(urlPathEqualTo("/fhir/MedicationAdministration"))
                .willReturn(aResponse().withStatus(404)));

        Answered answer =
                payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).ehr(base(), TOKEN));

        assertThat(answer.said("covered")).containsExactly("covered");
    }

    @Test
    void pagesAreFollowedOnTheSameServerOnlyAndNotForEver() {
        String observation =
                "{\"resourceType\":\"Observation\",\"id\":\"%s\",\"subject\":{\"reference\":\"Patient/p1\"}}";
        empty();
        stub("/fhir/Observation", page(base() + "/Observation?page=2", observation.formatted("one")));
        EHR.stubFor(get(urlEqualTo("/fhir/Observation?page=2"))
                .willReturn(okForContentType("application/fhir+json", Calls.bundle(observation.formatted("two")))));
        Answered two = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).ehr(base(), TOKEN));
        assertThat(two.said("covered")).containsExactly("covered");
        assertThat(payer.seen.get(0).items())
                .extracting(item -> item.reference())
                .contains("Observation/one", "Observation/two");

        EHR.resetAll();
        empty();
        stub("/fhir/Observation", page(ELSEWHERE.baseUrl() + "/fhir/Observation?page=2", observation.formatted("one")));
        Answered away = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).ehr(base(), TOKEN));
        assertThat(away.said("reason").get(0)).contains("\"technical\"");

        EHR.resetAll();
        empty();
        stub("/fhir/Observation", page(base() + "/Observation?patient=p1", observation.formatted("one")));
        Answered endless =
                payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).ehr(base(), TOKEN));
        assertThat(endless.said("reason").get(0)).contains("\"technical\"", "more than could be read");
        EHR.verify(3, getRequestedFor(urlPathEqualTo("/fhir/Observation")));
        assertThat(ELSEWHERE.getAllServeEvents()).isEmpty();
    }

    @Test
    void redirectsAreNotFollowed() {
        empty();
        EHR.stubFor(get(urlPathEqualTo("/fhir/Observation"))
                .willReturn(aResponse().withStatus(302).withHeader("Location", ELSEWHERE.baseUrl() + "/fhir/x")));

        Answered answer =
                payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).ehr(base(), TOKEN));

        assertThat(answer.said("reason").get(0)).contains("\"technical\"");
        assertThat(ELSEWHERE.getAllServeEvents()).isEmpty();
    }

    @Test
    void anEhrThatCannotBeReachedIsTechnical() {
        Answered answer = payer.answer(
                Calls.of("mmm").without("coverage").order(Calls.lemtrada("o1")).ehr("http://127.0.0.1:1/fhir", TOKEN));

        assertThat(answer.said("covered")).containsExactly("indeterminate");
        assertThat(answer.said("reason").get(0)).contains("\"technical\"", "Coverage");
        assertThat(answer.said("coverage").get(0)).contains("display");
    }

    private static void empty() {
        stub(any(anyUrl()).atPriority(9), Calls.bundle());
        EHR.stubFor(get(urlMatching("/fhir/[A-Za-z]+/[a-z0-9]+"))
                .atPriority(8)
                .willReturn(aResponse().withStatus(404)));
    }

    private static void stub(String path, String body) {
        stub(get(urlPathEqualTo(path)).withHeader("Accept", equalTo("application/fhir+json")), body);
    }

    private static void stub(MappingBuilder mapping, String body) {
        EHR.stubFor(mapping.willReturn(okForContentType("application/fhir+json", body)));
    }

    private static String page(String next, String resource) {
        return Calls.bundle(resource)
                .replace("\"entry\"", "\"link\":[{\"relation\":\"next\",\"url\":\"" + next + "\"}],\"entry\"");
    }

    private static String base() {
        return EHR.baseUrl() + "/fhir";
    }
}
