package org.precept.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.record.NewsEvent;
import org.precept.record.NewsSubscription;
import org.precept.record.NewsSubscription.Status;

/** Subscriptions and events as rows. */
final class NewsRows {

    static final String SUBSCRIPTION =
            "id, version, owner, edition, status, identifiers, resource, end_at, heartbeat_seconds, changed_at";
    /** Of {@code news_handed_out h} and {@code request_event e}. */
    static final String EVENT =
            "h.event_number, e.file_id, e.file_version, e.response_id, e.occurred_at, e.packed_answer";

    private NewsRows() {}

    static NewsSubscription subscription(ResultSet row) throws SQLException {
        int heartbeat = row.getInt("heartbeat_seconds");
        Duration silence = row.wasNull() ? null : Duration.ofSeconds(heartbeat);
        return new NewsSubscription(
                row.getString("id"),
                row.getInt("version"),
                row.getString("owner"),
                row.getString("edition"),
                Status.valueOf(row.getString("status")),
                lines(row.getString("identifiers")),
                row.getString("resource"),
                instant(row, "end_at"),
                silence,
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    static NewsEvent event(ResultSet row) throws SQLException {
        return new NewsEvent(
                row.getLong("event_number"),
                row.getString("file_id"),
                row.getInt("file_version"),
                row.getString("response_id"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                Packed.unpack(row.getBytes("packed_answer")));
    }

    static Set<String> lines(String text) {
        return Set.copyOf(text.lines().toList());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
