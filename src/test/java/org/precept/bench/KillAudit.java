package org.precept.bench;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.precept.bench.KillCase.Item;
import org.precept.bench.KillChecks.Check;

/**
 * Looks at the database as a killed server left it, while the next server may start on it: at a copy of H2's file, which leaves
 * the recovery of the file to the server, and at a snapshot of PostgreSQL.
 */
final class KillAudit implements AutoCloseable {

    private final Connection connection;

    private KillAudit(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes hold of the database; nothing may be connected to it but what is dying.
     *
     * @param url as the server has it
     */
    static KillAudit open(String url) throws SQLException, IOException, InterruptedException {
        String file = "jdbc:h2:file:";
        if (url.startsWith(file)) {
            int end = url.indexOf(';');
            Path original = Path.of(url.substring(file.length(), end < 0 ? url.length() : end) + ".mv.db");
            Path copy = original.resolveSibling("audit.mv.db");
            Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
            return of(DriverManager.getConnection(file + original.resolveSibling("audit"), "sa", ""));
        }
        Connection connection = DriverManager.getConnection(url, "postgres", "");
        // What the server had sent before it died may still be going on: a commit, for one.
        for (int i = 0; i < 600 && sessions(connection) > 0; i++) {
            Thread.sleep(50);
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return of(connection);
    }

    private static int sessions(Connection connection) throws SQLException {
        return Integer.parseInt(strings(connection, """
                select count(*) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()""").get(0));
    }

    private static KillAudit of(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        KillAudit audit = new KillAudit(connection);
        // The first statement fixes the snapshot.
        audit.strings("select count(*) from request_file");
        return audit;
    }

    /** Everything that is not as it must be whatever was acknowledged. */
    List<String> problems() throws SQLException {
        List<String> problems = new ArrayList<>();
        for (Check check : KillChecks.all()) {
            List<String> found = strings(check.query());
            if (!found.isEmpty()) {
                problems.add(check.means() + ": " + found.size() + ", e.g. " + found.get(0));
            }
        }
        return problems;
    }

    /**
     * Does the damage that each check is there for, one after the other, and takes it back.
     *
     * @return what checks that found it, that did not, and that there was nothing to damage for mean
     */
    Trial trial() throws SQLException {
        Trial trial = new Trial(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Check check : KillChecks.all()) {
            try (Statement statement = connection.createStatement()) {
                int damaged = statement.executeUpdate(check.damage());
                if (damaged == 0) {
                    trial.untried().add(check.means());
                } else if (strings(check.query()).isEmpty()) {
                    trial.blind().add(check.means());
                } else {
                    trial.finding().add(check.means());
                }
            } finally {
                connection.rollback();
            }
        }
        return trial;
    }

    /** The checks by how they did when there was damage. */
    record Trial(List<String> finding, List<String> blind, List<String> untried) {}

    /**
     * A file as it stands.
     *
     * @param claimId id of the current Claim
     */
    record Filed(String claimId, String responseId, Map<Integer, Item> items) {}

    /** Claims by what their senders call them (digests): id of the Claim and of its file. */
    Map<String, String[]> claims() throws SQLException {
        Map<String, String[]> claims = new HashMap<>();
        for (String[] row : rows("select name, claim_id, file_id from request_claim where name <> ''", 3)) {
            claims.put(row[0], row);
        }
        return claims;
    }

    /** What {@link #claims} knows a Claim by. */
    static String digest(String name) {
        return Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString();
    }

    /** Files by id. */
    Map<String, Filed> files() throws SQLException {
        Map<String, Filed> files = new HashMap<>();
        for (String[] row : rows("select id, claim_id, response_id from request_file", 3)) {
            files.put(row[0], new Filed(row[1], row[2], new TreeMap<>()));
        }
        for (String[] row : rows("select file_id, sequence, status, coalesce(number, '') from request_item", 4)) {
            files.get(row[0]).items().put(Integer.valueOf(row[1]), new Item(row[2], row[3]));
        }
        return files;
    }

    /** Documents, each with its trace number, on which a decision is still due. */
    Set<String> due() throws SQLException {
        return new HashSet<>(strings("select document || ' ' || trace from redecision_due"));
    }

    /** Documents, each with its trace number, on which something was decided. */
    Set<String> taken() throws SQLException {
        return new HashSet<>(strings("select document || ' ' || trace from trace_document"));
    }

    /** Numbers of the events that were handed out, each with the file it is about. */
    Map<Long, String> events() throws SQLException {
        Map<Long, String> events = new HashMap<>();
        for (String[] row : rows(
                "select h.event_number, e.file_id from news_handed_out h join request_event e on e.seq = h.event_seq",
                2)) {
            events.put(Long.valueOf(row[0]), row[1]);
        }
        return events;
    }

    /** How many changes there is news of. */
    int changes() throws SQLException {
        return Integer.parseInt(strings("select count(*) from request_event").get(0));
    }

    /** Number of the event up to which all is taken to have arrived. */
    long delivered() throws SQLException {
        return Long.parseLong(
                strings("select coalesce(max(delivered), 0) from news_delivery").get(0));
    }

    private List<String> strings(String sql) throws SQLException {
        return strings(connection, sql);
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        return rows(connection, sql, 1).stream().map(row -> row[0]).toList();
    }

    private List<String[]> rows(String sql, int columns) throws SQLException {
        return rows(connection, sql, columns);
    }

    private static List<String[]> rows(Connection connection, String sql, int columns) throws SQLException {
        List<String[]> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                String[] row = new String[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = rows.getString(i + 1);
                }
                found.add(row);
            }
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
