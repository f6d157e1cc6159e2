package org.precept.crd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.crd.HookContext.Dispatch;
import org.precept.crd.HookContext.Selection;
import org.precept.crd.text.ResourceText;
import org.precept.fhir.RejectedRequest;

class ContextReaderTest {
    private static final String USER = "\"userId\":\"Practitioner/a\",";
    private static final String PATIENT = "\"patientId\":\"p1\",";
    private static final String ENCOUNTER = "\"encounterId\":\"e1\",";
    private static final String DRAFTS = """
            "draftOrders":{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"ServiceRequest","id":"o1"}}]},""";
    private static final String SELECTIONS = "\"selections\":[\"ServiceRequest/o1\"],";
    private static final String DISPATCHED = "\"dispatchedOrders\":[\"ServiceRequest/o1\"],";
    private static final String PERFORMER = "\"performer\":\"Organization/x\",";
    private static final String APPOINTMENTS = """
            "appointments":{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Appointment","id":"a1"}}]},""";

    @ParameterizedTest
    @CsvSource({
        "ORDER_SIGN,userId,required",
        "ORDER_SIGN,patientId,required",
        "ORDER_SIGN,draftOrders,required",
        "ORDER_SIGN,encounterId,not required",
        "ORDER_SELECT,userId,required",
        "ORDER_SELECT,draftOrders,required",
        "ORDER_SELECT,selections,required",
        "ORDER_DISPATCH,patientId,required",
        "ORDER_DISPATCH,dispatchedOrders,required",
        "ORDER_DISPATCH,performer,required",
        "ORDER_DISPATCH,userId,not required",
        "APPOINTMENT_BOOK,userId,required",
        "APPOINTMENT_BOOK,appointments,required",
        "APPOINTMENT_BOOK,encounterId,not required",
        "ENCOUNTER_START,userId,required",
        "ENCOUNTER_START,patientId,required",
        "ENCOUNTER_START,encounterId,required",
        "ENCOUNTER_DISCHARGE,encounterId,required",
    })
    void requiresWhatTheHookNeeds(HookKind kind, String element, String required) {
        String whole = context(kind);
        String without = whole.replace("\"" + element + "\"", "\"futureElement\"");

        assertThat(read(kind, whole).kind()).isEqualTo(kind);
        if (required.equals("required")) {
            assertThat(refused(kind, without)).isEqualTo("context." + element);
        } else {
            assertThat(read(kind, without).patientId()).isEqualTo("p1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Practitioner/a ~ a ~ context.userId",
                "Practitioner/a ~ Practitioner/a/b ~ context.userId",
                "Organization/x ~ x ~ context.performer",
                "ServiceRequest/o1 ~ 7 ~ context.dispatchedOrders[0]",
                "[\"ServiceRequest/o1\"] ~ [] ~ context.dispatchedOrders",
                "[\"ServiceRequest/o1\"] ~ [\"ServiceRequest/o1\",{}] ~ context.dispatchedOrders[1]",
            })
    void namesTheElementThatIsWrong(String part, String wrong, String element) {
        assertThat(refused(
                        HookKind.ORDER_DISPATCH,
                        context(HookKind.ORDER_DISPATCH).replace(part, wrong)))
                .isEqualTo(element);
    }

    @Test
    void referencesMayBeAbsolute() {
        HookRequest request = read(
                HookKind.ORDER_DISPATCH,
                context(HookKind.ORDER_DISPATCH)
                        .replace("\"ServiceRequest/o1\"", "\"http://e/fhir/ServiceRequest/o1\",\"ServiceRequest/o1\""));
        HookRequest selected = read(HookKind.ORDER_SELECT, context(HookKind.ORDER_SELECT));

        assertThat(((Dispatch) request.context()).orders()).containsExactly("ServiceRequest/o1");
        assertThat(((Selection) selected.context()).selections()).containsExactly("ServiceRequest/o1");
    }

    @Test
    void tasksOfBothFormsAreRead() {
        String task = "{\"resourceType\":\"Task\",\"id\":\"%s\"}";
        HookRequest request = read(
                HookKind.ORDER_DISPATCH,
                context(HookKind.ORDER_DISPATCH) + "\"fulfillmentTasks\":[" + task.formatted("t1") + ",null],\"task\":"
                        + task.formatted("t2") + ",");

        assertThat(((Dispatch) request.context()).tasks())
                .extracting(ResourceText::local)
                .containsExactly("Task/t1", "Task/t2");
    }

    private static String context(HookKind kind) {
        return switch (kind) {
            case ORDER_SIGN -> USER + PATIENT + ENCOUNTER + DRAFTS;
            case ORDER_SELECT -> USER + PATIENT + SELECTIONS + DRAFTS;
            case ORDER_DISPATCH -> USER + PATIENT + DISPATCHED + PERFORMER;
            case APPOINTMENT_BOOK -> USER + PATIENT + ENCOUNTER + APPOINTMENTS;
            default -> USER + PATIENT + ENCOUNTER;
        };
    }

    private static HookRequest read(HookKind kind, String context) {
        String call = "{\"hook\":\"" + kind.hook() + "\",\"hookInstance\":\"" + UUID.randomUUID() + "\",\"context\":{"
                + context + "\"last\":0}}";
        return HookRequestReader.read(call.getBytes(UTF_8), kind, Edition.R2_2);
    }

    private static String refused(HookKind kind, String context) {
        RejectedRequest refused = catchThrowableOfType(() -> read(kind, context), RejectedRequest.class);
        assertThat(refused.status()).isEqualTo(400);
        return refused.outcome().getIssueFirstRep().getExpression().get(0).getValue();
    }
}
