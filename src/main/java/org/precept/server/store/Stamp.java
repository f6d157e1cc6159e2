package org.precept.server.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a set of stored resources looked like, without reading them: a resource added, changed or deleted changes it.
 * The sum of id times version moves with every new version, count and ids with what comes and goes; the time of the
 * latest change tells apart what those might not.
 *
 * @param count how many
 * @param ids sum of the database's ids
 * @param versions sum of id times version
 * @param latest time of the latest change, null when there are none
 */
record Stamp(
        long count,
        BigDecimal ids,
        BigDecimal versions,
        @Nullable LocalDateTime latest) {

    /** The columns to select from {@code hfj_resource r} for one set. */
    static final String COLUMNS = "count(*) resources, coalesce(sum(r.res_id), 0) ids,"
            + " coalesce(sum(r.res_id * r.res_ver), 0) versions, max(r.res_updated) latest";

    /** The columns to select from a union of such sets. */
    static final String SUMS = "sum(resources), sum(ids), sum(versions), max(latest)";

    /** Reads {@link #SUMS}, the first of which is {@code column}. */
    static Stamp read(ResultSet row, int column) throws SQLException {
        return new Stamp(
                row.getLong(column),
                row.getBigDecimal(column + 1),
                row.getBigDecimal(column + 2),
                row.getObject(column + 3, LocalDateTime.class));
    }

    /** The stamp of two sets that share nothing. */
    Stamp plus(Stamp other) {
        return new Stamp(
                count + other.count, ids.add(other.ids), versions.add(other.versions), later(latest, other.latest));
    }

    private static @Nullable LocalDateTime later(@Nullable LocalDateTime one, @Nullable LocalDateTime other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? other : one;
    }
}
