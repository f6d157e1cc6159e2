package org.precept.bench;

import java.util.List;

/**
 * What must find nothing in the database of a server that was killed at any moment, and for each the damage it is there for:
 * the rows of one transaction that could be missing or left over.
 */
final class KillChecks {

    private KillChecks() {}

    /**
     * A check.
     *
     * @param means what it means when something is found
     * @param query finds nothing
     * @param damage a statement after which it finds something
     */
    record Check(String means, String query, String damage) {}

    private static final String OPEN_TASKS = """
            (select t.sp_value as trace, r.fhir_id, w.task_id as review from hfj_resource r
              join hfj_spidx_token s on s.res_id = r.res_id and s.sp_name = 'status' and s.sp_value = 'requested'
              join hfj_spidx_token t on t.res_id = r.res_id and t.sp_name = 'identifier'
                and t.sp_system = 'https://precept.example/trace'
              left join review_task w on w.task_id = r.fhir_id
              where r.res_type = 'Task' and r.res_deleted_at is null)""";
    private static final String ASKED = """
            (select t.sp_value as trace, r.fhir_id from hfj_resource r
              join hfj_spidx_token s on s.res_id = r.res_id and s.sp_name = 'status' and s.sp_value = 'active'
              join hfj_spidx_token t on t.res_id = r.res_id and t.sp_name = 'identifier'
                and t.sp_system = 'https://precept.example/trace'
              where r.res_type = 'CommunicationRequest' and r.res_deleted_at is null)""";
    private static final String LOST_ID = "update hfj_resource set fhir_id = 'lost' where res_id = ";
    private static final String ONE_OF = "(select min(res_id) from hfj_resource where res_type = '%s')";

