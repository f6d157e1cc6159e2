package org.precept.server.store;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * GuidanceResponses that are durable but not yet on the FHIR API: the table {@code guidance_queue}. Each process takes
 * its own entries; those a process left behind for a minute, another one takes.
 */
final class GuidanceQueue {

    /** After this time an entry's own process is taken to be gone, or in need of help. */
    static final Duration ORPHANED = Duration.ofMinutes(1);

    /** After so many failures an entry stays in the table, for people to look at. */
    static final int ATTEMPTS = 3;

    private static final String ADD =
            "insert into guidance_queue (id, owner, queued_at, attempts, packed_resource) values (?, ?, ?, 0, ?)";
    private static final String NEXT = """
            select seq, id, packed_resource from guidance_queue
            where (owner = ? or queued_at < ?) and attempts < ?
            order by seq
            fetch first %d rows only
            for update skip locked""";

    private final JdbcTemplate jdbc;
    private final FhirContext fhir;
    private final Clock clock;
    private final String owner = UUID.randomUUID().toString();

    GuidanceQueue(JdbcTemplate jdbc, FhirContext fhir, Clock clock) {
        this.jdbc = jdbc;
        this.fhir = fhir;
        this.clock = clock;
    }

    /**
     * One GuidanceResponse to write.
     *
     * @param seq its place in the queue, 0 before it has one
     * @param id its logical id, chosen before it is queued, so that it is the same however often it is written
     * @param packed the resource
     */
    record Entry(long seq, String id, byte[] packed) {}

    /** Entries for the determinations of one call; those without an id get one that follows from the call's. */
    List<Entry> entries(String call, List<GuidanceResponse> determinations) {
        List<Entry> entries = new ArrayList<>();
        for (GuidanceResponse guidance : determinations) {
            String given = guidance.getIdElement().getIdPart();
            String id = given != null ? given : derived(call, entries.size());
            String json = fhir.newJsonParser().encodeResourceToString(guidance);
            entries.add(new Entry(0, id, Packed.pack(json)));
        }
        return entries;
    }

    /** Adds entries; in the transaction that keeps their call. */
    void add(List<Entry> entries) {
        if (!entries.isEmpty()) {
            OffsetDateTime now = OffsetDateTime.now(clock);
            jdbc.batchUpdate(
                    ADD,
                    entries.stream()
                            .map(entry -> new Object[] {entry.id(), owner, now, entry.packed()})
                            .toList());
        }
    }

    /** The first entries, locked until the running transaction ends; those another process has locked are left out. */
    List<Entry> next(int most) {
        return jdbc.query(
                NEXT.formatted(most),
                (row, index) -> new Entry(row.getLong("seq"), row.getString("id"), row.getBytes("packed_resource")),
                owner,
                OffsetDateTime.now(clock).minus(ORPHANED),
                ATTEMPTS);
    }

    /** The resource of an entry, under the entry's id. */
    GuidanceResponse resource(Entry entry) {
        GuidanceResponse guidance =
                fhir.newJsonParser().parseResource(GuidanceResponse.class, Packed.unpack(entry.packed()));
        guidance.setId("GuidanceResponse/" + entry.id());
        return guidance;
    }

    /** Ids of those entries that are on the FHIR API already, in the transaction that will write the others. */
    Set<String> written(List<Entry> entries) {
        List<String> ids = RecordTables.padded(entries.stream().map(Entry::id).toList());
        return Set.copyOf(jdbc.queryForList(
                "select fhir_id from hfj_resource where res_type = 'GuidanceResponse' and fhir_id in "
                        + RecordTables.marks(ids),
                String.class,
                ids.toArray()));
    }

    /** Removes entries; in the transaction that wrote them. */
    void remove(List<Entry> entries) {
        jdbc.batchUpdate(
                "delete from guidance_queue where seq = ?",
                entries.stream().map(entry -> new Object[] {entry.seq()}).toList());
    }

    void countFailure(Entry entry) {
        jdbc.update("update guidance_queue set attempts = attempts + 1 where seq = ?", entry.seq());
    }

    /** Ids of this process's entries that are still to be written. */
    Set<String> own() {
        return Set.copyOf(jdbc.queryForList(
                "select id from guidance_queue where owner = ? and attempts < ?", String.class, owner, ATTEMPTS));
    }

    private static String derived(String call, int index) {
        return UUID.nameUUIDFromBytes((call + "#" + index).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
