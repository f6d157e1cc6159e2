package org.precept.pas.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Parameters;
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
    /** What happens while the run is subscribed: decisions of {@link LivingRequests}, and what comes later. */
    private static final int TOLD = 3 + LaterDecisions.TOLD;

    private final Client client;
    private final String edition;
    private final String copies;
    private final List<Exchange> answers = new ArrayList<>();
    private final List<Exchange> errors = new ArrayList<>();
    private final List<Exchange> attachments = new ArrayList<>();
    private final List<JsonNode> reviews = new ArrayList<>();
    private final List<String> notificationProblems = new ArrayList<>();
    private final List<JsonNode> notifications = new ArrayList<>();

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
    static PasRun of(Client client, String edition, String copies) throws IOException {
        PasRun run = new PasRun(client, edition, copies + "-" + edition.replace(".", ""));
        run.decisions();
        run.living();
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

    /** Every document that was sent, with its answer. */
    List<Exchange> attachments() {
        return attachments;
    }

    /** What reviewers were shown and answered: a page of the worklist, a Task, a decision. */
    List<JsonNode> reviews() {
        return reviews;
    }

    /** What is wrong with Subscription and notifications. */
    List<String> notificationProblems() {
        return notificationProblems;
    }

    /** The Subscription as it was stored, the handshake and what followed. */
    List<JsonNode> notifications() {
        return notifications;
    }

    private void living() throws IOException {
        Desk clara = new Desk(client, "clara");
        LivingRequests requests = new LivingRequests(this, clara);
        LaterDecisions later = new LaterDecisions(this, clara, new Desk(client, "paula"));
        requests.updated();
        later.renewed();
        try (Notifications subscription = Notifications.subscribe(client, base())) {
            requests.denied();
            requests.modified();
            later.appealed();
            later.upheld();
            later.reviewed();
            later.documented();
            notificationProblems.addAll(subscription.problems(TOLD));
            notifications.addAll(subscription.all(TOLD));
        }
    }

    private void decisions() {
        PasBundle approved = course("anna", "approved");
        Bundle asked = complete(approved);
        submit("approved", asked, "A1");
        inquire("approved", asked, "A1");
        Bundle role = KitBundle.byRole(complete(course("anna", "role")));
        submit("approved-role", role, "A1");
        inquire("approved-role", role, "A1");
        Bundle documents = complete(course("carla", "documents"));
        submit("documents", documents, "A4");
        inquire("documents", documents, "A4");
        submit("physician", course("hugo", "physician").build(), "A4");
        submit("nurse", kesimpta("elena", "nurse").build(), "A4");
        submit(
                "clinician",
                course("kira", "clinician")
                        .answers(LivingRequests.clinicalRecords())
                        .build(),
                "A4");
        Bundle code = member("leo", "code")
                .request()
                .diagnosis("G35.A")
                .item("J3490", 1, "12", "2026-12-01")
                .build();
        submit("code", code, "A4");
        inquire("code", code, "A4");
        Bundle partly = complete(course("anna", "partly").item("J0000", 1, "22", "2026-12-01"));
        submit("partly-in-error", partly, "A1");
        inquire("partly-in-error", partly, "A1");
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

    EnrolledMember member(String name, String copy) {
        return EnrolledMember.copy(client, name, copies + "-" + copy);
    }

    Bundle complete(PasBundle request) {
        return KitBundle.complete(request.build(), edition);
    }

    Exchange submit(String name, Bundle request, @Nullable String decision) {
        Exchange exchange = send(name, "submit", json(request), decision);
        answers.add(exchange);
        return exchange;
    }

    Exchange inquire(String name, Bundle request, @Nullable String decision) {
        Exchange exchange = send(name, "inquire", json(request), decision);
        answers.add(exchange);
        return exchange;
    }

    /** Documents are sent to one base, whatever edition the request is of. */
    void attach(String name, Parameters document) {
        attachments.add(sendDocument(name, document));
    }

    /** A document that cannot be taken. */
    void attachInVain(String name, Parameters document) {
        errors.add(sendDocument(name, document));
    }

    private Exchange sendDocument(String name, Parameters document) {
        String body = PasBundle.json(document);
        Reply reply = client.post("/fhir/$submit-attachment", body);
        return new Exchange(name, "submit-attachment", edition, null, body, reply.status(), reply.body());
    }

    void reviewed(Reply shown) {
        reviews.add(shown.json());
    }

    private Exchange send(String name, String operation, String body, @Nullable String decision) {
        Reply reply = client.post(base() + "/Claim/$" + operation, body);
        return new Exchange(name, operation, edition, decision, body, reply.status(), reply.body());
    }

    private String base() {
        return edition.equals("2.0.1") ? "/2.0.1/fhir" : "/fhir";
    }

    /** 2.0.1 does not know what kind of document is attached. */
    private String json(Bundle request) {
        if (edition.equals("2.0.1")) {
            request.getEntry().stream()
                    .map(Bundle.BundleEntryComponent::getResource)
                    .filter(Claim.class::isInstance)
                    .map(Claim.class::cast)
                    .flatMap(claim -> claim.getSupportingInfo().stream())
                    .forEach(info -> info.getExtension()
                            .removeIf(extension -> extension.getUrl().endsWith("extension-documentInformation")));
        }
        return PasBundle.json(request);
    }

    private PasBundle course(String member, String copy) {
        return member(member, copy)
                .request()
                .diagnosis("G35.A")
                .item("J0202", 60, "22", "2026-12-01")
                .order("1594663", "12 mg intravenously daily for 5 days");
    }

    private PasBundle kesimpta(String member, String copy) {
        return member(member, copy)
                .request()
                .diagnosis("G35.A")
                .item("J3490", 1, "12", "2026-12-01")
                .ndc("0078-1007-68")
                .order("2390954", PasBundle.every(1, UnitsOfTime.MO, 20));
    }
}
