package org.precept.server.store;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDeterminations;
import org.springframework.jdbc.core.JdbcTemplate;

/** What determinations were made of, in {@code determination_basis}. */
final class JdbcKeptDeterminations implements KeptDeterminations {

    private static final String KEEP = """
            insert into determination_basis (guidance_id, claim_id, claim_item, payer, product, determined_at,
                packed_determination)
            values (?, ?, ?, ?, ?, ?, ?)""";
    private static final String FIND = "select packed_determination from determination_basis where guidance_id = ?";
    private static final String PAGE = """
            select b.packed_determination from determination_basis b
            where b.product = ? and b.determined_at >= ? and b.determined_at < ? and b.payer in %s
                and not exists (select 1 from determination_basis later
                    where later.claim_id = b.claim_id and later.claim_item = b.claim_item
                        and (later.determined_at > b.determined_at
                            or later.determined_at = b.determined_at and later.guidance_id > b.guidance_id))
                %s
            order by b.determined_at, b.guidance_id
            fetch first ? rows only""";
    private static final String AFTER = """
            and (b.determined_at, b.guidance_id) >
                (select a.determined_at, a.guidance_id from determination_basis a where a.guidance_id = ?)""";

    private final JdbcTemplate jdbc;
    private final StoredVersions versions;

    JdbcKeptDeterminations(JdbcTemplate jdbc, StoredVersions versions) {
        this.jdbc = jdbc;
        this.versions = versions;
    }

    @Override
    public void keep(List<KeptDetermination> determinations) {
        List<Object[]> rows = new ArrayList<>();
        for (KeptDetermination made : determinations) {
            rows.add(new Object[] {
                made.guidanceId(),
                made.claimId(),
                made.basis().request().item(),
                made.basis().request().payer(),
                made.basis().request().product(),
                made.determinedAt().atOffset(ZoneOffset.UTC),
                Packed.pack(DeterminationJson.write(made))
            });
        }
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(KEEP, rows);
        }
    }

    @Override
    public Optional<KeptDetermination> recordedBy(String guidanceId) {
        return jdbc.queryForList(FIND, byte[].class, guidanceId).stream()
                .findFirst()
                .map(JdbcKeptDeterminations::unpack);
    }

    @Override
    public List<KeptDetermination> page(Search search) {
        if (search.payers().isEmpty()) {
            return List.of();
        }
        List<String> payers = List.copyOf(search.payers());
        List<Object> values = new ArrayList<>();
        values.add(search.product());
        values.add(search.from().atOffset(ZoneOffset.UTC));
        values.add(search.to().atOffset(ZoneOffset.UTC));
        values.addAll(payers);
        if (search.after() != null) {
            values.add(search.after());
        }
        values.add(search.most());
        return jdbc
                .queryForList(
                        PAGE.formatted(RecordTables.marks(payers), search.after() == null ? "" : AFTER),
                        byte[].class,
                        values.toArray())
                .stream()
                .map(JdbcKeptDeterminations::unpack)
                .toList();
    }

    @Override
    public Map<String, Resource> versions(Collection<String> wanted) {
        return versions.read(wanted);
    }

    private static KeptDetermination unpack(byte[] packed) {
        return DeterminationJson.read(Packed.unpack(packed));
    }
}
