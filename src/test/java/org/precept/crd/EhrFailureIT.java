package org.precept.crd;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** Hooks over HTTP whose EHR fails in every way: answered in time, never by an error of ours, and honest about it. */
class EhrFailureIT extends ServerTest {
    private static final Duration LIMIT = Duration.ofMillis(4500);
    private static final String ENDLESS = "endless";

    @RegisterExtension
    static final WireMockExtension EHR = WireMockExtension.newInstance()
            .options(options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    @BeforeEach
    void nothingThere() {
        EHR.stubFor(any(anyUrl()).atPriority(9).willReturn(okForContentType("application/fhir+json", Calls.bundle())));
        EHR.stubFor(get(urlMatching("/fhir/[A-Za-z]+/[a-z0-9]+"))
                .atPriority(8)
                .willReturn(aResponse().withStatus(404)));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("slow", aResponse().withFixedDelay(20_000).withBody(Calls.bundle())),
                Arguments.of("a trickle", aResponse().withBody(Calls.bundle()).withChunkedDribbleDelay(40, 20_000)),
                Arguments.of("cut off", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Arguments.of("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("nothing", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Arguments.of("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                Arguments.of("expired token", aResponse().withStatus(401)),
                Arguments.of("scope too small", aResponse().withStatus(403)),
                Arguments.of("broken", aResponse().withStatus(500)),
                Arguments.of("busy", aResponse().withStatus(429)),
                Arguments.of(
                        "redirect", aResponse().withStatus(307).withHeader("Location", "https://elsewhere.example/")),
                Arguments.of(
                        "sign-in page",
                        aResponse().withHeader("Content-Type", "text/html").withBody("<html>")),
                Arguments.of(ENDLESS, aResponse()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void evidenceThatCannotBeReadIsNamed(String name, ResponseDefinitionBuilder failure) {
        EHR.stubFor(get(urlPathEqualTo("/fhir/Observation")).willReturn(name.equals(ENDLESS) ? endless() : failure));

        Reply reply = inTime(Calls.of("mmm", "MMM-2001").order(Calls.lemtrada("o1")));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        Answered answer = Answered.of(reply.body());
        assertThat(answer.said("covered")).containsExactly("indeterminate");
        assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
        assertThat(answer.said("reason").get(0)).contains("\"technical\"", "Observation (");
        assertThat(reply.json().at("/cards").toString()).contains("Could not be read in your EHR");
        assertThat(reply.body()).doesNotContain("the-token");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aCoverageThatCannotBeReadIsNamed(String name, ResponseDefinitionBuilder failure) {
        EHR.stubFor(get(urlPathMatching("/fhir/.*")).willReturn(name.equals(ENDLESS) ? endless() : failure));

        Reply reply = inTime(Calls.of("mmm", "MMM-2001")
                .without("coverage")
                .without("patient")
                .order(Calls.lemtrada("o1")));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        Answered answer = Answered.of(reply.body());
        assertThat(answer.said("covered")).containsExactly("indeterminate");
        assertThat(answer.said("reason").get(0)).contains("\"technical\"", "Coverage (");
    }

    @Test
    void aPrefetchOfThousandsOfResultsIsAnsweredInTime() {
        Calls call = Calls.of("mmm", "MMM-2001").order(Calls.lemtrada("o1"));
        for (int key = 0; key < 8; key++) {
            String[] results = new String[490];
            for (int i = 0; i < results.length; i++) {
                results[i] = "{\"resourceType\":\"Observation\",\"id\":\"x-" + key + "-" + i
                        + "\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"718-7\"}]},"
                        + "\"subject\":{\"reference\":\"Patient/p1\"},\"effectiveDateTime\":\"2026-02-01\",\"note\":[{\"text\":\""
                        + "n".repeat(900) + "\"}],\"valueQuantity\":{\"value\":13.5,\"unit\":\"g/dL\"}}";
            }
            call.prefetch("results" + key, Calls.bundle(results));
        }

        Reply reply = inTime(call);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(Answered.of(reply.body()).said("pa-needed")).containsExactly("auth-needed");
    }

    @Test
    void anEhrThatHasNoCoverageIsNoTrouble() {
        Reply reply = inTime(Calls.of("mmm", "MMM-2001").without("coverage").order(Calls.lemtrada("o1")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("/issue/0/expression/0")).isEqualTo("prefetch.coverage");
    }

    @Test
    void aPrefetchThatSaysThereIsNothingIsNotAFailedPrecondition() {
        for (String nothing : List.of("null", Calls.bundle())) {
            Reply reply = client.post(
                    "/cds-services/order-sign-crd",
                    Calls.of("mmm", "MMM-2001")
                            .prefetch("coverage", nothing)
                            .order(Calls.lemtrada("o1"))
                            .json());

            assertThat(reply.status()).isEqualTo(400);
        }
    }

    private Reply inTime(Calls call) {
        // The first evaluation after a start takes longer than the time that a failing EHR leaves on a busy machine.
        client.post(
                "/cds-services/order-sign-crd",
                Calls.of("mmm", "MMM-2001").order(Calls.lemtrada("o1")).json());
        String json = call.ehr(EHR.baseUrl() + "/fhir", "the-token").json();
        Instant begin = Instant.now();
        Reply reply = client.post("/cds-services/order-sign-crd", json);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(LIMIT);
        return reply;
    }

    /** Every page names itself as the next one. */
    private static ResponseDefinitionBuilder endless() {
        return okForContentType(
                "application/fhir+json",
                "{\"resourceType\":\"Bundle\",\"link\":[{\"relation\":\"next\",\"url\":\"" + EHR.baseUrl()
                        + "/fhir/Observation?patient=p1\"}],\"entry\":[]}");
    }
}
