package org.precept.dtr.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.precept.fhir.CodeSystems;
import org.precept.support.EnrolledMember;
import org.precept.support.OfficialValidator;
import org.precept.support.Reply;

/** What the server makes of stored answers, and forms it fills, against FHIR R4, DTR 2.2 and SDC 4.0. */
class AnswersValidationIT extends AnswersServerTest {
    private static final String POPULATED =
            "http://hl7.org/fhir/uv/sdc/StructureDefinition/parameters-questionnaire-populate-out";

    @TempDir
    private Path answers;

    @Test
    void storedResponsesAndTheirIssuesAreValid() throws IOException, InterruptedException {
        OfficialValidator.assumePresent();
        EnrolledMember member = EnrolledMember.copy(client, "ben", "answers-valid");
        String example = Files.readString(Path.of("requests/store-ben.json")).replace("MMM-2001", member.number());
        Reply stored = client.post("/fhir/QuestionnaireResponse", example);
        Reply told = postForOutcome(answer(response(member, INITIAL), "hiv-negative", new BooleanType(false)));
        Reply refused = post(answer(response(member, INITIAL), "shoe-size", new BooleanType(true)));

        write("response", stored.body());
        write("issue", json(flagged(reference(stored)).get(0)));
        write("told", told.body());
        write("refused", refused.body());
        List<String> output = OfficialValidator.validate("--context", "fhir-resources", answers.toString());

        assertThat(output.get(output.size() - 1)).as(String.join("\n", output)).isEqualTo("4 files, 0 errors");
    }

    @Test
    void filledFormsAreValid() throws IOException, InterruptedException {
        OfficialValidator.assumePresent();
        Parameters request = new Parameters();
        request.addParameter().setName("questionnaire").setValue(new CanonicalType(INITIAL));
        Reference subject = new Reference("Patient/ehr-ben");
        subject.getIdentifier().setSystem(CodeSystems.memberNumbers("mmm")).setValue("MMM-2001");
        request.addParameter().setName("subject").setValue(subject);
        request.addParameter().setName("local").setValue(new BooleanType(true));
        request.addParameter().setName("dataEndpoint").setValue(new CanonicalType("https://elsewhere.example"));

        write(
                "filled",
                client.post("/fhir/Questionnaire/$populate", json(request)).body());
        List<String> output = OfficialValidator.validate(
                "--profile", "Parameters=" + POPULATED, "--context", "fhir-resources", answers.toString());

        assertThat(output.get(output.size() - 1)).as(String.join("\n", output)).isEqualTo("1 files, 0 errors");
    }

    private void write(String name, String body) throws IOException {
        Files.writeString(answers.resolve(name + ".json"), body);
    }
}
