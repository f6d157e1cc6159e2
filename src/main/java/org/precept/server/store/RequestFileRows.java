package org.precept.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.Extension;
import org.precept.record.RequestFile.RequestClock;
import org.springframework.jdbc.core.ResultSetExtractor;

/** Files of requests as rows of {@code request_file} and {@code request_item}. */
final class RequestFileRows implements ResultSetExtractor<List<RequestFile>> {

    static final String COLUMNS = "f.id, f.version, f.payer, f.member_number, f.claim_id, f.response_id, f.edition,"
            + " f.submitters, f.providers, f.expedited, f.requested_at, f.received_at, f.due_at, f.extended_at,"
            + " f.extended_by, f.extension_reason, f.appeal_of, i.sequence, i.status, i.number, i.reason, i.queue,"
            + " i.policy, i.phase, i.product, i.units, i.service_date, i.decided_by, i.changed_at";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The values of a file in the order of {@link JdbcRequestFiles}'s statements, the id last. */
    static @Nullable Object[] values(RequestFile file) {
        RequestClock clock = file.clock();
        Extension extension = clock.extension();
        return new @Nullable Object[] {
            file.version(),
            file.payer(),
            file.memberNumber(),
            file.claimId(),
            file.responseId(),
            file.edition(),
            write(file.submitters()),
            write(file.providers()),
            clock.expedited(),
            utc(clock.requestedAt()),
            utc(clock.receivedAt()),
            utc(clock.dueAt()),
            extension == null ? null : utc(extension.at()),
            extension == null ? null : extension.by(),
            extension == null ? null : extension.reason(),
            file.appealOf(),
            file.pended(),
            file.id()
        };
    }

    static List<@Nullable Object[]> items(RequestFile file) {
        return file.items().stream()
                .map(item -> new @Nullable Object[] {
                    file.id(),
                    item.sequence(),
                    item.status().name(),
                    item.number(),
                    item.reason(),
                    item.queue(),
                    item.policy(),
                    item.phase(),
                    item.product(),
                    item.units(),
                    item.serviceDate(),
                    item.decidedBy(),
                    utc(item.changedAt())
                })
                .toList();
    }

    /** Reads files, each with its items; the rows of a file follow each other. */
    @Override
    public List<RequestFile> extractData(ResultSet row) throws SQLException {
        Map<String, List<FiledItem>> items = new LinkedHashMap<>();
        List<RequestFile> heads = new ArrayList<>();
        while (row.next()) {
            String id = row.getString("id");
            if (!items.containsKey(id)) {
                items.put(id, new ArrayList<>());
                heads.add(head(row));
            }
            items.get(id).add(item(row));
        }
        return heads.stream()
                .map(head -> head.with(items.getOrDefault(head.id(), List.of())))
                .toList();
    }

    private static RequestFile head(ResultSet row) throws SQLException {
        return new RequestFile(
                row.getString("id"),
                row.getInt("version"),
                row.getString("payer"),
                row.getString("member_number"),
                row.getString("claim_id"),
                row.getString("response_id"),
                row.getString("edition"),
                read(row.getString("submitters")),
                read(row.getString("providers")),
                new RequestClock(
                        row.getBoolean("expedited"),
                        instant(row, "requested_at"),
                        instant(row, "received_at"),
                        instant(row, "due_at"),
                        extension(row)),
                row.getString("appeal_of"),
                List.of());
    }

    private static @Nullable Extension extension(ResultSet row) throws SQLException {
        return row.getObject("extended_at") == null
                ? null
                : new Extension(
                        instant(row, "extended_at"), row.getString("extended_by"), row.getString("extension_reason"));
    }

    private static FiledItem item(ResultSet row) throws SQLException {
        return new FiledItem(
                row.getInt("sequence"),
                ItemStatus.valueOf(row.getString("status")),
                row.getString("number"),
                row.getString("reason"),
                row.getString("queue"),
                row.getString("policy"),
                row.getString("phase"),
                row.getString("product"),
                plain(row.getBigDecimal("units")),
                row.getObject("service_date", LocalDate.class),
                row.getString("decided_by"),
                instant(row, "changed_at"));
    }

    /** Without the zeros the column pads with: 60, not 60.000000 and not 6E+1. */
    static @Nullable BigDecimal plain(@Nullable BigDecimal units) {
        if (units == null) {
            return null;
        }
        BigDecimal stripped = units.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String write(Set<String> values) {
        try {
            return JSON.writeValueAsString(values.stream().sorted().toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Identifiers cannot be written as JSON", e);
        }
    }

    private static Set<String> read(String json) {
        try {
            return Set.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored identifiers cannot be read", e);
        }
    }
}
