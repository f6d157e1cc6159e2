package org.precept.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** One PostgreSQL for all tests of a JVM, started by the first that asks; it ends with the JVM. */
public final class Postgres {

    private Postgres() {}

    /** The JDBC URL, user and password included, of a new empty database. */
    public static String newDatabase() {
        String name = "precept_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = Holder.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded PostgreSQL made no database", e);
        }
        return Holder.SERVER.getJdbcUrl("postgres", name);
    }

    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
            }
        }
    }
}
