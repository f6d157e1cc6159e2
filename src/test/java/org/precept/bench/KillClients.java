package org.precept.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.precept.bench.KillState.Sent;
import org.precept.bench.KillState.Waiting;
import org.precept.support.Client;
import org.precept.support.PasBundle;

/** Providers and reviewers that work until their server dies under them. */
final class KillClients {

    private static final String TRACE = "https://precept.example/trace";
    private static final String APPROVAL = "{'name':'decision','valueCode':'approve'}";
    private static final String DENIAL = "{'name':'decision','valueCode':'deny'},{'name':'reason','valueCode':'0F'},"
            + "{'name':'section','valueString':'%s'},{'name':'text','valueString':'Not shown.'},"
            + "{'name':'appeal','valueString':'Appeal in writing within 60 days.'}";
    /** Sections of the policies, as their PlanDefinitions call them. */
    private static final Map<String, String> SECTIONS =
            Map.of("mmm", "May be approved, III", "caresource-passe", "Initial therapy, dosing and quantity limit");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final KillState state;
    private final Random random;
    private final List<String[]> members = new ArrayList<>();
    private final String anna;
    private final String gina;
    private int enrolled;
    private volatile boolean gone;
    private volatile URI base = URI.create("http://127.0.0.1");

    KillClients(KillState state, Random random) throws IOException {
        this.state = state;
        this.random = random;
        this.anna = Files.readString(Path.of("fhir-resources/members/anna.json"));
        this.gina = Files.readString(Path.of("fhir-resources/members/gina.json"));
    }

    /** Goes on with the server at the address. */
    void at(URI address) {
        base = address;
    }

    /** Stores members who can be approved, and some whose requests all go to a physician. */
    void enrol() throws Exception {
        for (int i = 0; i < 3; i++) {
            enrol(anna, "anna", "CS-1001", "caresource-passe", "K" + ++enrolled);
        }
        enrol(gina, "gina", number(gina), "mmm", "K" + ++enrolled);
    }

    private void enrol(String json, String name, String number, String payer, String own) throws Exception {
        String body = json.replace("\"" + number + "\"", "\"" + own + "\"").replace("demo-" + name, "kill-" + own);
        HttpResponse<String> reply = post("/fhir", body, null, null);
        if (reply.statusCode() != 200) {
            throw new IOException("a member could not be stored: " + reply.statusCode());
        }
        members.add(new String[] {payer, own});
    }

    private static String number(String json) {
        int at = json.indexOf("https://precept.example/member/");
        int value = json.indexOf("\"value\"", at);
        int begin = json.indexOf('"', json.indexOf(':', value)) + 1;
        return json.substring(begin, json.indexOf('"', begin));
    }

