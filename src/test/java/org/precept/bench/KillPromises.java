package org.precept.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.bench.KillAudit.Filed;
import org.precept.bench.KillCase.Document;
import org.precept.bench.KillCase.Doubt;
import org.precept.bench.KillCase.Item;
import org.precept.bench.KillCase.Sent;

/**
 * What clients were told beside what the database has: everything acknowledged is there and is the present state; what was
 * under way is there or not, nothing in between.
 */
final class KillPromises {

    private final KillState state;
    private final Map<String, String[]> claims;
    private final Map<String, Filed> files;
    private final Set<String> due;
    private final Set<String> taken;
    private final List<String> problems = new ArrayList<>();

    private KillPromises(KillState state, KillAudit audit) throws SQLException {
        this.state = state;
        this.claims = audit.claims();
        this.files = audit.files();
        this.due = audit.due();
        this.taken = audit.taken();
    }

    static List<String> broken(KillState state, KillAudit audit) throws SQLException {
        KillPromises promises = new KillPromises(state, audit);
        state.cases().forEach(promises::check);
        promises.state.answered().forEach(promises::claim);
        promises.documents();
        return promises.problems;
    }

    private void check(KillCase about) {
        Sent acknowledged = about.acknowledged;
        if (acknowledged == null) {
            return;
        }
        String[] claim = claims.get(KillAudit.digest(acknowledged.claimUrl()));
        Filed filed = claim == null ? null : files.get(claim[2]);
        if (claim == null || filed == null) {
            problems.add("acknowledged request " + acknowledged.number() + " is lost");
            return;
        }
        Sent sending = about.sending;
        String[] next = sending == null ? null : claims.get(KillAudit.digest(sending.claimUrl()));
        if (next != null) {
            if (!next[2].equals(claim[2]) || !next[1].equals(filed.claimId())) {
                problems.add("an update of " + acknowledged.number()
                        + " was filed, and is not the current one of its request");
            }
            return;
        }
        if (!claim[1].equals(filed.claimId())) {
            problems.add(
                    "acknowledged request or update " + acknowledged.number() + " is not the current one of its file");
        }
        if (!about.responseId.equals(filed.responseId())) {
            problems.add("the answer to " + acknowledged.number() + " is not the current one of its file");
        }
        items(about, filed);
    }

    private void items(KillCase about, Filed filed) {
        if (!about.items().keySet().equals(filed.items().keySet())) {
            problems.add("items " + about.items() + " are on file as " + filed.items());
            return;
        }
        about.items().forEach((sequence, item) -> {
            Item now = filed.items().get(sequence);
            if (now != null && !same(item, now) && !expected(about.doubt, sequence, item, now)) {
                problems.add("acknowledged: " + item + ", on file: " + now);
            }
        });
        Doubt doubt = about.doubt;
        Document document = doubt == null ? null : doubt.document();
        if (doubt != null && document != null && document.acknowledged() && document.others() == 0) {
            Item now = filed.items().get(doubt.sequence());
            if (doubt.before().equals(now)) {
                problems.add("the last document for " + now + " was acknowledged, and nothing was decided");
            }
        }
    }

    /** Of what ended, answers need not repeat the number it had. */
    private static boolean same(Item told, Item now) {
        return told.status().equals(now.status())
                && (told.number().isEmpty() || told.number().equals(now.number()));
    }

    /** A document answers for every item of its request that waits, not only for the one whose number it names. */
    private static boolean expected(@Nullable Doubt doubt, int sequence, Item told, Item now) {
        return doubt != null
                && doubt.after().contains(now.status())
                && (doubt.sequence() == sequence
                        || doubt.document() != null
                                && told.status().equals(doubt.before().status()));
    }

    private void claim(Sent answered) {
        if (!claims.containsKey(KillAudit.digest(answered.claimUrl()))) {
            problems.add("acknowledged request or update " + answered.number() + " is lost");
        }
    }

    private void documents() {
        state.documents.forEach((name, trace) -> {
            String document = name + " " + trace;
            if (due.contains(document)) {
                problems.add(
                        "acknowledged document " + document + " was not decided on before its sender was answered");
            } else if (!taken.contains(document)) {
                problems.add("acknowledged document " + document + " is lost");
            }
        });
    }
}
