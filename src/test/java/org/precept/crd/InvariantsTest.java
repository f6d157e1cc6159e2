package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.precept.crd.coverage.CoverageInformation;
import org.precept.crd.coverage.CoverageInformation.Covered;
import org.precept.crd.coverage.CoverageInformation.DocNeeded;
import org.precept.crd.coverage.CoverageInformation.DocPurpose;
import org.precept.crd.coverage.CoverageInformation.InfoNeeded;
import org.precept.crd.coverage.CoverageInformation.PaNeeded;
import org.precept.crd.coverage.CoverageInformation.Reason;
import org.precept.crd.coverage.CoverageInformationR201;
import org.precept.crd.coverage.CoverageInformationR22;
import org.precept.criteria.CriterionResult;
import org.precept.fhir.Canonical;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.support.RealContent;

/** Whatever comes out of a call, every coverage-information in the answer keeps the guide's invariants. */
class InvariantsTest {
    private static final List<String> PAYERS = List.of("mmm", "cigna", "caresource-passe", "policy-2020910");
    private static final List<String> CODES = List.of("J0202", "J3490", "J9302", "J9010", "J9999", "99213");

    @Test
    void everyAnswerOfManyCallsKeepsThem() {
        Random random = new Random(20260305);
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 600; i++) {
            Answered answer = payer(random).answer(call(random));
            ResponseModels.check(answer.json());
            for (int action = 0; action < answer.json().path("systemActions").size(); action++) {
                assertThat(answer.statements(action)).hasSize(1);
                JsonNode statement = answer.statements(action).get(0);
                Invariants.check(statement);
                seen.add(answer.said(action, "covered") + " " + answer.said(action, "pa-needed") + " "
                        + answer.said(action, "doc-needed"));
            }
        }

        assertThat(seen)
                .contains(
                        "[covered] [auth-needed] []",
                        "[covered] [auth-needed] [clinical]",
                        "[covered] [satisfied] []",
                        "[conditional] [conditional] []",
                        "[indeterminate] [indeterminate] []",
                        "[indeterminate] [auth-needed] [indeterminate]",
                        "[indeterminate] [indeterminate] [indeterminate]",
                        "[not-covered] [] []");
    }

    @Test
    void aStatementThatBreaksOneCannotBeMade() {
        int refused = 0;
        for (Covered covered : EnumSet.allOf(Covered.class)) {
            for (PaNeeded paNeeded : withNull(PaNeeded.values())) {
                for (DocNeeded docNeeded : withNull(DocNeeded.values())) {
                    for (InfoNeeded infoNeeded : withNull(InfoNeeded.values())) {
                        for (int bits = 0; bits < 16; bits++) {
                            refused += made(covered, paNeeded, docNeeded, infoNeeded, bits) ? 0 : 1;
                        }
                    }
                }
            }
        }
        assertThat(refused).isPositive();
        assertThatThrownBy(() -> statement(Covered.INDETERMINATE, null, null, null, 0))
                .hasMessageContaining("q9");
    }

    private static boolean made(
            Covered covered, PaNeeded paNeeded, DocNeeded docNeeded, InfoNeeded infoNeeded, int bits) {
        try {
            CoverageInformation said = statement(covered, paNeeded, docNeeded, infoNeeded, bits);
            Invariants.check(
                    Answered.of(new CoverageInformationR22().json(said)).json());
            InvariantsR201.check(
                    Answered.of(new CoverageInformationR201().json(said)).json());
            return true;
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("crd-ci-q");
            return false;
        }
    }

    private static CoverageInformation statement(
            Covered covered, PaNeeded paNeeded, DocNeeded docNeeded, InfoNeeded infoNeeded, int bits) {
        return new CoverageInformation(
                new CoverageInformation.CoverageReference("Coverage/1", null),
                covered,
                paNeeded,
                docNeeded,
                (bits & 1) == 0 ? null : DocPurpose.WITH_PA,
                infoNeeded,
                List.of(),
                (bits & 2) == 0 ? List.of() : List.of(new Reason(null, "because")),
                List.of(),
                (bits & 4) == 0 ? null : Canonical.parse("https://precept.example/fhir/Questionnaire/q|1.0.0"),
                LocalDate.of(2026, 3, 1),
                "id",
                (bits & 8) == 0 ? null : "PA-1",
                null,
                null);
    }

    private static <T> List<T> withNull(T[] values) {
        ArrayList<T> all = new ArrayList<>(List.of(values));
        all.add(null);
        return all;
    }

    static Calls call(Random random) {
        Calls call = Calls.of(PAYERS.get(random.nextInt(PAYERS.size())), random.nextInt(8) == 0 ? "M-2" : "M-1");
        int orders = 1 + random.nextInt(3);
        for (int i = 0; i < orders; i++) {
            String order = Calls.medication("o" + i, Calls.HCPCS, CODES.get(random.nextInt(CODES.size())));
            if (random.nextBoolean()) {
                order = Calls.lemtrada("o" + i);
            } else if (random.nextInt(3) == 0) {
                order = Calls.medication("o" + i, "http://hl7.org/fhir/sid/ndc", "0078-1007-68");
            }
            if (random.nextInt(8) == 0) {
                order = order.replace("\"status\"", "\"doNotPerform\":true,\"status\"");
            }
            call.order(random.nextInt(8) == 0 ? order.replace("2026-03-01", "2020-10-01") : order);
        }
        if (random.nextInt(12) == 0) {
            call.ehr("http://127.0.0.1:1/fhir", "t");
        }
        return call;
    }

    static FakePayer payer(Random random) {
        FakePayer payer = new FakePayer();
        payer.broken = random.nextInt(12) == 0;
        payer.storeDown = random.nextInt(20) == 0;
        payer.phase = "initial";
        int mood = random.nextInt(4);
        RealContent.policies().policies().all().stream()
                .flatMap(policy -> policy.phases().stream())
                .flatMap(phase -> phase.criteria().criteria())
                .map(Criterion::id)
                .forEach(id -> payer.results.put(id, result(id, random, mood)));
        if (random.nextInt(5) == 0) {
            payer.approve("PA-1", "lemtrada", "60", LocalDate.of(2026, 2, 1));
        }
        return payer;
    }

    private static CriterionResult result(String id, Random random, int mood) {
        int kind = mood == 0 ? 0 : random.nextInt(mood == 1 ? 2 : 5);
        return switch (kind) {
            case 1 -> FakePayer.result(id, null, false);
            case 2 -> FakePayer.result(id, false, false);
            case 3 -> FakePayer.result(id, null, true);
            case 4 -> new CriterionResult(id, null, false, true, "the source contradicts itself", List.of());
            default -> FakePayer.result(id, true, false);
        };
    }
}
