package org.precept.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.fhir.RejectedRequest;
import org.springframework.util.unit.DataSize;

class JsonScanTest {

    private static final int DEPTH = 100;
    private static final int DIGITS = 40;
    private static final int EXPONENT = 30;
    private static final int ENTRIES = 500;

    private final JsonScan scan = new JsonScan(
            new RequestLimits(DataSize.ofMegabytes(5), DataSize.ofKilobytes(64), DEPTH, DIGITS, EXPONENT, ENTRIES));

    static Stream<Random> seeds() {
        return IntStream.range(0, 50).mapToObj(Random::new);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsWithinEveryLimitPasses(Random random) {
        String json = "{\"a\":" + nested(random, random.nextInt(DEPTH), number(random, random.nextInt(1, DIGITS + 1)))
                + ",\"b\":" + bundle(random.nextInt(ENTRIES + 1), random.nextBoolean()) + "}";

        assertThatCode(() -> check(json)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[\"x\\u0000\"]}", "{\"a\\u0000\":1}"})
    void textWithTheCharacterThatNoTextHasIsRefused(String json) {
        assertThat(rejection(json).status()).isEqualTo(400);
    }

    @Test
    void textAboutThatCharacterPasses() {
        assertThatCode(() -> check("{\"a\":\"written as \\\\u0000\"}")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nestingBeyondTheLimitIsRefused(Random random) {
        String json = nested(random, DEPTH + 1 + random.nextInt(5000), "1");

        assertThat(rejection(json).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void numberBeyondTheLengthIsRefused(Random random) {
        int before = random.nextInt(5);
        String json = "{\"list\":[" + "0,".repeat(before) + number(random, DIGITS + 1 + random.nextInt(3000)) + "]}";

        RejectedRequest rejection = rejection(json);

        assertThat(rejection.status()).isEqualTo(400);
        assertThat(expression(rejection)).isEqualTo("list[" + before + "]");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void exponentBeyondTheLimitIsRefused(Random random) {
        String sign = Stream.of("", "+", "-").toList().get(random.nextInt(3));
        String e = random.nextBoolean() ? "e" : "E";
        String within = "1" + e + sign + random.nextInt(EXPONENT + 1);
        String beyond = "1" + e + sign + (EXPONENT + 1 + random.nextInt(2_000_000_000));

        assertThatCode(() -> check("{\"value\":" + within + "}")).doesNotThrowAnyException();
        assertThat(expression(rejection("{\"value\":" + beyond + "}"))).isEqualTo("value");
    }

    @Test
    void exponentWithMoreDigitsThanAnIntIsRefused() {
        assertThat(rejection("{\"v\":1e" + "9".repeat(37) + "}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void entriesBeyondTheLimitAreRefusedWhereverTheTypeStands(Random random) {
        String bundle = bundle(ENTRIES + 1 + random.nextInt(100), random.nextBoolean());

        RejectedRequest alone = rejection(bundle);
        RejectedRequest inside = rejection("{\"prefetch\":{\"x\":" + bundle + "}}");

        assertThat(alone.status()).isEqualTo(422);
        assertThat(expression(alone)).isEqualTo("Bundle.entry");
        assertThat(expression(inside)).isEqualTo("prefetch.x.entry");
    }

    @Test
    void entriesOfOtherResourcesAreNotCounted() {
        String list = bundle(ENTRIES + 1, true).replace("Bundle", "List");

        assertThatCode(() -> check(list)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{'a':1,'b':{'c':1,'c':2}} ! b.c",
                "{'resourceType':'Claim','item':[{},{'x':1,'x':1}]} ! Claim.item[1].x"
            })
    void aNameThatOccursTwiceIsRefused(String json, String expression) {
        RejectedRequest rejection = rejection(json.replace('\'', '"'));

        assertThat(rejection.status()).isEqualTo(400);
        assertThat(expression(rejection)).isEqualTo(expression);
        assertThat(rejection.getMessage()).contains("twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "{",
                "{]",
                "{\"a\":}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{a:1}",
                "1",
                "\"x\"",
                "{}{}",
                "{} x"
            })
    void whatIsNotOneJsonObjectIsRefused(String body) {
        assertThat(rejection(body).status()).isEqualTo(400);
    }

    @Test
    void lineAndColumnAreNamedAndTheInputIsNotRepeated() {
        RejectedRequest rejection = rejection("{\n \"name\": secret }");

        assertThat(rejection.getMessage()).contains("line 2, column").doesNotContain("secret");
    }

    @Test
    void otherEncodingsAreRefused() {
        for (var charset : new java.nio.charset.Charset[] {StandardCharsets.UTF_16, StandardCharsets.UTF_16LE}) {
            byte[] body = "{\"value\":1e999}".getBytes(charset);

            assertThat(catchThrowableOfType(() -> scan.check(body), RejectedRequest.class)
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void brokenUtf8IsRefused() {
        byte[] body = {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, '"', '}'};

        assertThat(catchThrowableOfType(() -> scan.check(body), RejectedRequest.class))
                .isNotNull();
    }

    private void check(String json) {
        scan.check(json.getBytes(StandardCharsets.UTF_8));
    }

    private RejectedRequest rejection(String json) {
        return catchThrowableOfType(() -> check(json), RejectedRequest.class);
    }

    private static String expression(RejectedRequest rejection) {
        OperationOutcomeIssueComponent issue = rejection.outcome().getIssueFirstRep();
        assertThat(issue.getDiagnostics()).isNotBlank();
        return issue.getExpression().get(0).getValue();
    }

    private static String number(Random random, int length) {
        String digits = random.ints(length, 1, 10).mapToObj(Integer::toString).collect(Collectors.joining());
        return length > 3 && random.nextBoolean() ? digits.charAt(0) + "." + digits.substring(2) : digits;
    }

    private static String nested(Random random, int depth, String core) {
        StringBuilder open = new StringBuilder();
        StringBuilder close = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            boolean array = random.nextBoolean();
            open.append(array ? "[" : "{\"n\":");
            close.insert(0, array ? ']' : '}');
        }
        return open + core + close;
    }

    private static String bundle(int entries, boolean typeFirst) {
        String type = "\"resourceType\":\"Bundle\"";
        String entry = "\"entry\":[" + "{},".repeat(entries).replaceAll(",$", "") + "]";
        return "{" + (typeFirst ? type + "," + entry : entry + "," + type) + "}";
    }
}
