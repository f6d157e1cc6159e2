package org.precept.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.precept.bench.KillState.Waiting;

/** Looks into the database of a server that was killed for anything half-written. */
final class KillAudit implements AutoCloseable {

    /** What must find nothing, with what it would mean. */
    private static final Map<String, String> NOTHING = Map.ofEntries(
            Map.entry("a Claim without a file", """
                    select r.fhir_id from hfj_resource r where r.res_type = 'Claim' and r.res_deleted_at is null
                    and not exists (select 1 from request_claim c where c.claim_id = r.fhir_id and c.name = '')"""),
            Map.entry("a file without its Claim", """
                    select f.id from request_file f where not exists (
                      select 1 from hfj_resource r where r.res_type = 'Claim' and r.fhir_id = f.claim_id)"""),
            Map.entry("a file without its answer", """
                    select f.id from request_file f where not exists (
                      select 1 from hfj_resource r where r.res_type = 'ClaimResponse' and r.fhir_id = f.response_id)"""),
            Map.entry("an answer without a file", """
                    select r.fhir_id from hfj_resource r where r.res_type = 'ClaimResponse'
                    and not exists (select 1 from request_file f where f.response_id = r.fhir_id)"""),
            Map.entry("an answer whose version is not its file's", """
                    select f.id from request_file f join hfj_resource r
                      on r.res_type = 'ClaimResponse' and r.fhir_id = f.response_id where r.res_ver <> f.version"""),
            Map.entry("a file without its Bundle", """
                    select f.id from request_file f where not exists (
                      select 1 from claim_bundle b join hfj_resource r on r.res_type = 'Bundle' and r.fhir_id = b.bundle_id
                      where b.claim_id = f.claim_id)"""),
            Map.entry("a file without items", """
                    select f.id from request_file f where not exists (
                      select 1 from request_item i where i.file_id = f.id)"""),
            Map.entry("an approved item that is not in the ledger", """
                    select i.number from request_item i join request_file f on f.id = i.file_id
                    where i.status in ('APPROVED', 'MODIFIED') and not exists (
                      select 1 from authorization_on_file a where a.authorization_number = i.number
                      and a.cancelled_at is null and a.units = i.units and a.claim_id = f.claim_id)"""),
            Map.entry("an approval in the ledger that no item has", """
                    select a.authorization_number from authorization_on_file a where a.cancelled_at is null
                    and not exists (select 1 from request_item i where i.number = a.authorization_number
                      and i.status in ('APPROVED', 'MODIFIED'))"""),
            Map.entry("a number that two items have", """
                    select number from request_item group by number having count(*) > 1"""),
            Map.entry("a number that two files have", """
                    select number from request_number group by number having count(*) > 1"""),
            Map.entry("a number that leads nowhere", """
                    select i.number from request_item i where not exists (
                      select 1 from request_number n where n.number = i.number and n.file_id = i.file_id)"""),
            Map.entry("a pended item without what DTR must know", """
                    select i.number from request_item i where i.status like 'PENDED%'
                    and not exists (select 1 from request_context c where c.id = i.number)"""),
            Map.entry("an item in review without exactly one open Task", """
                    select f.id from request_item i join request_file f on f.id = i.file_id
                    join hfj_resource r on r.res_type = 'ClaimResponse' and r.fhir_id = f.response_id
                    where i.status = 'PENDED_REVIEW' and 1 <> (
                      select count(*) from hfj_res_link l join hfj_spidx_token t on t.res_id = l.src_resource_id
                      where l.target_resource_id = r.res_id and l.src_path = 'Task.focus'
                      and t.sp_name = 'status' and t.sp_value = 'requested')"""),
            Map.entry("a decided item with an open Task", """
                    select f.id from request_item i join request_file f on f.id = i.file_id
                    join hfj_resource r on r.res_type = 'ClaimResponse' and r.fhir_id = f.response_id
                    where i.status in ('APPROVED', 'MODIFIED', 'DENIED') and exists (
                      select 1 from hfj_res_link l join hfj_spidx_token t on t.res_id = l.src_resource_id
                      where l.target_resource_id = r.res_id and l.src_path = 'Task.focus'
                      and t.sp_name = 'status' and t.sp_value = 'requested')"""),
            Map.entry("a change without its news, or news without its change", """
                    select f.id from request_file f
                    where f.version - 1 <> (select count(*) from request_event e where e.file_id = f.id)"""),
            Map.entry("a member with more than the rules may approve", """
                    select a.member_number from authorization_on_file a join request_item i
                      on i.number = a.authorization_number
                    where a.cancelled_at is null and i.decided_by is null
                    group by a.member_number having sum(a.units) > 60"""));

    private final Connection connection;
    private final KillState state;

    KillAudit(String url, KillState state) throws SQLException {
        this.connection = url.startsWith("jdbc:h2:")
                ? DriverManager.getConnection(url, "sa", "")
                : DriverManager.getConnection(url, "postgres", "");
        this.state = state;
    }

    /** Everything that is not as it must be. */
    List<String> problems() throws SQLException {
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, String> each : NOTHING.entrySet()) {
            List<String> found = strings(each.getValue());
            if (!found.isEmpty()) {
                problems.add(each.getKey() + ": " + found.size() + ", e.g. " + found.get(0));
            }
        }
        equal("Claims and kept answers", "select count(*) from hfj_resource where res_type = 'Claim'", problems);
        acknowledged(problems);
        return problems;
    }

    /** Every request that was decided has its answer kept, so that its repetition is known. */
    private void equal(String what, String claims, List<String> problems) throws SQLException {
        String stored = strings(claims).get(0);
        String kept = strings("select count(*) from submission").get(0);
        if (!stored.equals(kept)) {
            problems.add(what + ": " + stored + " and " + kept);
        }
    }

    private void acknowledged(List<String> problems) throws SQLException {
        Map<String, String> status = new TreeMap<>();
        for (String row : strings("select n.number || ' ' || i.status from request_number n"
                + " join request_item i on i.file_id = n.file_id")) {
            status.put(row.substring(0, row.indexOf(' ')), row.substring(row.indexOf(' ') + 1));
        }
        for (KillState.Sent sent : state.answered()) {
            String number = Answers.number(Answers.response(String.valueOf(sent.answer())));
            if (!status.containsKey(number)) {
                problems.add("acknowledged request " + sent.number() + " is lost: " + number);
            }
        }
        state.decisions.forEach((trace, decided) -> {
            if (!decided.equals(status.get(trace))) {
                problems.add("acknowledged decision on " + trace + " is lost: " + status.get(trace));
            }
        });
    }

    /** What waits for a reviewer. */
    List<Waiting> waiting() throws SQLException {
        return strings("select i.number || ' ' || f.payer from request_item i join request_file f on f.id = i.file_id"
                        + " where i.status = 'PENDED_REVIEW'")
                .stream()
                .map(row -> new Waiting(row.substring(0, row.indexOf(' ')), row.substring(row.indexOf(' ') + 1)))
                .toList();
    }

    /** How many changes there is news of. */
    int events() throws SQLException {
        return Integer.parseInt(strings("select count(*) from request_event").get(0));
    }

    private List<String> strings(String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
