package org.precept.server.store;

import java.util.List;
import org.precept.server.start.StartRefusedException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Refuses a database whose tables an earlier build made: {@code schema.sql} leaves tables that exist as they are, and
 * builds before the first release are not migrated.
 */
final class EarlierTables {

    /** Text was what these columns held before; both databases describe themselves in the same view. */
    private static final String TEXT_COLUMNS = """
            select lower(table_name) from information_schema.columns
            where table_schema = current_schema and lower(column_name) like 'packed\\_%' escape '\\'
                and upper(data_type) not in ('BYTEA', 'BINARY VARYING')
            order by 1""";

    private EarlierTables() {}

    /**
     * Looks at the tables.
     *
     * @throws StartRefusedException when they are not those of this version
     */
    static void refuse(JdbcTemplate jdbc) {
        List<String> tables = jdbc.queryForList(TEXT_COLUMNS, String.class);
        if (!tables.isEmpty()) {
            throw new StartRefusedException(
                    "The database was made by an unreleased earlier build; this one cannot read its table "
                            + tables.get(0) + ".",
                    "Name another database in spring.datasource.url, or move the old one away (for H2 the file"
                            + " ending in .mv.db) and start again: an empty database is filled at the start.");
        }
    }
}
