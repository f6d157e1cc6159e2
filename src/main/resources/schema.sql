-- Our own tables beside HAPI's. Runs at every start, on H2 and PostgreSQL alike: only "if not exists" statements.

-- Which version of which content was stored, and from what file.
create table if not exists content_file (
    canonical varchar(300) not null,
    version varchar(64) not null,
    file varchar(400) not null,
    sha256 varchar(64) not null,
    stored_at timestamp with time zone not null,
    primary key (canonical, version)
);

-- Numbers of approvals and of pended items. Gaps are allowed (a number drawn by work that is undone is lost, and so are those
-- that a process that dies had in stock), repeats are not. Without a stock H2 writes to the disk for each number.
create sequence if not exists precept_authorization_number start with 1 increment by 1 cache 32;
create sequence if not exists precept_trace_number start with 1 increment by 1 cache 32;

-- One row per member that ever asked for something; locking it keeps two requests of one member apart.
create table if not exists member_lock (
    payer varchar(64) not null,
    member_number varchar(255) not null,
    primary key (payer, member_number)
);

-- The quantity ledger: approvals given, one row per Claim item.
create table if not exists authorization_on_file (
    authorization_number varchar(32) not null primary key,
    payer varchar(64) not null,
    member_number varchar(255) not null,
    product varchar(64) not null,
    units numeric(20, 6),
    service_date date not null,
    period_start date,
    period_end date,
    claim_id varchar(64) not null,
    claim_item integer not null,
    cancelled_at timestamp with time zone
);
create index if not exists authorization_by_member on authorization_on_file (payer, member_number);

-- Approvals given while an order was signed, without a request, and how much of them requests have asked for since.
create table if not exists authorization_unsolicited (
    authorization_number varchar(32) not null primary key,
    requested_units numeric(20, 6)
);

-- Columns named "packed" hold gzip of UTF-8 text.

-- Every call of a hook and its answer, for disputes. Ids begin with the time of the call and are looked up by it (CallId).
create table if not exists hook_call (
    id varchar(36) not null primary key,
    hook_instance varchar(255) not null,
    service varchar(100) not null,
    payer varchar(64),
    member_number varchar(255),
    received_at timestamp with time zone not null,
    status integer not null,
    packed_request bytea not null,
    packed_response bytea not null,
    -- CRDMetricData as JSON; null when nothing could be measured.
    measures varchar(1000000)
);
create index if not exists hook_call_by_instance on hook_call (hook_instance);
create index if not exists hook_call_by_member on hook_call (member_number);

-- What users did with cards. The id is a digest of what was said; the call is null when no call of ours sent the card.
create table if not exists card_feedback (
    id varchar(64) not null primary key,
    card varchar(255) not null,
    hook_call varchar(36),
    service varchar(100) not null,
    topic varchar(64) not null,
    outcome varchar(16) not null,
    reason varchar(255),
    outcome_at timestamp with time zone not null,
    received_at timestamp with time zone not null,
    packed_entry bytea not null
);
create index if not exists card_feedback_by_call on card_feedback (hook_call);
create index if not exists card_feedback_by_time on card_feedback (received_at);

-- What was said under a coverage-assertion-id (then hook_call says where) or a trace number.
create table if not exists request_context (
    id varchar(64) not null primary key,
    kind varchar(16) not null,
    payer varchar(64) not null,
    member_number varchar(255),
    packed_requests bytea not null,
    recorded_at timestamp with time zone not null,
    hook_call varchar(36)
);

-- GuidanceResponses of hook calls that are not yet on the FHIR API. The owner is the process that took the call.
-- They are taken in the order of the primary key, so that taking some reads no more than those.
create table if not exists guidance_queue (
    seq bigint generated always as identity (cache 100) primary key,
    id varchar(64) not null,
    owner varchar(36) not null,
    queued_at timestamp with time zone not null,
    attempts integer not null,
    packed_resource bytea not null
);

-- Answers to bundles already decided, by digest of the bundle.
create table if not exists submission (
    digest varchar(128) not null primary key,
    packed_answer bytea not null,
    recorded_at timestamp with time zone not null
);

-- The stored Bundle a stored Claim came in.
create table if not exists claim_bundle (
    claim_id varchar(64) not null primary key,
    bundle_id varchar(64) not null
);

-- What determinations on submitted items were made of (KeptDetermination), so that they can be made again.
create table if not exists determination_basis (
    guidance_id varchar(64) not null primary key,
    claim_id varchar(64) not null,
    claim_item integer not null,
    payer varchar(64) not null,
    product varchar(64) not null,
    determined_at timestamp with time zone not null,
    packed_determination bytea not null
);
create index if not exists determination_basis_by_time on determination_basis (product, determined_at);
create index if not exists determination_basis_by_claim on determination_basis (claim_id, claim_item);

-- Files of requests: where each request with its updates stands now. Requests filed by earlier versions have none.
create table if not exists request_file (
    id varchar(36) not null primary key,
    version integer not null,
    payer varchar(64) not null,
    member_number varchar(255) not null,
    claim_id varchar(64) not null,
    response_id varchar(64) not null,
    edition varchar(16) not null,
    -- JSON arrays.
    submitters varchar(1000000) not null,
    providers varchar(1000000) not null,
    expedited boolean not null,
    requested_at timestamp with time zone not null,
    received_at timestamp with time zone not null,
    due_at timestamp with time zone not null,
    extended_at timestamp with time zone,
    extended_by varchar(255),
    extension_reason varchar(100000),
    appeal_of varchar(36),
    pended boolean not null
);
create index if not exists request_file_by_member on request_file (payer, member_number);
create index if not exists request_file_by_due on request_file (pended, due_at);
create index if not exists request_file_by_receipt on request_file (received_at);