    /** Requests, their answers, and the files that point at them. */
    private static final List<Check> FILES = List.of(
            new Check("a Claim without a file", """
                    select r.fhir_id from hfj_resource r where r.res_type = 'Claim'
                    and not exists (select 1 from request_claim c join request_file f on f.id = c.file_id
                      where c.claim_id = r.fhir_id and c.name = '')""", """
                    delete from request_file where id = (select min(id) from request_file)"""),
            new Check("a Claim that is not found by what its sender calls it", """
                    select c.claim_id from request_claim c where c.name = '' and 2 > (
                      select count(*) from request_claim o where o.claim_id = c.claim_id and o.name <> '')""", """
                    delete from request_claim where name = (select max(name) from request_claim)"""),
            new Check("a Claim of a file that is not stored", """
                    select c.claim_id from request_claim c where c.name = '' and not exists (
                      select 1 from hfj_resource r where r.res_type = 'Claim' and r.fhir_id = c.claim_id)""", LOST_ID + ONE_OF.formatted("Claim")),
            new Check("a Claim without exactly one answer", """
                    select r.fhir_id from hfj_resource r where r.res_type = 'Claim' and 1 <> (
                      select count(*) from hfj_res_link l
                      where l.target_resource_id = r.res_id and l.src_path = 'ClaimResponse.request')""", """
                    delete from hfj_res_link where pid = (
                      select min(pid) from hfj_res_link where src_path = 'ClaimResponse.request')"""),
            new Check("an answer without a Claim", """
                    select r.fhir_id from hfj_resource r where r.res_type = 'ClaimResponse' and not exists (
                      select 1 from hfj_res_link l join hfj_resource c on c.res_id = l.target_resource_id
                      where l.src_resource_id = r.res_id and l.src_path = 'ClaimResponse.request'
                      and c.res_type = 'Claim')""", """
                    delete from hfj_res_link where pid = (
                      select max(pid) from hfj_res_link where src_path = 'ClaimResponse.request')"""),
            new Check(
                    "a Claim without its Bundle",
                    """
                    select c.claim_id from request_claim c where c.name = '' and not exists (
                      select 1 from claim_bundle b join hfj_resource r on r.res_type = 'Bundle' and r.fhir_id = b.bundle_id
                      where b.claim_id = c.claim_id)""",
                    LOST_ID
                            + "(select min(r.res_id) from hfj_resource r join claim_bundle b on b.bundle_id = r.fhir_id)"),
            new Check("a file whose answer is not that to its Claim", """
                    select f.id from request_file f where not exists (
                      select 1 from hfj_resource a
                      join hfj_res_link l on l.src_resource_id = a.res_id and l.src_path = 'ClaimResponse.request'
                      join hfj_resource c on c.res_id = l.target_resource_id
                      where a.res_type = 'ClaimResponse' and a.fhir_id = f.response_id
                      and c.res_type = 'Claim' and c.fhir_id = f.claim_id)""", """
                    update request_file set claim_id = 'earlier' where id = (select max(id) from request_file)"""),
            new Check("a file that has not one version for each Claim and each piece of news", """
                    select f.id from request_file f
                    left join (select file_id, count(*) as n from request_claim where name = '' group by file_id) c
                      on c.file_id = f.id
                    left join (select file_id, count(*) as n from request_event group by file_id) e on e.file_id = f.id
                    where f.version <> coalesce(c.n, 0) + coalesce(e.n, 0)""", """
                    delete from request_event where seq = (select max(seq) from request_event)"""),
            new Check(
                    "an answer that has not one version and one for each piece of news",
                    """
                    select r.fhir_id from hfj_resource r
                    left join (select response_id, count(*) as n from request_event group by response_id) e
                      on e.response_id = r.fhir_id
                    where r.res_type = 'ClaimResponse' and r.res_ver <> 1 + coalesce(e.n, 0)""",
                    """
                    update hfj_resource set res_ver = res_ver + 1 where res_id = """ + ONE_OF.formatted("ClaimResponse")),
            new Check("a file without items", """
                    select f.id from request_file f where not exists (
                      select 1 from request_item i where i.file_id = f.id)""", """
                    delete from request_item where file_id = (select min(file_id) from request_item)"""),
            new Check("a file that is marked otherwise than its items stand", """
                    select f.id from request_file f where f.pended <> (exists (
                      select 1 from request_item i where i.file_id = f.id and i.status like 'PENDED%'))""", """
                    update request_file set pended = not pended where id = (select min(id) from request_file)"""),
            new Check("Claims and kept answers are not as many", """
                    select 'x' from member_lock where (select count(*) from hfj_resource where res_type = 'Claim')
                      <> (select count(*) from submission)""", """
                    delete from submission where digest = (select min(digest) from submission)"""),
            new Check(
                    "a determination on file without its GuidanceResponse",
                    """
                    select d.guidance_id from determination_basis d where not exists (
                      select 1 from hfj_resource r where r.res_type = 'GuidanceResponse' and r.fhir_id = d.guidance_id)""",
                    LOST_ID + ONE_OF.formatted("GuidanceResponse")));

