package org.precept.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.precept.bench.KillCase.Doubt;
import org.precept.bench.KillCase.Item;
import org.precept.bench.KillState.Kind;
import org.precept.support.Client;

/** Reviewers who approve, deny, and ask for more. */
final class KillReviewers {

    private static final Set<String> WAITING = Set.of("PENDED_REVIEW");
    private static final String PETER = Client.basic("peter", "peter-demo");
    /** Sections of the policies, as their PlanDefinitions call them. */
    private static final Map<String, String> SECTIONS =
            Map.of("mmm", "May be approved, III", "caresource-passe", "Initial therapy, dosing and quantity limit");

    private static final Map<String, String> DECISIONS = Map.of(
            "APPROVED", "{'name':'decision','valueCode':'approve'}",
            "PENDED_DOCUMENTS",
                    "{'name':'decision','valueCode':'ask-more'},{'name':'document','valueCode':'11506-3'},"
                            + "{'name':'document','valueCode':'11503-0'},{'name':'text','valueString':'The last visit.'}",
            "DENIED",
                    "{'name':'decision','valueCode':'deny'},{'name':'reason','valueCode':'0F'},"
                            + "{'name':'section','valueString':'%s'},{'name':'text','valueString':'Not shown.'},"
                            + "{'name':'appeal','valueString':'Appeal in writing within 60 days.'}");

    private final KillState state;
    private final KillHttp http;
    private final Random random;

    KillReviewers(KillState state, KillHttp http, Random random) {
        this.state = state;
        this.http = http;
        this.random = random;
    }

    /** One decision; false when nothing waits. */
    boolean step() throws IOException, InterruptedException {
        KillCase about = state.hold(random, each -> !each.in(WAITING).isEmpty());
        if (about == null) {
            return false;
        }
        try {
            List<Integer> waiting = about.in(WAITING);
            int sequence = waiting.get(random.nextInt(waiting.size()));
            decide(about, sequence);
        } finally {
            about.release();
        }
        return true;
    }

    private void decide(KillCase about, int sequence) throws IOException, InterruptedException {
        Item item = about.item(sequence);
        List<JsonNode> tasks = http.under(item.number(), "Task", "requested");
        if (tasks.size() != 1 || !tasks.get(0).has("performerType")) {
            state.problems.add(item.number() + " has " + tasks.size() + " open Tasks in review");
            return;
        }
        int what = random.nextInt(5);
        String wanted = what < 2 ? "APPROVED" : what < 4 ? "PENDED_DOCUMENTS" : "DENIED";
        about.doubt = new Doubt(sequence, item, Set.of(wanted), null);
        HttpResponse<String> reply = http.send(
                state.underWay.get(Kind.DECISION),
                "POST",
                "/review/Task/" + tasks.get(0).path("id").asText() + "/$decide",
                "{\"resourceType\":\"Parameters\",\"parameter\":["
                        + DECISIONS
                                .getOrDefault(wanted, "")
                                .formatted(SECTIONS.get(about.member.payer()))
                                .replace('\'', '"')
                        + "]}",
                "Authorization",
                PETER,
                "If-Match",
                "W/\"" + tasks.get(0).at("/meta/versionId").asText() + "\"");
        if (reply.statusCode() == 200) {
            state.counted(Kind.DECISION);
            decided(about, sequence, wanted, reply.body());
        } else if (reply.statusCode() != 503) {
            state.problems.add("a decision on " + item.number() + " got " + reply.statusCode() + " " + reply.body());
        } else {
            about.doubt = null;
        }
    }

    private void decided(KillCase about, int sequence, String wanted, String answer) {
        for (JsonNode parameter : Answers.json(answer).path("parameter")) {
            if (parameter.path("name").asText().equals("response")) {
                Answers.Said said = Answers.said(parameter.path("resource"));
                Item now = said.items().get(sequence);
                if (now == null || !now.status().equals(wanted)) {
                    state.problems.add("decided " + wanted + ", and answered " + now);
                }
                about.stands(said.id(), said.items());
                return;
            }
        }
        state.problems.add("a decision was answered without the response");
    }
}
