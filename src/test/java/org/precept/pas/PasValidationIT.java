package org.precept.pas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/** Requests, answers of every kind of decision and inquiry answers are valid against PAS 2.2.1. */
class PasValidationIT extends ServerTest {

    private static final String SUBMIT = "/fhir/Claim/$submit";
    private static final Path VALIDATOR = Path.of("../shared/tools/validator/validate");

    @TempDir
    private Path files;

    @Test
    void requestsAndAnswersAreValid() throws Exception {
        if (!Files.isExecutable(VALIDATOR)) {
            System.err.println("NOT CHECKED against PAS 2.2.1: there is no validator at " + VALIDATOR.toAbsolutePath());
        }
        Assumptions.assumeTrue(Files.isExecutable(VALIDATOR), "no validator at " + VALIDATOR.toAbsolutePath());

        submit("approved", course("anna", "valid-approved"), "A1", null);
        submit("documents", course("carla", "valid-documents"), "A4", "0U");
        submit("physician", course("hugo", "valid-physician"), "A4", "0V");
        submit("nurse", kesimpta("elena", "valid-nurse"), "A4", "0V");
        submit("clinician", course("kira", "valid-clinician").answers(clinicalRecords()), "A4", "0V");
        submit(
                "code",
                EnrolledMember.copy(client, "leo", "valid-code")
                        .request()
                        .diagnosis("G35.A")
                        .item("J3490", 1, "12", "2026-12-01"),
                "A4",
                "0U");
        answer("error", SUBMIT, PasBundle.of("mmm", "nobody").item("J0202", 36, "22", "2026-12-01"));
        inquire();

        assertThat(validate()).contains(" 0 errors");
    }

    private void submit(String name, PasBundle request, String action, @Nullable String reason) throws IOException {
        PasAnswer answer = PasAnswer.of(answer(name, SUBMIT, request));
        assertThat(answer.action()).as(name).isEqualTo(action);
        if (reason != null) {
            assertThat(answer.reason()).as(name + ": " + answer.notes()).isEqualTo(reason);
        }
    }

    private void inquire() throws IOException {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "valid-inquiry");
        PasAnswer.of(client.post(SUBMIT, course(anna).json()));
        Reply found = answer("inquiry", "/fhir/Claim/$inquire", course(anna));
        assertThat(found.at("/parameter/0/resource/resourceType")).isEqualTo("Bundle");
        Files.delete(files.resolve("inquiry-answer.json"));
        Files.writeString(
                files.resolve("inquiry-answer.json"),
                found.json().at("/parameter/0/resource").toString());
    }

    private Reply answer(String name, String path, PasBundle request) throws IOException {
        String body = request.json();
        Reply reply = client.post(path, body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        Files.writeString(files.resolve(name + "-request.json"), body);
        Files.writeString(files.resolve(name + "-answer.json"), reply.body());
        return reply;
    }

    private String validate() throws IOException, InterruptedException {
        Process validator = new ProcessBuilder(VALIDATOR.toString(), files.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(validator.getInputStream().readAllBytes(), UTF_8);
        assertThat(validator.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return output;
    }

    private PasBundle course(String member, String copy) {
        return course(EnrolledMember.copy(client, member, copy));
    }

    private static PasBundle course(EnrolledMember member) {
        return member.request()
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .order("1594663", "12 mg intravenously daily for 5 days");
    }

    private PasBundle kesimpta(String member, String copy) {
        return EnrolledMember.copy(client, member, copy)
                .request()
                .diagnosis("G35.A")
                .item("J3490", 1, "12", "2026-12-01")
                .ndc("0078-1007-68")
                .order("2390954", PasBundle.every(1, UnitsOfTime.MO, 20));
    }

    private static QuestionnaireResponse clinicalRecords() {
        QuestionnaireResponse response = PasBundle.completed(
                "https://precept.example/fhir/Questionnaire/cigna-alemtuzumab-initial|1.1.0", "2026-11-15T10:00:00Z");
        Attachment note = new Attachment().setContentType("text/plain").setData("seen".getBytes(UTF_8));
        PasBundle.answer(response, "clinical-notes", note);
        PasBundle.answer(response, "records", note.copy());
        return PasBundle.answer(response, "benefit", "preferred");
    }
}