    /** Numbers and the ledger. */
    private static final List<Check> LEDGER = List.of(
            new Check("an approved item that is not in the ledger", """
                    select i.number from request_item i where i.status in ('APPROVED', 'MODIFIED') and not exists (
                      select 1 from authorization_on_file a
                      join request_claim c on c.claim_id = a.claim_id and c.name = '' and c.file_id = i.file_id
                      where a.authorization_number = i.number and a.cancelled_at is null and a.units = i.units
                      and a.product = i.product and a.claim_item = i.sequence)""", """
                    update authorization_on_file set units = units - 1 where authorization_number = (
                      select min(authorization_number) from authorization_on_file where cancelled_at is null)"""),
            new Check("an approval in the ledger that not exactly one item has", """
                    select a.authorization_number from authorization_on_file a left join (
                      select number, count(*) as n from request_item
                      where status in ('APPROVED', 'MODIFIED') group by number) i on i.number = a.authorization_number
                    where a.cancelled_at is null and coalesce(i.n, 0) <> 1""", """
                    update authorization_on_file set cancelled_at = null where authorization_number = (
                      select min(authorization_number) from authorization_on_file where cancelled_at is not null)"""),
            new Check("an approval that is not in the ledger, or one in the ledger that was not given", """
                    select n.number from request_number n where n.number like 'PA%' and not exists (
                      select 1 from authorization_on_file a where a.authorization_number = n.number)
                    union all select a.authorization_number from authorization_on_file a where not exists (
                      select 1 from request_number n where n.number = a.authorization_number)""", """
                    delete from authorization_on_file where authorization_number = (
                      select max(authorization_number) from authorization_on_file)"""),
            new Check("a number that two items have", """
                    select number from request_item group by number having count(*) > 1""", """
                    update request_item set number = 'TWICE' where number is not null"""),
            new Check("a number that two files have", """
                    select number from request_number group by number having count(*) > 1""", """
                    update request_number set number = 'TWICE' where number in (
                      select min(number) from request_number group by file_id)"""),
            new Check("a number that leads nowhere", """
                    select i.number from request_item i where i.number is not null and not exists (
                      select 1 from request_number n where n.number = i.number and n.file_id = i.file_id)""", """
                    delete from request_number where number = (select min(number) from request_item)"""),
            new Check("a member with more than the rules may approve", """
                    select a.member_number from authorization_on_file a join request_item i
                      on i.number = a.authorization_number
                    where a.cancelled_at is null and i.decided_by is null
                    group by a.member_number having sum(a.units) > 60""", """
                    update authorization_on_file set units = 61 where cancelled_at is null and authorization_number in (
                      select number from request_item where status = 'APPROVED' and decided_by is null)"""));

    /** What waits: for reviewers, for documents. */
    private static final List<Check> WAITING = List.of(
            new Check("a pended item without what DTR must know", """
                    select i.number from request_item i where i.status like 'PENDED%'
                    and not exists (select 1 from request_context c where c.id = i.number)""", """
                    delete from request_context where id in (
                      select number from request_item where status like 'PENDED%')"""),
            new Check("an item in review without exactly one open Task", """
                    select i.number from request_item i
                    left join (select trace, count(*) as n from %s o where o.review is not null group by trace) t
                      on t.trace = i.number
                    where i.status = 'PENDED_REVIEW' and coalesce(t.n, 0) <> 1""".formatted(OPEN_TASKS), """
                    delete from review_task where waiting = true"""),
            new Check(
                    "an item without as many open Tasks of its provider as documents asked for",
                    """
                    select i.number from request_item i
                    left join (select trace, count(*) as n from %s o where o.review is null group by trace) t
                      on t.trace = i.number
                    left join (select trace, count(*) as n from %s c group by trace) a on a.trace = i.number
                    where i.status = 'PENDED_DOCUMENTS' and (coalesce(t.n, 0) = 0 or coalesce(a.n, 0) <> t.n)""".formatted(OPEN_TASKS, ASKED),
                    """
                    update hfj_spidx_token set sp_value = 'completed' where sp_name = 'status' and sp_value = 'active'
                      and res_type = 'CommunicationRequest'"""),
            new Check("an open Task about an item that does not wait for it", """
                    select o.fhir_id from %s o where not exists (
                      select 1 from request_item i where i.number = o.trace and i.status =
                        case when o.review is null then 'PENDED_DOCUMENTS' else 'PENDED_REVIEW' end)""".formatted(OPEN_TASKS), """
                    update request_item set status = 'CANCELLED' where status like 'PENDED%'"""),
            new Check("documents asked for an item that waits for none", """
                    select o.fhir_id from %s o where not exists (
                      select 1 from request_item i where i.number = o.trace and i.status = 'PENDED_DOCUMENTS')""".formatted(ASKED), """
                    update request_item set status = 'CANCELLED' where status = 'PENDED_DOCUMENTS'"""),
            new Check("a worklist that differs from its Tasks", """
                    select w.task_id from review_task w join hfj_resource r on r.res_type = 'Task' and r.fhir_id = w.task_id
                    join hfj_spidx_token s on s.res_id = r.res_id and s.sp_name = 'status'
                    where w.waiting <> (s.sp_value = 'requested')""", """
                    update review_task set waiting = not waiting"""),
            new Check("a review that is closed without one decision in the log", """
                    select w.task_id from review_task w join hfj_resource r on r.res_type = 'Task' and r.fhir_id = w.task_id
                    join hfj_spidx_token s on s.res_id = r.res_id and s.sp_name = 'status' and s.sp_value = 'completed'
                    where 1 <> (select count(*) from review_log l where l.task_id = w.task_id)""", """
                    delete from review_log where seq = (select max(seq) from review_log)"""),
            new Check("a decision in the log of a review that is not closed", """
                    select l.task_id from review_log l where not exists (
                      select 1 from hfj_resource r join hfj_spidx_token s on s.res_id = r.res_id and s.sp_name = 'status'
                      where r.res_type = 'Task' and r.fhir_id = l.task_id and s.sp_value = 'completed')""", """
                    update review_log set task_id = 'open' where seq = (select max(seq) from review_log)"""),
            new Check("an item decided by a person without a decision in the log", """
                    select i.number from request_item i where i.decided_by is not null and not exists (
                      select 1 from review_log l where l.file_id = i.file_id and l.item = i.sequence
                      and l.reviewer = i.decided_by)""", """
                    update review_log set item = 99 where file_id in (
                      select file_id from request_item where decided_by is not null)"""),
            new Check("a document that was stored, and neither looked at nor due", """
                    select r.fhir_id from hfj_resource r
                    where r.res_type in ('DocumentReference', 'QuestionnaireResponse') and r.res_deleted_at is null
                    and r.fhir_id like '________-____-____-____-____________'
                    and not exists (select 1 from trace_document d where d.document = r.res_type || '/' || r.fhir_id)
                    and not exists (select 1 from redecision_due d where d.document = r.res_type || '/' || r.fhir_id)""", """
                    delete from trace_document where document = (select min(document) from trace_document)"""),
            new Check("a document looked at or due that is not stored", """
                    select d.document from (select document from trace_document
                      union select document from redecision_due) d where not exists (
                      select 1 from hfj_resource r
                      where r.res_type in ('DocumentReference', 'QuestionnaireResponse')
                      and d.document = r.res_type || '/' || r.fhir_id)""", """
                    update trace_document set document = 'DocumentReference/none' where document = (
                      select max(document) from trace_document)"""));

