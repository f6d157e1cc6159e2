package org.precept.cases;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.cases.ChoiceFile.Choice;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** Every choice of every form is stored by the running server. */
class ChoicesIT extends ServerTest {
    private static final Map<String, String> MEMBERS =
            Map.of("caresource-passe", "anna", "mmm", "ben", "cigna", "kira", "policy-2020910", "leo");

    static List<Path> files() {
        return CaseFile.choices();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyChoiceIsStored(Path file) {
        ChoiceFile choices = new ChoiceFile(file);
        String payer = choices.form().policy().payers().iterator().next();
        EnrolledMember member = EnrolledMember.copy(client, MEMBERS.get(payer), "choices-" + files().indexOf(file));
        List<Choice> all = choices.choices();
        long before = stored(member);

        Reply reply = client.post("/fhir", json(batch(all, member)));

        assertThat(reply.status()).isEqualTo(200);
        List<Bundle.BundleEntryComponent> answers = parse(reply).getEntry();
        for (int i = 0; i < all.size(); i++) {
            assertThat(answers.get(i).getResponse().getStatus())
                    .as(all.get(i).name())
                    .startsWith("201");
        }
        assertThat(stored(member) - before).isEqualTo(all.size());
    }

    private static Bundle batch(List<Choice> choices, EnrolledMember member) {
        Bundle batch = new Bundle().setType(BundleType.BATCH);
        for (Choice choice : choices) {
            QuestionnaireResponse response = choice.response().copy();
            response.setId((String) null);
            response.setSubject(new Reference("Patient/" + member.patient()));
            response.setAuthoredElement(new DateTimeType(Instant.now().toString()));
            batch.addEntry()
                    .setResource(response)
                    .getRequest()
                    .setMethod(HTTPVerb.POST)
                    .setUrl("QuestionnaireResponse");
        }
        return batch;
    }

    private long stored(EnrolledMember member) {
        return parse(client.get("/fhir/QuestionnaireResponse?_summary=count&subject=Patient/" + member.patient()))
                .getTotal();
    }

    private static Bundle parse(Reply reply) {
        return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, reply.body());
    }

    private static String json(Bundle bundle) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(bundle);
    }
}
