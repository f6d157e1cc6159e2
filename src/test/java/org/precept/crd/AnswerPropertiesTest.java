package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.determination.Authorization;
import org.precept.policy.DateRange;

/** What holds of every answer to order-sign, on random calls; the seed is in the name of the test. */
class AnswerPropertiesTest {
    private static final List<String> PAYERS = List.of("mmm", "caresource-passe", "cigna", "policy-2020910");
    private static final List<String> CODES = List.of("J0202", "J3490", "J9302", "J9999");
    private static final List<String> CRITERIA =
            List.of("diagnosis", "hiv-negative", "step-therapy", "neurologist", "dosing", "clinical-notes");
    /** Things a server may not touch: trailing zeros, unknown extensions, escapes, white space, contained resources. */
    private static final List<String> ODDITIES = List.of(
            "\"extension\":[{\"url\":\"https://ehr.example/x\",\"valueDecimal\":1.500}],",
            "\"contained\":[{\"resourceType\":\"Medication\",\"id\":\"m\"}],",
            "\"note\":[{\"text\":\"b\\u00e4 \\\"q\\\"\"} , {\"text\":\"a\"}],",
            "\"language\":\"en\",  \"meta\":{\"versionId\":\"007\"},",
            "");

    static Stream<Long> seeds() {
        return IntStream.range(0, 60).mapToObj(seed -> 20_261_121L + seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ordersComeBackAsTheyWereButForTheStatement(long seed) {
        Random random = new Random(seed);
        FakePayer payer = payer(random);
        List<String> orders = orders(random);

        HookAnswer answer = payer.answer(call(random, "mmm", orders)).answer();

        String body = withoutStatements(new String(answer.body(), StandardCharsets.UTF_8));
        assertThat(orders).allSatisfy(order -> assertThat(body).contains("\"resource\":" + order));
        assertThat(new Answered(answer).json().path("systemActions")).hasSize(orders.size());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSameCallOnTheSameRecordIsAnsweredAlike(long seed) {
        FakePayer payer = payer(new Random(seed));
        Random random = new Random(seed);
        String payerAsked = PAYERS.get(random.nextInt(PAYERS.size()));
        List<String> orders = orders(random);

        Answered first = payer.answer(call(new Random(seed), payerAsked, orders));
        Answered settled = payer.answer(call(new Random(seed), payerAsked, orders));
        Answered again = payer.answer(call(new Random(seed), payerAsked, orders));

        assertThat(withoutIds(again)).isEqualTo(withoutIds(settled));
        assertThat(statements(settled))
                .as("an approval just given is said like one on file")
                .isEqualTo(statements(first));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void assertionsAreOfOneCoverage(long seed) {
        Random random = new Random(seed);
        FakePayer payer = payer(random);
        Set<String> seen = new HashSet<>();
        for (String payerAsked : PAYERS) {
            Answered answer = payer.answer(call(random, payerAsked, orders(random)));
            Set<String> here = new HashSet<>();
            for (int i = 0; i < answer.json().path("systemActions").size(); i++) {
                here.addAll(answer.said(i, "coverage-assertion-id"));
            }
            assertThat(here).hasSize(1);
            assertThat(seen.addAll(here)).as("an id of its own").isTrue();
        }
    }

    /** The body with every coverage-information extension taken out, its array too when nothing else is in it. */
    private static String withoutStatements(String body) {
        String start = "{\"extension\":[{\"url\":\"coverage\",";
        StringBuilder text = new StringBuilder(body);
        for (int from = text.indexOf(start); from >= 0; from = text.indexOf(start)) {
            text.delete(from, end(text, from));
            if (text.charAt(from - 1) == ',') {
                text.deleteCharAt(from - 1);
            }
        }
        return text.toString().replace(",\"extension\":[]", "");
    }

    /** Behind the object that begins there. */
    private static int end(CharSequence json, int begin) {
        boolean quoted = false;
        int depth = 0;
        for (int i = begin; ; i++) {
            char each = json.charAt(i);
            if (quoted) {
                i += each == '\\' ? 1 : 0;
                quoted = each != '"';
            } else if (each == '"') {
                quoted = true;
            } else if (each == '{') {
                depth++;
            } else if (each == '}' && --depth == 0) {
                return i + 1;
            }
        }
    }

    private static FakePayer payer(Random random) {
        FakePayer payer = new FakePayer();
        for (String criterion : CRITERIA) {
            int value = random.nextInt(8);
            if (value < 2) {
                payer.set(criterion, value == 0 ? null : Boolean.FALSE);
            }
        }
        payer.desk = (orders, patience) -> {
            LocalDate day = orders.requestDate();
            Authorization given = new Authorization(
                    "PA-" + payer.approvals.size(),
                    "lemtrada",
                    BigDecimal.valueOf(500),
                    day,
                    new DateRange(day, day.plusYears(1)));
            payer.approvals.add(given);
            return Optional.of(given);
        };
        return payer;
    }

    private static List<String> orders(Random random) {
        List<String> orders = new ArrayList<>();
        int many = 1 + random.nextInt(3);
        for (int i = 0; i < many; i++) {
            String oddity = ODDITIES.get(random.nextInt(ODDITIES.size()));
            orders.add(Calls.medication("o" + i, Calls.HCPCS, CODES.get(random.nextInt(CODES.size())))
                    .replace("\"status\"", oddity + "\"status\"")
                    .replace("60.00", random.nextBoolean() ? "60.00" : "12.0"));
        }
        return orders;
    }

    private static Calls call(Random random, String payer, List<String> orders) {
        Calls call = Calls.of(payer).coverage(Calls.coverage("cov-" + payer, payer, "M-1"));
        orders.forEach(call::order);
        return random.nextInt(4) == 0 ? call.configuration("{\"unsolicited-determ\":false}") : call;
    }

    private static String withoutIds(Answered answer) {
        return answer.json()
                .toString()
                .replaceAll("\"(uuid|id)\":\"[^\"]*\"", "")
                .replaceAll("\"url\":\"coverage-assertion-id\",\"valueString\":\"[^\"]*\"", "");
    }

    private static String statements(Answered answer) {
        return answer.json()
                .path("systemActions")
                .toString()
                .replaceAll("\"url\":\"coverage-assertion-id\",\"valueString\":\"[^\"]*\"", "");
    }
}
