package org.precept.crd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.crd.text.TokenRemoval;
import org.precept.fhir.RejectedRequest;

class HookRequestReaderTest {
    private static final String ORDER =
            "{ \"resourceType\":\"MedicationRequest\",\"x\":[1.0,{\"id\":\"no\"}], \"id\":\"o1\" }";
    private static final String CALL = """
            {"hook":"order-sign","hookInstance":"d5a80646-7ef5-4edf-ade9-72407ca28c76",
             "fhirServer":"http://127.0.0.1:1/fhir","unknown":{"a":[1,2,{}]},
             "fhirAuthorization":{"access_token":"s3cret","token_type":"Bearer","scope":"x"},
             "context":{"userId":"Practitioner/p.1","patientId":"123","encounterId":null,"more":{"x":1},
               "draftOrders":{"resourceType":"Bundle","type":"collection","entry":[
                 {"fullUrl":"urn:uuid:1","resource":%s},{"request":{}}]}},
             "prefetch":{"patient":{"id":"123","resourceType":"Patient","name":[{"family":"Ünï"}]},"coverage":null,
               "failed":{"resourceType":"OperationOutcome"},
               "observations":{"resourceType":"Bundle","link":[{"relation":"self","url":"s"},{"relation":"next","url":"n"}],
                 "entry":[{"resource":{"resourceType":"Observation","id":"x"},"fullUrl":"http://e/Observation/x"}]}},
             "extension":{"davinci-crd.requestedVersion":"2.2",
               "davinci-crd.configuration":{"guideline":false,"max-cards":2,"cost":true,"claim":"no"}}}""".formatted(ORDER);

    @Test
    void readsTheEnvelopeAndKeepsResourcesAsTheyWere() {
        HookRequest request = read(CALL);

        assertThat(request.patientId()).isEqualTo("123");
        assertThat(request.encounterId()).isNull();
        assertThat(request.access().token()).isEqualTo("s3cret");
        assertThat(request.access().toString()).doesNotContain("s3cret");
        assertThat(((HookContext.Orders) request.context()).drafts())
                .singleElement()
                .satisfies(order -> {
                    assertThat(order.json()).isEqualTo(ORDER);
                    assertThat(order.local()).isEqualTo("MedicationRequest/o1");
                    assertThat(order.reference()).isEqualTo("urn:uuid:1");
                    assertThat(order.path()).isEqualTo("context.draftOrders.entry[0].resource");
                });
        assertThat(request.prefetch()).containsOnlyKeys("patient", "coverage", "observations");
        assertThat(request.prefetch().get("coverage")).isNull();
        assertThat(request.prefetch().get("patient").resources().get(0).json())
                .isEqualTo("{\"id\":\"123\",\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Ünï\"}]}");
        assertThat(request.prefetch().get("observations").resources().get(0).reference())
                .isEqualTo("http://e/Observation/x");
        assertThat(request.prefetch().get("observations").next()).isEqualTo("n");
        assertThat(request.options().maxCards()).isEqualTo(2);
        assertThat(request.options().wants("guideline")).isFalse();
        assertThat(request.options().wants("cost")).isTrue();
        assertThat(request.options().wants("claim")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\"hook\":\"order-sign\" ~ \"hook\":\"order-select\" ~ hook",
                "\"hook\":\"order-sign\" ~ \"h\":1 ~ hook",
                "d5a80646-7ef5-4edf-ade9-72407ca28c76 ~ 12 ~ hookInstance",
                "Practitioner/p.1 ~ p1 ~ context.userId",
                "\"patientId\":\"123\" ~ \"p\":1 ~ context.patientId",
                "\"patientId\":\"123\" ~ \"patientId\":\"a/b?c\" ~ context.patientId",
                "\"draftOrders\" ~ \"orders\" ~ context.draftOrders",
                "\"requestedVersion\" ~ \"x\" ~ ",
                "Version\":\"2.2\" ~ Version\":\"2.0\" ~ extension.davinci-crd.requestedVersion",
                "\"access_token\":\"s3cret\" ~ \"access_token\":\"s3 cret\" ~ fhirAuthorization.access_token",
                "\"coverage\":null ~ \"coverage\":[] ~ prefetch.coverage",
                "\"coverage\":null ~ \"coverage\":{} ~ prefetch.coverage.resourceType",
            })
    void namesTheElementThatIsWrong(String part, String wrong, String element) {
        RejectedRequest refused = catchThrowableOfType(() -> read(CALL.replace(part, wrong)), RejectedRequest.class);

        if (element == null) {
            assertThat(refused).isNull();
        } else {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.outcome()
                            .getIssueFirstRep()
                            .getExpression()
                            .get(0)
                            .getValue())
                    .isEqualTo(element);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {"[]", "{", "\"x\"", "{} {}", "{\"hook\":\"order-sign\",}"})
    void refusesWhatIsNotAJsonObject(String body) {
        assertThat(catchThrowableOfType(() -> read(body), RejectedRequest.class).status())
                .isEqualTo(400);
    }

    @Test
    void configurationMayBeAListOfCodeAndValue() {
        HookRequest request = read(CALL.replace(
                "{\"guideline\":false,\"max-cards\":2,\"cost\":true,\"claim\":\"no\"}",
                "[{\"code\":\"claim\",\"value\":false},{\"code\":\"max-cards\",\"value\":-1}]"));

        assertThat(request.options().wants("claim")).isFalse();
        assertThat(request.options().maxCards()).isEqualTo(CardOptions.DEFAULT_MAX_CARDS);
    }

    @Test
    void theTokenIsRemovedAndNothingElse() {
        String kept = new String(TokenRemoval.from(CALL.getBytes(UTF_8)), UTF_8);

        assertThat(new String(read(CALL).withoutToken(), UTF_8)).isEqualTo(kept);
        assertThat(kept).isEqualTo(CALL.replace("\"access_token\":\"s3cret\",", ""));
        assertThat(TokenRemoval.from("{\"fhirAuthorization\":{\"access_token\":\"s".getBytes(UTF_8)))
                .isEmpty();
    }

    private static HookRequest read(String body) {
        return HookRequestReader.read(body.getBytes(UTF_8), HookKind.ORDER_SIGN, Edition.R2_2);
    }
}
