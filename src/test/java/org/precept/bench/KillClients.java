package org.precept.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.precept.bench.KillCase.Sent;
import org.precept.support.PasBundle;

/** Providers and reviewers that work until their server dies under them, and go on with the next. */
final class KillClients {

    /** Answers that are compared with those before after each restart: of the latest requests, and of any. */
    private static final int COMPARED = 12;

    private final KillState state;
    private final Random random;
    private final KillHttp http = new KillHttp();
    private final KillProviders providers;
    private final KillDocuments documents;
    private final KillReviewers reviewers;
    private volatile boolean gone;

    KillClients(KillState state, Random random) {
        this.state = state;
        this.random = random;
        this.providers = new KillProviders(state, http, random);
        this.documents = new KillDocuments(state, http, random);
        this.reviewers = new KillReviewers(state, http, random);
    }

    /** Goes on with the server at the address. */
    void at(URI address) {
        http.at(address);
    }

    void enrol() throws IOException, InterruptedException {
        providers.enrol();
    }

    static ExecutorService pool() {
        return Executors.newCachedThreadPool();
    }

    /** Works until it is told that the server is gone. */
    List<Future<?>> work(ExecutorService pool) {
        gone = false;
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(pool.submit(() -> untilGone(providers::step)));
        }
        for (int i = 0; i < 2; i++) {
            running.add(pool.submit(() -> untilGone(() -> orRest(reviewers.step()))));
        }
        for (int i = 0; i < 3; i++) {
            running.add(pool.submit(() -> untilGone(() -> orRest(documents.step()))));
        }
        return running;
    }

    void gone() {
        gone = true;
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private static void orRest(boolean worked) throws InterruptedException {
        if (!worked) {
            Thread.sleep(20);
        }
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
        } catch (RuntimeException | AssertionError e) {
            state.problems.add("a client failed: " + e);
        }
    }

    /**
     * Sends again what was not acknowledged, as a client would, and some of what was; then nothing is in doubt.
     *
     * @param due trace numbers for which documents were stored and nothing was decided when the server was killed
     */
    void settle(Set<String> due) throws IOException, InterruptedException {
        for (KillCase each : state.cases()) {
            Sent unanswered = each.sending;
            if (unanswered != null) {
                providers.repeat(unanswered);
            }
            if (each.doubt != null) {
                documents.settle(each, due);
            }
        }
        List<Sent> answered = new ArrayList<>(state.answered());
        List<Sent> compared =
                new ArrayList<>(answered.subList(Math.max(0, answered.size() - COMPARED), answered.size()));
        Collections.shuffle(answered, random);
        compared.addAll(answered.subList(0, Math.min(COMPARED, answered.size())));
        for (Sent each : compared) {
            providers.repeat(each);
        }
        long unsettled = state.cases().stream().filter(each -> !each.settled()).count();
        if (unsettled > 0) {
            state.problems.add(unsettled + " requests could not be settled after the restart");
        }
    }

    /** Subscribes an endpoint to what becomes of the providers' requests. */
    void subscribe(String endpoint) throws IOException, InterruptedException {
        HttpResponse<String> reply =
                http.post("/fhir/Subscription", """
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
                """.formatted(PasBundle.ORGANIZATION_NPI, endpoint));
        if (reply.statusCode() != 201) {
            throw new IllegalStateException("no subscription: " + reply.statusCode() + " " + reply.body());
        }
    }
}