    /** News: handed out once, without gaps, in the order of each request. */
    private static final List<Check> NEWS = List.of(
            new Check("news that is handed out and has no number, or the reverse", """
                    select e.seq from request_event e left join news_handed_out h on h.event_seq = e.seq
                    where (e.handed_out_at is null) <> (h.event_number is null)""", """
                    update request_event set handed_out_at = null"""),
            new Check("news that has two numbers", """
                    select event_seq from news_handed_out group by event_seq having count(*) > 1""", """
                    update news_handed_out set event_seq = (select min(event_seq) from news_handed_out)
                      where event_number = 2"""),
            new Check("a subscription whose events are not numbered from 1 without gaps", """
                    select s.id from news_subscription s left join (
                      select subscription_id, count(*) as n, min(event_number) as low, max(event_number) as high
                      from news_handed_out group by subscription_id) h on h.subscription_id = s.id
                    where s.events <> coalesce(h.n, 0) or coalesce(h.low, 1) <> 1 or coalesce(h.high, 0) <> s.events""", """
                    delete from news_handed_out where event_number = 1"""),
            new Check("news of a request numbered in another order", """
                    select e.file_id from news_handed_out h join request_event e on e.seq = h.event_seq
                    join request_event l on l.file_id = e.file_id and l.file_version > e.file_version
                    join news_handed_out k on k.event_seq = l.seq and k.subscription_id = h.subscription_id
                    where k.event_number < h.event_number""", """
                    update request_event set file_version = -file_version where file_id in (
                      select file_id from request_event group by file_id having count(*) > 1)"""));

    static List<Check> all() {
        return List.of(FILES, LEDGER, WAITING, NEWS).stream()
                .flatMap(List::stream)
                .toList();
    }
}
