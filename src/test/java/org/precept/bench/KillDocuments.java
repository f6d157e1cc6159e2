package org.precept.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.precept.bench.KillCase.Document;
import org.precept.bench.KillCase.Doubt;
import org.precept.bench.KillCase.Item;
import org.precept.bench.KillState.Kind;

/** Providers' staff who send what a pended request waits for. */
final class KillDocuments {

    private static final Set<String> WAITING = Set.of("PENDED_DOCUMENTS");
    private static final Set<String> AFTER = Set.of("PENDED_DOCUMENTS", "PENDED_REVIEW", "APPROVED");
    private static final String FORM = "102089-0";
    private static final Pattern STORED = Pattern.compile("Stored as ([A-Za-z]+/[A-Za-z0-9.-]+)\\.");
    private static final int PATIENCE = 60;
    private static final String ANSWERS = """
            {"resourceType":"QuestionnaireResponse","id":"%s","status":"completed","authored":"%s",
             "questionnaire":"https://precept.example/fhir/Questionnaire/caresource-passe-alemtuzumab-initial",
             "extension":[{"url":"http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/qr-context","valueReference":{
               "identifier":{"system":"https://precept.example/trace","value":"%s"}}}],
             "subject":{"reference":"Patient/%s"},
             "item":[{"linkId":"tb","answer":[{"valueCoding":{
               "system":"https://precept.example/fhir/CodeSystem/answers","code":"negative"}}]}]}""";
    private static final String LETTER = """
            {"resourceType":"DocumentReference","status":"current","content":[{"attachment":{
              "contentType":"text/plain","title":"%s","data":"U2VlbiBhbmQgZXhhbWluZWQu"}}]}""";
    private static final String ATTACHMENT = """
            {"resourceType":"Parameters","parameter":[
             {"name":"TrackingId","valueIdentifier":{"system":"https://precept.example/trace","value":"%s"}},
             {"name":"MemberId","valueIdentifier":{"system":"https://precept.example/member/%s","value":"%s"}},
             {"name":"AttachTo","valueCode":"preauthorization"},{"name":"Final","valueBoolean":false},
             {"name":"Attachment","part":[%s{"name":"Content","resource":%s}]}]}""";
    private static final String CODE = """
            {"name":"Code","valueCodeableConcept":{"coding":[{"system":"http://loinc.org","code":"%s"}]}},""";

    private final KillState state;
    private final KillHttp http;
    private final Random random;

    KillDocuments(KillState state, KillHttp http, Random random) {
        this.state = state;
        this.http = http;
        this.random = random;
    }

    /** One document for one item; false when none waits. */
    boolean step() throws IOException, InterruptedException {
        KillCase about =
                state.hold(random, each -> !each.silent && !each.in(WAITING).isEmpty());
        if (about == null) {
            return false;
        }
        try {
            int sequence = about.in(WAITING).get(0);
            Item item = about.item(sequence);
            List<String> asked = asked(item.number());
            if (asked.isEmpty()) {
                state.problems.add(item.number() + " waits for documents that nobody is asked for");
                about.doubt = new Doubt(sequence, item, AFTER, null);
                return true;
            }
            String code = asked.get(random.nextInt(asked.size()));
            Document document = document(about, item.number(), code, asked.size() - 1);
            about.doubt = new Doubt(sequence, item, AFTER, document);
            send(about);
            refresh(about);
        } finally {
            about.release();
        }
        return true;
    }

    /** LOINC codes of what is asked for now under a trace number. */
    private List<String> asked(String trace) throws IOException, InterruptedException {
        List<String> codes = new ArrayList<>();
        for (JsonNode communication : http.under(trace, "CommunicationRequest", "active")) {
            codes.add(communication.at("/payload/0/contentString").asText());
        }
        return codes;
    }

    private Document document(KillCase about, String trace, String code, int others) {
        String id = UUID.randomUUID().toString();
        String content = code.equals(FORM)
                ? ANSWERS.formatted(id, Instant.now().truncatedTo(ChronoUnit.SECONDS), trace, about.member.patient())
                : LETTER.formatted(id);
        if (code.equals(FORM) && random.nextBoolean()) {
            String name = "QuestionnaireResponse/" + id;
            return new Document("PUT", "/fhir/" + name, content, name, others, false);
        }
        String body = ATTACHMENT.formatted(
                trace,
                about.member.payer(),
                about.member.number(),
                code.equals(FORM) ? "" : CODE.formatted(code),
                content);
        return new Document("POST", "/fhir/$submit-attachment", body, "", others, false);
    }

    /** Sends the document that the case is in doubt about. The same again changes nothing. */
    private void send(KillCase about) throws IOException, InterruptedException {
        Doubt doubt = doubt(about);
        Document document = doubt.document();
        if (document == null) {
            return;
        }
        HttpResponse<String> reply =
                http.send(state.underWay.get(Kind.DOCUMENT), document.method(), document.path(), document.body());
        String name = document.name().isEmpty() ? stored(reply.body()) : document.name();
        if (reply.statusCode() / 100 != 2 || name == null) {
            state.problems.add(
                    "a document for " + doubt.before().number() + " got " + reply.statusCode() + " " + reply.body());
            return;
        }
        state.documents.put(name, doubt.before().number());
        state.counted(Kind.DOCUMENT);
        about.doubt = new Doubt(
                doubt.sequence(),
                doubt.before(),
                doubt.after(),
                new Document(document.method(), document.path(), document.body(), name, document.others(), true));
    }

    private static @Nullable String stored(String outcome) {
        Matcher name = STORED.matcher(outcome);
        return name.find() ? name.group(1) : null;
    }

    private static Doubt doubt(KillCase about) {
        Doubt doubt = about.doubt;
        if (doubt == null) {
            throw new IllegalStateException("nothing is in doubt");
        }
        return doubt;
    }

    /**
     * After a restart: what was stored is decided on without anybody's help, what may not have been stored is sent again; then
     * the case is as the server says.
     *
     * @param due trace numbers for which documents were stored and nothing was decided when the server was killed
     */
    void settle(KillCase about, Set<String> due) throws IOException, InterruptedException {
        Doubt doubt = doubt(about);
        Document document = doubt.document();
        if (document != null && !document.acknowledged()) {
            if (due.contains(doubt.before().number())) {
                awaitDecision(doubt.before().number(), document.others());
            }
            send(about);
        }
        refresh(about);
    }

    private void awaitDecision(String trace, int others) throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE * 4; i++) {
            if (asked(trace).size() <= others) {
                return;
            }
            Thread.sleep(250);
        }
        state.problems.add("a document for " + trace + " was stored before the kill, and not decided on in " + PATIENCE
                + " s after it");
    }

    /** Reads how a case stands; it must be as before or as what was sent would have it. */
    private void refresh(KillCase about) throws IOException, InterruptedException {
        Doubt doubt = doubt(about);
        Answers.Said said = Answers.said(http.get("/fhir/ClaimResponse/" + about.responseId));
        Item now = said.items().get(doubt.sequence());
        boolean same = doubt.before().equals(now);
        if (now == null || !same && !doubt.after().contains(now.status())) {
            state.problems.add(doubt.before().number() + " became " + now + ", which nobody asked for");
        }
        Document document = doubt.document();
        if (same && document != null && document.acknowledged() && document.others() == 0) {
            state.problems.add("all documents for " + doubt.before().number() + " are here, and it still waits");
        }
        about.stands(said.id(), said.items());
    }
}
