package org.precept.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hl7.fhir.r4.model.Bundle;
import org.precept.bench.KillCase.Member;
import org.precept.bench.KillCase.Sent;
import org.precept.bench.KillState.Kind;
import org.precept.support.PasBundle;
import org.precept.support.UpdateBundle;

/** Providers who ask, ask again, change their mind, and take back. */
final class KillProviders {

    private static final Path MEMBERS = Path.of("fhir-resources/members");
    /** Requests are about one of the members enrolled last, so that several of them meet. */
    private static final int RECENT = 12;

    private static final int MOST_ITEMS = 4;
    private static final int TRIES = 5;

    private final KillState state;
    private final KillHttp http;
    private final Random random;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private int enrolled;

    KillProviders(KillState state, KillHttp http, Random random) {
        this.state = state;
        this.http = http;
        this.random = random;
    }

    /** Stores members whom the rules approve, one whose requests all go to a physician, and some who lack a document. */
    void enrol() throws IOException, InterruptedException {
        enrol("anna", "CS-1001", "caresource-passe");
        enrol("gina", "", "mmm");
        enrol("carla", "CS-1002", "caresource-passe");
        enrol("carla", "CS-1002", "caresource-passe");
        enrol("carla", "CS-1002", "caresource-passe");
    }

    private void enrol(String name, String known, String payer) throws IOException, InterruptedException {
        String json = Files.readString(MEMBERS.resolve(name + ".json"));
        String number = known.isEmpty() ? number(json) : known;
        String own = "K" + ++enrolled;
        HttpResponse<String> reply = http.post(
                "/fhir", json.replace("\"" + number + "\"", "\"" + own + "\"").replace("demo-" + name, "kill-" + own));
        if (reply.statusCode() != 200) {
            throw new IllegalStateException("a member could not be stored: " + reply.statusCode());
        }
        members.add(new Member(payer, own, "kill-" + own));
    }

    private static String number(String json) {
        int value = json.indexOf("\"value\"", json.indexOf("https://precept.example/member/"));
        int begin = json.indexOf('"', json.indexOf(':', value)) + 1;
        return json.substring(begin, json.indexOf('"', begin));
    }

    /** One message. */
    void step() throws IOException, InterruptedException {
        int what = random.nextInt(100);
        if (what < 10) {
            repeatAny();
        } else if (what < 35) {
            update();
        } else {
            submit();
        }
    }

    private void submit() throws IOException, InterruptedException {
        Member member = members.get(members.size() - 1 - random.nextInt(Math.min(members.size(), RECENT)));
        PasBundle request = PasBundle.of(member.payer(), member.number())
                .created(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .diagnosis("G35.A")
                .item("J0202", 12, "22", "2026-12-01");
        if (random.nextInt(3) == 0) {
            request.item("J0202", 6, "22", "2026-12-02");
        }
        KillCase opened = new KillCase(member, random.nextInt(4) == 0);
        opened.hold();
        try {
            state.opened(opened);
            send(opened, request.build(), Kind.REQUEST);
        } finally {
            opened.release();
        }
    }

    private void update() throws IOException, InterruptedException {
        KillCase about = state.hold(random, each -> !each.open().isEmpty());
        if (about == null) {
            submit();
            return;
        }
        try {
            change(about);
        } finally {
            about.release();
        }
    }

    private void change(KillCase about) throws IOException, InterruptedException {
        Sent last = about.acknowledged;
        if (last == null) {
            throw new IllegalStateException("a case that was not acknowledged is updated");
        }
        UpdateBundle update = UpdateBundle.of(last.bundle());
        List<Integer> open = about.open();
        int item = open.get(random.nextInt(open.size()));
        int what = random.nextInt(5);
        if (what == 0) {
            send(about, update.cancelAll().build(), Kind.CANCELLATION);
        } else if (what == 1) {
            send(about, update.cancel(item).build(), Kind.CANCELLATION);
        } else if (what == 2 && about.items().size() < MOST_ITEMS) {
            send(about, update.add("2026-12-03", 1 + random.nextInt(6)).build(), Kind.UPDATE);
        } else {
            send(about, update.units(item, 1 + random.nextInt(12)).build(), Kind.UPDATE);
        }
    }

    private void send(KillCase about, Bundle bundle, Kind kind) throws IOException, InterruptedException {
        Sent message = new Sent(
                state.nextNumber(),
                about,
                bundle,
                PasBundle.json(bundle),
                bundle.getEntryFirstRep().getFullUrl(),
                null);
        about.sending = message;
        state.sent.put(message.number(), message);
        send(message);
        if (about.sending == null) {
            state.counted(kind);
        }
    }

    private void repeatAny() throws IOException, InterruptedException {
        List<Sent> known = state.answered();
        if (!known.isEmpty()) {
            repeat(known.get(random.nextInt(known.size())));
        }
    }

    /** Sends a request once more: its answer must be the one that was given before. */
    void repeat(Sent message) throws IOException, InterruptedException {
        state.repeated.incrementAndGet();
        send(message);
    }

    private void send(Sent message) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            HttpResponse<String> reply = http.post("/fhir/Claim/$submit", message.body());
            if (reply.statusCode() == 200) {
                state.acknowledged(message, reply.body());
                return;
            }
            if (reply.statusCode() != 503) {
                state.problems.add("request " + message.number() + " got " + reply.statusCode() + " " + reply.body());
                return;
            }
        }
    }
}