create table if not exists request_item (
    file_id varchar(36) not null,
    sequence integer not null,
    status varchar(24) not null,
    number varchar(32),
    reason varchar(16),
    queue varchar(24),
    policy varchar(400),
    phase varchar(64),
    product varchar(64),
    units numeric(20, 6),
    service_date date not null,
    decided_by varchar(255),
    changed_at timestamp with time zone not null,
    primary key (file_id, sequence)
);

-- Every authorization and trace number that items of a file ever had.
create table if not exists request_number (
    number varchar(32) not null,
    file_id varchar(36) not null,
    primary key (number, file_id)
);
create index if not exists request_number_by_file on request_number (file_id);

-- Every Claim of a file, under its id (then name is empty) and under what its sender calls it (then name is a SHA-256).
create table if not exists request_claim (
    claim_id varchar(64) not null,
    name varchar(64) not null,
    file_id varchar(36) not null,
    primary key (claim_id, name)
);
create index if not exists request_claim_by_name on request_claim (name);

-- PASMetricData of exchanges, as JSON. Ids begin with the time of the exchange and are looked up by it (CallId).
create table if not exists pas_exchange (
    id varchar(36) not null primary key,
    measures varchar(1000000) not null
);

-- What clients reported about forms ($log-questionnaire-errors), once for each form and report: the id is a digest of both.
create table if not exists questionnaire_error (
    id varchar(64) not null primary key,
    questionnaire varchar(300) not null,
    first_at timestamp with time zone not null,
    last_at timestamp with time zone not null,
    times integer not null,
    packed_outcomes bytea not null
);
create index if not exists questionnaire_error_by_time on questionnaire_error (last_at);

-- News about requests for those who subscribed: written in the transaction that changes an answer, handed out to
-- subscriptions after it in the order of the primary key. Events of one request have ascending keys, because its member is
-- locked while they are written. The submitters are one to a line.
create table if not exists request_event (
    seq bigint generated always as identity (cache 1) primary key,
    file_id varchar(36) not null,
    file_version integer not null,
    edition varchar(16) not null,
    response_id varchar(64) not null,
    submitters varchar(1000000) not null,
    occurred_at timestamp with time zone not null,
    packed_answer bytea not null,
    handed_out_at timestamp with time zone
);
create index if not exists request_event_by_state on request_event (handed_out_at, seq);

-- Who subscribed to news. Owner and version are checked with every change; the number of its last event is counted here.
create table if not exists news_subscription (
    id varchar(36) not null primary key,
    version integer not null,
    owner varchar(255) not null,
    edition varchar(16) not null,
    status varchar(16) not null,
    identifiers varchar(1000000) not null,
    resource varchar(1000000) not null,
    end_at timestamp with time zone,
    heartbeat_seconds integer,
    created_at timestamp with time zone not null,
    changed_at timestamp with time zone not null,
    events bigint not null
);
create index if not exists news_subscription_by_owner on news_subscription (owner);

-- One row per owner that ever subscribed; who adds a subscription locks it, so that racing ones are counted.
create table if not exists news_owner (
    owner varchar(255) not null primary key
);

-- How far the news of each subscription has come, as of its version. Whoever sends to it holds the lock of this row.
create table if not exists news_delivery (
    subscription_id varchar(36) not null primary key,
    subscription_version integer not null,
    delivered bigint not null,
    failures integer not null,
    failure varchar(255),
    not_before timestamp with time zone not null,
    heartbeat_at timestamp with time zone
);

-- Which event is which number of which subscription.
create table if not exists news_handed_out (
    subscription_id varchar(36) not null,
    event_number bigint not null,
    event_seq bigint not null,
    primary key (subscription_id, event_number)
);
create index if not exists news_handed_out_by_event on news_handed_out (event_seq);

-- Documents that were stored for a pended item, by its trace number.
create table if not exists trace_document (
    trace varchar(64) not null,
    document varchar(128) not null,
    code varchar(64),
    arrived_at timestamp with time zone not null,
    primary key (trace, document)
);

-- Those of them on which the request is still to be decided again: written with the document, removed with the decision.
create table if not exists redecision_due (
    seq bigint generated always as identity primary key,
    trace varchar(64) not null,
    document varchar(128) not null,
    subject varchar(128) not null,
    code varchar(64),
    last_of_trace boolean not null,
    arrived_at timestamp with time zone not null,
    attempts integer not null,
    due_at timestamp with time zone not null
);
create index if not exists redecision_by_time on redecision_due (due_at);
create index if not exists redecision_by_trace on redecision_due (trace);

-- Tasks of reviewers, for finding them by queue, owner and time; the Tasks themselves are HAPI's.
create table if not exists review_task (
    task_id varchar(64) not null primary key,
    queue varchar(24) not null,
    owner varchar(255),
    due_at timestamp with time zone not null,
    -- False when it is closed.
    waiting boolean not null
);
create index if not exists review_task_by_queue on review_task (waiting, queue, due_at);

-- Who did what about which item. Rows are never changed.
create table if not exists review_log (
    seq bigint generated always as identity primary key,
    file_id varchar(36) not null,
    task_id varchar(64) not null,
    item integer not null,
    reviewer varchar(255) not null,
    decision varchar(24) not null,
    decided_at timestamp with time zone not null,
    -- What was said, as JSON.
    details varchar(1000000) not null
);
create index if not exists review_log_by_file on review_log (file_id);
