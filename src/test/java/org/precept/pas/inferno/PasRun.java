package org.precept.pas.inferno;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.jspecify.annotations.Nullable;
import org.precept.support.Client;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;

/**
 * Sends requests of every kind at the base of one edition, each for a member of its own, and keeps what was sent and
 * answered.
 */
final class PasRun {

    private final Client client;
    private final String edition;
    private final String copies;
    private final List<Exchange> answers = new ArrayList<>();
    private final List<Exchange> errors = new ArrayList<>();

    private PasRun(Client client, String edition, String copies) {
        this.client = client;
        this.edition = edition;
        this.copies = copies;
    }

    /**
     * Runs all of it.
     *
     * @param edition {@code 2.2.1} or {@code 2.0.1}
     * @param copies begins the names of members; unique among tests
     */
    static PasRun of(Client client, String edition, String copies) {
        PasRun run = new PasRun(client, edition, copies + "-" + edition.replace(".", ""));
        run.decisions();
        run.errors();
        return run;
    }

    /** Every request that could be processed, with its answer. */
    List<Exchange> answers() {
        return answers;
    }

    /** What cannot be processed. */
    List<Exchange> refusals() {
        return errors;
    }

    private void decisions() {
        PasBundle approved = course("anna", "approved");
        Bundle asked = KitBundle.complete(approved.build(), edition);
        submit("approved", asked, "A1");
        inquire("approved", asked, "A1");
        Bundle role = KitBundle.byRole(KitBundle.complete(course("anna", "role").build(), edition));
        submit("approved-role", role, "A1");
        inquire("approved-role", role, "A1");
        Bundle documents = KitBundle.complete(course("carla", "documents").build(), edition);
        submit("documents", documents, "A4");
        inquire("documents", documents, "A4");
        submit("physician", course("hugo", "physician").build(), "A4");
        submit("nurse", kesimpta("elena", "nurse").build(), "A4");
        submit(
                "clinician",
                course("kira", "clinician").answers(clinicalRecords()).build(),
                "A4");
        submit(
                "code",
                EnrolledMember.copy(client, "leo", copies + "-code")
                        .request()
                        .diagnosis("G35.A")
                        .item("J3490", 1, "12", "2026-12-01")
                        .build(),
                "A4");
        submit(
                "unknown-member",
                PasBundle.of("mmm", "nobody")
                        .item("J0202", 36, "22", "2026-12-01")
                        .build(),
                null);
        inquire(
                "nothing",
                PasBundle.of("mmm", "nobody")
                        .item("J0202", 36, "22", "2026-12-01")
                        .build(),
                null);
    }

    private void errors() {
        String empty = "{\"resourceType\":\"Bundle\",\"id\":\"empty\",\"type\":\"collection\","
                + "\"identifier\":{\"system\":\"https://provider.example/submission\",\"value\":\"E\"},"
                + "\"timestamp\":\"2026-11-16T09:31:00Z\",\"entry\":[]}";
        errors.add(send("empty", "submit", empty, null));
        errors.add(send("empty", "inquire", empty, null));
    }

    private Exchange submit(String name, Bundle request, @Nullable String decision) {
        Exchange exchange = send(name, "submit", json(request), decision);
        answers.add(exchange);
        return exchange;
    }

    private Exchange inquire(String name, Bundle request, @Nullable String decision) {
        Exchange exchange = send(name, "inquire", json(request), decision);
        answers.add(exchange);
        return exchange;
    }

    private Exchange send(String name, String operation, String body, @Nullable String decision) {
        String base = edition.equals("2.0.1") ? "/2.0.1/fhir" : "/fhir";
        Reply reply = client.post(base + "/Claim/$" + operation, body);
        return new Exchange(name, operation, edition, decision, body, reply.status(), reply.body());
    }

    /** 2.0.1 does not know what kind of document is attached. */
    private String json(Bundle request) {
        if (edition.equals("2.0.1")) {
            request.getEntry().stream()
                    .map(Bundle.BundleEntryComponent::getResource)
                    .filter(org.hl7.fhir.r4.model.Claim.class::isInstance)
                    .map(org.hl7.fhir.r4.model.Claim.class::cast)
                    .flatMap(claim -> claim.getSupportingInfo().stream())
                    .forEach(info -> info.getExtension()
                            .removeIf(extension -> extension.getUrl().endsWith("extension-documentInformation")));
        }
        return PasBundle.json(request);
    }

    private PasBundle course(String member, String copy) {
        return EnrolledMember.copy(client, member, copies + "-" + copy)
                .request()
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .order("1594663", "12 mg intravenously daily for 5 days");
    }

    private PasBundle kesimpta(String member, String copy) {
        return EnrolledMember.copy(client, member, copies + "-" + copy)
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