    /** Works until it is told that the server is gone. */
    List<Future<?>> work(ExecutorService pool) {
        gone = false;
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(pool.submit(() -> untilGone(this::submit)));
        }
        for (int i = 0; i < 2; i++) {
            running.add(pool.submit(() -> untilGone(this::decide)));
        }
        return running;
    }

    void gone() {
        gone = true;
    }

    static ExecutorService pool() {
        return Executors.newCachedThreadPool();
    }

    private interface Step {
        void run() throws Exception;
    }

    private void untilGone(Step step) {
        try {
            while (!gone) {
                step.run();
            }
        } catch (IOException killed) {
            // As expected: the server was killed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | AssertionError e) {
            state.problems.add("a client failed: " + e);
        }
    }

    private void submit() throws Exception {
        if (random.nextInt(10) == 0) {
            List<Sent> known = state.answered();
            if (!known.isEmpty()) {
                repeat(known.get(random.nextInt(known.size())));
            }
            return;
        }
        String[] member = members.get(members.size() - 1 - random.nextInt(Math.min(members.size(), 12)));
        String body = PasBundle.of(member[0], member[1])
                .created(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .diagnosis("G35.A")
                .item("J0202", 12, "22", "2026-12-01")
                .json();
        Sent request = new Sent(state.sent.incrementAndGet(), member[0], body, null);
        state.requests.put(request.number(), request);
        send(request);
    }

    /** Sends a request once more: its answer must be the one that was given before. */
    void repeat(Sent request) throws IOException, InterruptedException {
        state.repeated.incrementAndGet();
        send(request);
    }

    private void send(Sent request) throws IOException, InterruptedException {
        HttpResponse<String> reply = post("/fhir/Claim/$submit", request.body(), null, null);
        if (reply.statusCode() == 200) {
            state.acknowledged(request, reply.body());
        } else if (reply.statusCode() != 503) {
            state.problems.add("request " + request.number() + " got " + reply.statusCode());
        }
    }

    private void decide() throws Exception {
        Waiting waiting = state.waiting.poll();
        if (waiting == null) {
            Thread.sleep(20);
            return;
        }
        String trace = waiting.trace();
        JsonNode task = reviewTask(trace);
        if (task.isMissingNode()) {
            state.problems.add(trace + " has no open review Task");
            return;
        }
        boolean approves = random.nextInt(3) > 0;
        state.uncertain.add(trace);
        HttpResponse<String> reply = post(
                "/review/Task/" + task.path("id").asText() + "/$decide",
                "{\"resourceType\":\"Parameters\",\"parameter\":["
                        + (approves ? APPROVAL : DENIAL.formatted(SECTIONS.get(waiting.payer()))).replace('\'', '"')
                        + "]}",
                Client.basic("peter", "peter-demo"),
                "W/\"" + task.at("/meta/versionId").asText() + "\"");
        if (reply.statusCode() == 200) {
            state.decisions.put(trace, approves ? "APPROVED" : "DENIED");
        } else if (reply.statusCode() != 503) {
            state.problems.add("decision on " + trace + " got " + reply.statusCode() + " " + reply.body());
        }
        state.uncertain.remove(trace);
    }

    /** The open Task of reviewers under a trace number; missing when there is none. */
    private JsonNode reviewTask(String trace) throws IOException, InterruptedException {
        HttpResponse<String> found = http.send(
                HttpRequest.newBuilder(base.resolve("/fhir/Task?identifier=" + TRACE + "%7C" + trace))
                        .timeout(Duration.ofSeconds(60))
                        .header("Cache-Control", "no-cache")
                        .build(),
                BodyHandlers.ofString());
        for (JsonNode entry : Answers.json(found.body()).path("entry")) {
            JsonNode task = entry.path("resource");
            if (task.has("performerType")
                    && "requested".equals(task.path("status").asText())) {
                return task;
            }
        }
        return Answers.json("null").path("none");
    }

    /** Subscribes an endpoint to what becomes of the providers' requests. */
    void subscribe(String endpoint) throws IOException, InterruptedException {
        HttpResponse<String> reply =
                post("/fhir/Subscription", """
                {"resourceType":"Subscription",
                 "meta":{"profile":["http://hl7.org/fhir/us/davinci-pas/StructureDefinition/profile-subscription"]},
                 "status":"requested","reason":"kills",
                 "criteria":"http://hl7.org/fhir/us/davinci-pas/SubscriptionTopic/PASSubscriptionTopic",
                 "_criteria":{"extension":[{
                   "url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria",
                   "valueString":"org-identifier=%s"}]},
                 "channel":{"type":"rest-hook","endpoint":"%s","payload":"application/fhir+json",
                   "_payload":{"extension":[{
                     "url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content",
                     "valueCode":"full-resource"}]}}}
                """.formatted(PasBundle.ORGANIZATION_NPI, endpoint), null, null);
        if (reply.statusCode() != 201) {
            throw new IOException("no subscription: " + reply.statusCode() + " " + reply.body());
        }
    }

    private HttpResponse<String> post(String path, String body, @Nullable String authorization, @Nullable String etag)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/fhir+json")
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (etag != null) {
            request.header("If-Match", etag);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
