package org.precept.crd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;

/** What the 2.0.1 base says and takes differently, at order-sign. */
class EditionTest {
    private static final String ELSEWHERE = "{\"reference\":\"Organization/org9\"}";

    private final FakePayer payer = new FakePayer();

    @Test
    void saysTheStatementInTheWordsOfTheEdition() {
        Calls call = Calls.of("mmm", "M-2").order(Calls.lemtrada("o1"));

        Answered older = answer(call, Edition.R2_0_1);

        assertThat(older.said("covered")).containsExactly("not-covered");
        InvariantsR201.check(older.statements(0).get(0));
        assertThat(older.said("pa-needed")).containsExactly("conditional");
        assertThat(answer(call, Edition.R2_2).said("pa-needed")).isEmpty();
    }

    @Test
    void theSameStatementIsNotMadeTwice() {
        Answered first = answer(Calls.of("mmm").order(Calls.lemtrada("o1")), Edition.R2_0_1);
        String annotated = first.json().at("/systemActions/0/resource").toString();

        Answered second = answer(Calls.of("mmm").order(annotated), Edition.R2_0_1);

        assertThat(second.json().path("systemActions")).isEmpty();
    }

    @Test
    void anyTextIsAHookInstance() {
        String json = Calls.of("mmm")
                .order(Calls.lemtrada("o1"))
                .hookInstance("call-1")
                .json();

        assertThat(read(json, Edition.R2_0_1).hookInstance()).isEqualTo("call-1");
        assertThatThrownBy(() -> read(json, Edition.R2_2)).isInstanceOf(RejectedRequest.class);
        assertThatThrownBy(() -> read(json.replace("call-1", "call 1"), Edition.R2_0_1))
                .isInstanceOf(RejectedRequest.class);
    }

    @Test
    void aPayorThatNamesNobodyIsThePresumedPayer() {
        Calls call = Calls.of("mmm").coverage(coverage(ELSEWHERE)).order(Calls.lemtrada("o1"));

        assertThat(answer(call, Edition.R2_0_1).answer().payer()).isEqualTo("mmm");
        assertThatThrownBy(() -> answer(call, Edition.R2_2)).satisfies(EditionTest::isRefused);
    }

    @Test
    void aPayorThatNamesSomebodyElseIsRefused() {
        Calls named = Calls.of("mmm")
                .coverage(coverage("{\"identifier\":{\"system\":\"https://other.example\",\"value\":\"x\"}}"))
                .order(Calls.lemtrada("o1"));
        Calls resolved = Calls.of("mmm")
                .coverage(coverage(ELSEWHERE))
                .prefetch("organizations", Calls.bundle("""
                        {"resourceType":"Organization","id":"org9","identifier":[{"value":"x"}]}"""))
                .order(Calls.lemtrada("o1"));

        assertThatThrownBy(() -> answer(named, Edition.R2_0_1)).satisfies(EditionTest::isRefused);
        assertThatThrownBy(() -> answer(resolved, Edition.R2_0_1)).satisfies(EditionTest::isRefused);
    }

    @Test
    void manyStatementsKeepTheInvariantsOfTheEdition() {
        Random random = new Random(20010);
        for (int i = 0; i < 200; i++) {
            FakePayer fresh = InvariantsTest.payer(random);
            HookRequest request = read(InvariantsTest.call(random).json(), Edition.R2_0_1);
            Answered answer = fresh.answer(request);
            for (int action = 0; action < answer.json().path("systemActions").size(); action++) {
                answer.statements(action).forEach(InvariantsR201::check);
            }
        }
    }

    private Answered answer(Calls call, Edition edition) {
        return payer.answer(read(call.json(), edition));
    }

    private static HookRequest read(String json, Edition edition) {
        return HookRequestReader.read(json.getBytes(UTF_8), HookKind.ORDER_SIGN, edition);
    }

    private static String coverage(String payor) {
        return Calls.coverage("cov1", "mmm", "M-1")
                .replaceAll("\"payor\":\\[.*]", "\"payor\":[" + payor.replace("$", "\\$") + "]");
    }

    private static void isRefused(Throwable thrown) {
        assertThat(thrown).isInstanceOf(RejectedRequest.class);
        assertThat(((RejectedRequest) thrown).status()).isEqualTo(400);
    }
}
