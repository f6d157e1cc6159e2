package org.precept.server.storage;

import ca.uhn.fhir.jpa.model.dialect.HapiFhirH2Dialect;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.dialect.Dialect;

/** The two databases this server is tested with. */
final class Dialects {

    private Dialects() {}

    /**
     * The HAPI dialect for the database behind a pool.
     *
     * @throws IllegalStateException when the JDBC URL is neither H2 nor PostgreSQL
     */
    static Dialect of(DataSource dataSource) {
        String url = url(dataSource);
        if (url.startsWith("jdbc:h2:")) {
            return new HapiFhirH2Dialect();
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return new HapiFhirPostgresDialect();
        }
        throw new IllegalStateException(
                "spring.datasource.url must begin with jdbc:h2: or jdbc:postgresql: (no other database is supported)");
    }

    private static String url(DataSource dataSource) {
        try {
            return String.valueOf(dataSource.unwrap(HikariDataSource.class).getJdbcUrl());
        } catch (SQLException e) {
            throw new IllegalStateException("The data source is not a Hikari pool", e);
        }
    }
}
