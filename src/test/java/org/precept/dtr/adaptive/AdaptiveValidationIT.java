package org.precept.dtr.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.precept.policy.Form;
import org.precept.support.EnrolledMember;
import org.precept.support.OfficialValidator;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/**
 * Every response of conversations over every adaptive form, and of one that ends with an authorization, against the adaptive
 * profiles of DTR 2.2.0. Needs the validator and the guides' packages beside the project.
 */
class AdaptiveValidationIT extends ServerTest {
    /** A demo member of each payer. */
    private static final Map<String, String> MEMBERS = Map.of(
            "caresource-passe", "CS-1003",
            "mmm", "MMM-2001",
            "cigna", "CG-3001",
            "policy-2020910", "KP-4002");

    private static final int ENDLESS = 30;

    @TempDir
    private Path answers;

    private int files;

    @Test
    void everyStepIsValid() throws IOException, InterruptedException {
        OfficialValidator.assumePresent();
        for (Form form : Plans.FORMS.all()) {
            String payer = form.policy().payers().iterator().next();
            String member = MEMBERS.get(payer);
            if (member != null) {
                String name = form.canonical().tail();
                untilTheEnd(name + "-known", Conversation.begin(client, payer, member, name, ""));
                Conversation stranger = Conversation.begin(client, payer, member, name, "");
                stranger.forgetMember();
                untilTheEnd(name + "-unknown", stranger);
            }
        }
        EnrolledMember ben = EnrolledMember.copy(client, "ben", "adaptive-valid");
        Conversation issued =
                Conversation.begin(client, ben.payer(), ben.number(), "mmm-alemtuzumab-initial", sign(ben));
        untilTheEnd("issued", issued);
        assertThat(Conversation.part(issued.coverageInformation().get(0), "pa-needed"))
                .isEqualTo("satisfied");

        List<String> output = OfficialValidator.validate("--context", "fhir-resources", answers.toString());

        assertThat(output.get(output.size() - 1)).as(String.join("\n", output)).isEqualTo(files + " files, 0 errors");
        assertThat(files).isGreaterThan(2 * Plans.FORMS.all().size());
    }

    /** Answers yes-or-no questions with yes, and leaves the others empty. */
    private void untilTheEnd(String name, Conversation asked) throws IOException {
        for (int call = 0; call < ENDLESS; call++) {
            asked.next();
            files++;
            Files.writeString(
                    answers.resolve(name + "-" + call + ".json"),
                    asked.response().toString());
            if (asked.status().equals("completed")) {
                return;
            }
            JsonNode last = null;
            for (JsonNode item : asked.response().at("/contained/0/item")) {
                last = item.path("type").asText().equals("display") ? last : item;
            }
            if (last != null && last.path("type").asText().equals("boolean")) {
                asked.answer(last.path("linkId").asText(), "valueBoolean", true);
            }
        }
        throw new AssertionError(name + " does not end");
    }

    private String sign(EnrolledMember ben) throws IOException {
        String call = Files.readString(Path.of("requests/sign-ben.json"))
                .replace("MMM-2001", ben.number())
                .replaceFirst("\"hookInstance\": \"[^\"]+\"", "\"hookInstance\": \"" + UUID.randomUUID() + "\"");
        Reply reply = client.post("/cds-services/order-sign-crd", call);
        return Conversation.part(reply.json().at("/systemActions/0/resource/extension/0"), "coverage-assertion-id");
    }
}
