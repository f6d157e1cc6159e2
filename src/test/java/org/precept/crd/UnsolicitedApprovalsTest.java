package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.Authorization;
import org.precept.policy.DateRange;
import org.precept.record.SignedOrders;

/** When orders are approved in the answer itself, what is said then, and what is said when it does not work. */
class UnsolicitedApprovalsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private final FakePayer payer = new FakePayer();
    private final List<SignedOrders> signed = new ArrayList<>();

    @BeforeEach
    void approving() {
        payer.desk = (orders, patience) -> {
            signed.add(orders);
            Authorization given = new Authorization(
                    "PA-1", "lemtrada", new BigDecimal(60), DAY, new DateRange(DAY, LocalDate.of(2027, 2, 28)));
            payer.approvals.add(given);
            return Optional.of(given);
        };
    }

    @Test
    void theAnswerCarriesTheApproval() {
        Answered answer = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));

        assertThat(answer.said("covered")).containsExactly("covered");
        assertThat(answer.said("pa-needed")).containsExactly("satisfied");
        assertThat(answer.said("satisfied-pa-id")).containsExactly("PA-1");
        assertThat(answer.said("doc-needed")).isEmpty();
        assertThat(answer.said("doc-purpose")).isEmpty();
        assertThat(answer.said("questionnaire")).isEmpty();
        assertThat(answer.said("expiry-date")).containsExactly("2027-02-28");
        assertThat(answer.said("reason").get(0)).contains("PA-1", "2026-03-01", "2027-02-28");
        assertThat(answer.statements(0).get(0).toString())
                .contains("policy-link", "https://payer.example/fhir/PlanDefinition/mmm-alemtuzumab");
        assertThat(answer.json().at("/cards/0/summary").asText()).endsWith("; approved");
        assertThat(answer.topics())
                .as("coverage information is never a card (resp-25)")
                .doesNotContain(CardOptions.UNSOLICITED);
        assertThat(answer.answer().determinations()).hasSize(1);
        assertThat(answer.answer().contexts()).hasSize(1);
    }

    @Test
    void whatIsDecidedOnIsWhatTheAnswerRestedOn() {
        String condition = "{\"resourceType\":\"Condition\",\"id\":\"c1\",\"subject\":{\"reference\":\"Patient/p1\"}}";
        String another = "{\"resourceType\":\"Condition\",\"id\":\"c2\",\"subject\":{\"reference\":\"Patient/p2\"}}";

        payer.answer(Calls.of("mmm")
                .prefetch("conditions", Calls.bundle(condition, another))
                .order(Calls.lemtrada("o1"))
                .order(Calls.medication("o2", Calls.HCPCS, "J9999")));

        assertThat(signed).singleElement().satisfies(orders -> {
            assertThat(orders.payer()).isEqualTo("mmm");
            assertThat(orders.memberNumber()).isEqualTo("M-1");
            assertThat(orders.requestDate()).isEqualTo(DAY);
            assertThat(orders.patient().getIdElement().getIdPart()).isEqualTo("p1");
            assertThat(orders.orders()).extracting(EvidenceItem::reference).containsExactly("MedicationRequest/o1");
            assertThat(orders.evidence())
                    .extracting(EvidenceItem::reference)
                    .contains("Condition/c1", "MedicationRequest/o2", "Practitioner/dr1")
                    .doesNotContain("Condition/c2", "MedicationRequest/o1");
        });
    }

    @Test
    void signingAgainBringsNothingNew() {
        Answered first = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));

        Answered again = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));
        Answered annotated = payer.answer(Calls.of("mmm")
                .order(first.json().at("/systemActions/0/resource").toString()));

        assertThat(signed).hasSize(1);
        assertThat(again.said("satisfied-pa-id")).containsExactly("PA-1");
        assertThat(again.said("reason")).isEqualTo(first.said("reason"));
        assertThat(annotated.json().path("systemActions")).isEmpty();
    }

    @Test
    void ordersOfOneProductAreOneRequest() {
        String half = Calls.lemtrada("o1").replace("60.00", "30");

        Answered answer = payer.answer(Calls.of("mmm").order(half).order(half.replace("\"o1\"", "\"o2\"")));

        assertThat(signed)
                .singleElement()
                .satisfies(orders -> assertThat(orders.orders()).hasSize(2));
        assertThat(answer.said(0, "satisfied-pa-id")).containsExactly("PA-1");
        assertThat(answer.said(1, "satisfied-pa-id")).containsExactly("PA-1");
    }

    @Test
    void whatIfStoresNothingAndSaysThatAuthorizationIsNeeded() {
        for (String configuration : List.of(
                "{\"unsolicited-determ\":false}",
                "[{\"code\":\"unsolicited-determ\",\"value\":false}]",
                "{\"unsolicited-determ\":true,\"coverage-info\":false}")) {
            Answered answer =
                    payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).configuration(configuration));

            assertThat(signed).as(configuration).isEmpty();
            assertThat(answer.json().at("/cards/0/summary").asText()).contains("ready to submit");
            if (!configuration.contains("coverage-info")) {
                assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
                assertThat(answer.said("reason").get(0)).contains("meets every criterion");
            }
        }
        payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")).configuration("{\"unsolicited-determ\":\"no\"}"));
        assertThat(signed).as("nonsense is ignored").hasSize(1);
    }

    @Test
    void whatAPersonOrADocumentIsNeededForIsNotTried() {
        payer.answer(Calls.of("cigna").order(Calls.lemtrada("o1")));
        payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1").replace("60.00", "61")));
        payer.answer(Calls.of("mmm", "M-2").order(Calls.lemtrada("o1")));
        payer.answer(
                Calls.of("mmm").order(Calls.lemtrada("o1").replace("\"status\"", "\"doNotPerform\":true,\"status\"")));
        payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1").replace("\"draft\"", "\"cancelled\"")));
        payer.set("hiv-negative", null);
        payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));
        payer.set("hiv-negative", false);
        payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));

        assertThat(signed).isEmpty();
    }

    @Test
    void ordersOfDifferentDaysAreLeftToARequest() {
        String later = Calls.lemtrada("o2").replace("2026-03-01", "2026-03-09").replace("60.00", "24");

        Answered answer = payer.answer(Calls.of("mmm")
                .order(Calls.lemtrada("o1").replace("60.00", "36"))
                .order(later));

        assertThat(signed).isEmpty();
        assertThat(answer.said(0, "pa-needed")).containsExactly("auth-needed");
    }

    @Test
    void nothingIsApprovedOnPartOfTheRecord() {
        Answered answer =
                payer.answer(Calls.of("mmm").ehr("http://127.0.0.1:1/fhir", "t").order(Calls.lemtrada("o1")));

        assertThat(signed).isEmpty();
        assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCannotBeStoredIsNotSaid(boolean failing) {
        payer.desk = (orders, patience) -> {
            if (failing) {
                throw new IllegalStateException("no connection");
            }
            return Optional.empty();
        };

        Answered answer = payer.answer(Calls.of("mmm").order(Calls.lemtrada("o1")));

        assertThat(answer.said("covered")).containsExactly("covered");
        assertThat(answer.said("pa-needed")).containsExactly("auth-needed");
        assertThat(answer.said("satisfied-pa-id")).isEmpty();
    }
}
