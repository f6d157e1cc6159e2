package org.precept.crd;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.fhir.RejectedRequest;

/** Prefetch that is partial, paged or about somebody else, and an EHR that sends too much or nothing. */
class PartialDataTest {
    private static final String OBSERVATION =
            "{\"resourceType\":\"Observation\",\"id\":\"%s\",\"status\":\"final\",\"subject\":{\"reference\":\"Patient/%s\"}}";

    @RegisterExtension
    static final WireMockExtension EHR = WireMockExtension.newInstance()
            .options(options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final FakePayer payer = new FakePayer();

    @BeforeEach
    void nothingThere() {
        EHR.stubFor(any(anyUrl()).atPriority(9).willReturn(okForContentType("application/fhir+json", Calls.bundle())));
        EHR.stubFor(get(urlMatching("/fhir/[A-Za-z]+/[a-z0-9]+"))
                .atPriority(8)
                .willReturn(aResponse().withStatus(404)));
    }

    @Test
    void theRestOfAPagedPrefetchIsReadFromTheEhr() {
        EHR.stubFor(get(urlEqualTo("/fhir/Observation?page=2"))
                .willReturn(okForContentType(
                        "application/fhir+json", Calls.bundle(OBSERVATION.formatted("second", "p1")))));

        Answered answer = payer.answer(order().prefetch("observations", page(base() + "/Observation?page=2"))
                .ehr(base(), "token"));

        assertThat(answer.said("covered")).containsExactly("covered");
        assertThat(evidence()).contains("Observation/first", "Observation/second");
        EHR.verify(0, getRequestedFor(urlEqualTo("/fhir/Observation?patient=p1")));
    }

    @Test
    void theRestOfAPagedPrefetchThatCannotBeReadIsNamed() {
        Answered alone =
                payer.answer(order().prefetch("observations", page("https://ehr.example/fhir/Observation?page=2")));
        Answered elsewhere =
                payer.answer(order().prefetch("observations", page("https://ehr.example/fhir/Observation?page=2"))
                        .ehr(base(), "token"));

        for (Answered answer : List.of(alone, elsewhere)) {
            assertThat(answer.said("covered")).containsExactly("indeterminate");
            assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
            assertThat(answer.said("reason").get(0)).contains("\"technical\"", "Observation (");
        }
        assertThat(alone.said("reason").get(0)).contains("first page only");
    }

    @Test
    void whatIsAboutAnotherPatientIsLeftOutAndNamed() {
        Answered answer = payer.answer(order().prefetch(
                        "observations",
                        Calls.bundle(OBSERVATION.formatted("own", "p1"), OBSERVATION.formatted("other", "p2"))));

        assertThat(evidence()).contains("Observation/own").doesNotContain("Observation/other");
        assertThat(detail(answer)).contains("Observation of another patient was not counted");
        assertThat(answer.said("covered")).containsExactly("covered");
    }

    @Test
    void aPrefetchedPatientWhoIsAnotherIsRefused() {
        Calls call = order().prefetch("patient", "{\"resourceType\":\"Patient\",\"id\":\"p2\"}");

        assertThatThrownBy(() -> payer.answer(call))
                .isInstanceOfSatisfying(
                        RejectedRequest.class,
                        refused -> assertThat(refused.outcome()
                                        .getIssueFirstRep()
                                        .getExpression()
                                        .get(0)
                                        .getValue())
                                .isEqualTo("prefetch.patient.id"));
    }

    @Test
    void whatNeitherCameNorCouldBeAskedForIsNamed() {
        Answered answer = payer.answer(order().prefetch("observations", "null").prefetch("conditions", Calls.bundle()));

        assertThat(answer.said("covered")).containsExactly("covered");
        assertThat(detail(answer))
                .contains("MedicationStatement")
                .contains("did not come with the call, and the EHR could not be asked")
                .doesNotContain("Observation")
                .doesNotContain("Condition,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"observations", "observation", "labs"})
    void aKeyMayBeCalledAnything(String key) {
        payer.answer(order().prefetch(key, Calls.bundle(OBSERVATION.formatted("own", "p1")))
                .ehr(base(), "token"));

        assertThat(evidence()).contains("Observation/own");
        EHR.verify(0, getRequestedFor(urlPathEqualTo("/fhir/Observation")));
    }

    @Test
    void aRefusalForWantOfATokenIsCalledThat() {
        EHR.stubFor(
                get(urlPathEqualTo("/fhir/Observation")).willReturn(aResponse().withStatus(401)));
        String access = order().ehr(base(), "gone").json().replaceFirst("\"fhirAuthorization\":\\{[^}]*},", "");

        Answered answer = payer.answer(
                HookRequestReader.read(access.getBytes(StandardCharsets.UTF_8), HookKind.ORDER_SIGN, Edition.R2_2));

        assertThat(answer.said("reason").get(0)).contains("\"technical\"", "brought no access token");
    }

    @Test
    void allThatAnEhrSendsForOneCallIsBoundedTogether() {
        String large = Calls.bundle(OBSERVATION
                .formatted("large", "p1")
                .replace("\"final\"", "\"final\",\"note\":[{\"text\":\"" + "x".repeat(60_000) + "\"}]"));
        for (String type : List.of("Observation", "Condition", "MedicationStatement", "ServiceRequest")) {
            EHR.stubFor(
                    get(urlPathEqualTo("/fhir/" + type)).willReturn(okForContentType("application/fhir+json", large)));
        }

        Answered answer = payer.answer(order().ehr(base(), "token"));

        assertThat(answer.said("reason").get(0)).contains("\"technical\"", "more than could be read");
    }

    @Test
    void compressedAndOtherwiseUnreadableAnswersAreFailures() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[10_000_000]);
        }
        for (ResponseDefinitionBuilder bad : List.of(
                aResponse().withHeader("Content-Encoding", "gzip").withBody(bomb.toByteArray()),
                aResponse()
                        .withHeader("Content-Type", "application/fhir+xml")
                        .withBody("<Bundle xmlns=\"http://hl7.org/fhir\"/>"),
                aResponse().withHeader("Content-Type", "text/html").withBody("<!doctype html><p>Sign in"),
                aResponse().withBody(new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0}),
                aResponse().withBody("[" + Calls.bundle() + "]"),
                aResponse().withBody(""))) {
            EHR.stubFor(get(urlPathEqualTo("/fhir/Observation")).willReturn(bad));

            Answered answer = payer.answer(order().ehr(base(), "token"));

            assertThat(answer.said("covered")).containsExactly("indeterminate");
            assertThat(answer.said("reason").get(0)).contains("\"technical\"", "Observation (the EHR failed)");
        }
    }

    @Test
    void whoeverWaitsIsAnsweredInTimeWhateverTakesLonger() {
        payer.limits = FakePayer.limits(Duration.ofSeconds(2));
        payer.lookUp = Duration.ofSeconds(6);

        Instant begin = Instant.now();
        Answered answer = payer.answer(order().order(Calls.infusion("o2")));

        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(answer.json().path("systemActions")).hasSize(2);
        assertThat(answer.said("covered")).containsExactly("indeterminate");
        assertThat(answer.said("coverage")).containsExactly("{\"reference\":\"Coverage/cov1\"}");
        assertThat(answer.said("reason").get(0)).contains("\"technical\"", "in time");
    }

    @Test
    void aTimeLimitBeyondWhatTheGuideAllowsIsRefused() {
        assertThatThrownBy(() -> FakePayer.limits(Duration.ofSeconds(5))).hasMessageContaining("time-limit");
        assertThat(FakePayer.limits(Duration.ofSeconds(3)).queryTime()).isEqualTo(Duration.ofMillis(1500));
    }

    private List<String> evidence() {
        return payer.seen.get(payer.seen.size() - 1).items().stream()
                .map(item -> item.reference())
                .toList();
    }

    private static String detail(Answered answer) {
        return answer.json().at("/cards/0/detail").asText();
    }

    private static Calls order() {
        return Calls.of("mmm").order(Calls.lemtrada("o1"));
    }

    private static String page(String next) {
        return Calls.bundle(OBSERVATION.formatted("first", "p1"))
                .replace("\"entry\"", "\"link\":[{\"relation\":\"next\",\"url\":\"" + next + "\"}],\"entry\"");
    }

    private static String base() {
        return EHR.baseUrl() + "/fhir";
    }
}
