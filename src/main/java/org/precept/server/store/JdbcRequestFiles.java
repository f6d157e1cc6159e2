package org.precept.server.store;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;
import org.springframework.jdbc.core.JdbcTemplate;

/** The files of requests in {@code request_file}, {@code request_item}, {@code request_number} and {@code request_claim}. */
final class JdbcRequestFiles implements RequestFiles {

    private static final String ADD = """
            insert into request_file (version, payer, member_number, claim_id, response_id, edition, submitters, providers,
                expedited, requested_at, received_at, due_at, extended_at, extended_by, extension_reason, appeal_of, pended,
                id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String REPLACE = """
            update request_file set version = ?, payer = ?, member_number = ?, claim_id = ?, response_id = ?, edition = ?,
                submitters = ?, providers = ?, expedited = ?, requested_at = ?, received_at = ?, due_at = ?,
                extended_at = ?, extended_by = ?, extension_reason = ?, appeal_of = ?, pended = ?
            where id = ? and version = ?""";
    private static final String ADD_ITEM = """
            insert into request_item (file_id, sequence, status, number, reason, queue, policy, phase, product, units,
                service_date, decided_by, changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String ADD_NUMBER = "insert into request_number (number, file_id) values (?, ?)";
    private static final String ADD_CLAIM = "insert into request_claim (claim_id, name, file_id) values (?, ?, ?)";
    private static final String SELECT =
            "select " + RequestFileRows.COLUMNS + " from request_file f join request_item i on i.file_id = f.id where ";
    private static final String OLDEST_FIRST = " order by f.received_at, f.id, i.sequence";
    private static final String NEWEST_FIRST = " order by f.received_at desc, f.id, i.sequence";

    /** So many files are in memory at a time. */
    private static final int SOME = 500;
    /** The next files of a time, after the one received at a moment under an id. */
    private static final String PORTION =
            "f.id in (select id from request_file where received_at >= ? and (received_at > ? or id > ?)"
                    + " and received_at < ?%s order by received_at, id limit ?)" + OLDEST_FIRST;

    private static final String STANDING = Stream.of(
                    ItemStatus.APPROVED, ItemStatus.MODIFIED, ItemStatus.PENDED_DOCUMENTS, ItemStatus.PENDED_REVIEW)
            .map(status -> "'" + status.name() + "'")
            .collect(Collectors.joining(", "));

    private final JdbcTemplate jdbc;
    private final RequestFileRows rows = new RequestFileRows();

    JdbcRequestFiles(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(RequestFile file, Set<String> names) {
        if (file.version() != 1) {
            throw new IllegalArgumentException("A new file has version 1");
        }
        jdbc.update(ADD, RequestFileRows.values(file));
        jdbc.batchUpdate(ADD_ITEM, RequestFileRows.items(file));
        addNumbers(file, numbers(file));
        addClaim(file, names);
    }

    @Override
    public void replace(RequestFile file, Set<String> names) {
        List<Object> values = new ArrayList<>(Arrays.asList(RequestFileRows.values(file)));
        values.add(file.version() - 1);
        if (jdbc.update(REPLACE, values.toArray()) == 0) {
            throw new ConcurrentModificationException("The file of the request was changed meanwhile");
        }
        jdbc.update("delete from request_item where file_id = ?", file.id());
        jdbc.batchUpdate(ADD_ITEM, RequestFileRows.items(file));
        Set<String> added = numbers(file);
        jdbc.queryForList("select number from request_number where file_id = ?", String.class, file.id())
                .forEach(added::remove);
        addNumbers(file, added);
        if (!names.isEmpty()) {
            addClaim(file, names);
        }
    }

    private static Set<String> numbers(RequestFile file) {
        Set<String> numbers = new HashSet<>();
        file.items().stream().map(FiledItem::number).flatMap(Stream::ofNullable).forEach(numbers::add);
        return numbers;
    }

    private void addNumbers(RequestFile file, Set<String> numbers) {
        if (!numbers.isEmpty()) {
            jdbc.batchUpdate(
                    ADD_NUMBER,
                    numbers.stream()
                            .map(number -> new Object[] {number, file.id()})
                            .toList());
        }
    }

    private void addClaim(RequestFile file, Set<String> names) {
        jdbc.batchUpdate(
                ADD_CLAIM,
                Stream.concat(Stream.of(""), names.stream().map(JdbcRequestFiles::digest))
                        .map(name -> new Object[] {file.claimId(), name, file.id()})
                        .toList());
    }

    /** Senders choose names freely, so they may be too long for an index. */
    private static String digest(String name) {
        return Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString();
    }

    @Override
    public Optional<RequestFile> find(String id) {
        return first("f.id = ?" + OLDEST_FIRST, id);
    }

    @Override
    public Optional<RequestFile> ofClaim(String claimId) {
        return first(
                "f.id in (select file_id from request_claim where claim_id = ? and name = '')" + OLDEST_FIRST, claimId);
    }

    @Override
    public Optional<RequestFile> ofNumber(String number) {
        return first("f.id in (select file_id from request_number where number = ?)" + NEWEST_FIRST, number);
    }

    @Override
    public List<RequestFile> named(String payer, String memberNumber, String name) {
        return list(
                "f.payer = ? and f.member_number = ? and f.id in (select file_id from request_claim where name = ?)"
                        + NEWEST_FIRST,
                payer,
                memberNumber,
                digest(name));
    }

    @Override
    public List<RequestFile> ofMember(String payer, String memberNumber) {
        return list("f.payer = ? and f.member_number = ?" + NEWEST_FIRST, payer, memberNumber);
    }

    @Override
    public List<RequestFile> standing(String payer, String memberNumber, String product, int limit) {
        return list(
                "f.id in (select f2.id from request_file f2 where f2.payer = ? and f2.member_number = ? and exists ("
                        + "select 1 from request_item s where s.file_id = f2.id and s.product = ? and s.status in ("
                        + STANDING + ")) order by f2.received_at desc, f2.id limit ?)" + NEWEST_FIRST,
                payer,
                memberNumber,
                product,
                limit);
    }

    @Override
    public long countPendedDue(boolean expedited, Instant from, Instant to) {
        Long count = jdbc.queryForObject(
                "select count(*) from request_file where pended = true and expedited = ? and due_at >= ? and due_at < ?",
                Long.class,
                expedited,
                RequestFileRows.utc(from),
                RequestFileRows.utc(to));
        return count == null ? 0 : count;
    }

    @Override
    public List<RequestFile> pendedDueBefore(Instant time, int limit) {
        return list(
                "f.id in (select id from request_file where pended = true and due_at < ? order by due_at, id limit ?)"
                        + " order by f.due_at, f.id, i.sequence",
                RequestFileRows.utc(time),
                limit);
    }

    @Override
    public void receivedBetween(Instant from, Instant to, Consumer<RequestFile> each) {
        inPortions(PORTION.formatted(""), from, to, each);
    }

    @Override
    public void appealsBetween(Instant from, Instant to, Consumer<RequestFile> each) {
        inPortions(PORTION.formatted(" and appeal_of is not null"), from, to, each);
    }

    private void inPortions(String portion, Instant from, Instant to, Consumer<RequestFile> each) {
        Instant at = from;
        String after = "";
        List<RequestFile> some;
        do {
            OffsetDateTime begin = RequestFileRows.utc(at);
            some = list(portion, begin, begin, after, RequestFileRows.utc(to), SOME);
            some.forEach(each);
            if (!some.isEmpty()) {
                RequestFile last = some.get(some.size() - 1);
                at = last.clock().receivedAt();
                after = last.id();
            }
        } while (some.size() == SOME);
    }

    private Optional<RequestFile> first(String where, Object... parameters) {
        return list(where, parameters).stream().findFirst();
    }

    private List<RequestFile> list(String where, Object... parameters) {
        List<RequestFile> found = jdbc.query(SELECT + where, rows, parameters);
        return found == null ? List.of() : found;
    }
}
