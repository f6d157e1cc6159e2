package org.precept.server.store;

import java.math.BigDecimal;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** The two databases, where their SQL differs. */
enum Database {
    H2("select next value for %s"),
    POSTGRESQL("select nextval('%s')");

    private static final int MILLIS = 3;
    private static final String LOCK_MEMBER =
            "select 1 from member_lock where payer = ? and member_number = ? for update";

    private final String nextValue;

    Database(String nextValue) {
        this.nextValue = nextValue;
    }

    /**
     * The database behind a data source.
     *
     * @throws IllegalStateException when it cannot be reached or is neither H2 nor PostgreSQL
     */
    static Database of(DataSource source) {
        try {
            String product = JdbcUtils.extractDatabaseMetaData(source, DatabaseMetaData::getDatabaseProductName);
            return valueOf(product.toUpperCase(Locale.ROOT));
        } catch (MetaDataAccessException e) {
            throw new IllegalStateException("The database does not say what it is", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("Only H2 and PostgreSQL are supported", e);
        }
    }

    String nextValue(String sequence) {
        return nextValue.formatted(sequence);
    }

    /** Takes the row lock of a member; parameters payer and member number. Yields a row when the member has one. */
    String lockMember(Duration patience) {
        return this == H2 ? LOCK_MEMBER + " wait " + BigDecimal.valueOf(patience.toMillis(), MILLIS) : LOCK_MEMBER;
    }

    /**
     * From clause with the resources {@code r} whose references at the paths lead to the one resource {@code ?}. A
     * resource may be the target of very many others (each determination of a member refers to the Patient), so the
     * path has to be looked up in the index too; each database does so for another way of writing it.
     */
    String referring(Collection<String> paths) {
        if (this == H2) {
            String rows = paths.stream().map(path -> "('" + path + "')").collect(Collectors.joining(", "));
            return " from (values " + rows + ") p (path)"
                    + " join hfj_res_link l on l.src_path = p.path and l.target_resource_id = ?"
                    + " join hfj_resource r on r.res_id = l.src_resource_id";
        }
        String list = paths.stream().map(path -> "'" + path + "'").collect(Collectors.joining(", "));
        return " from hfj_res_link l join hfj_resource r on r.res_id = l.src_resource_id"
                + " where l.target_resource_id = ? and l.src_path in (" + list + ")";
    }

    /** Bounds every wait for a lock in the running transaction; empty where {@link #lockMember(Duration)} does so itself. */
    String boundLockWaits(Duration patience) {
        return this == H2 ? "" : "set local lock_timeout = '" + patience.toMillis() + "ms'";
    }
}
