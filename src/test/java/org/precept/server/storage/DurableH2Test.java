package org.precept.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurableH2Test {

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:/d/p, jdbc:h2:file:/d/p;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
        "jdbc:h2:./p, jdbc:h2:./p;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
        "JDBC:H2:FILE:/d/p;write_delay=500, JDBC:H2:FILE:/d/p;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
        "jdbc:h2:/d/p;WRITE_DELAY=9;MODE=REGULAR, jdbc:h2:/d/p;MODE=REGULAR;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
        "jdbc:h2:/d/p;DB_CLOSE_ON_EXIT=TRUE, jdbc:h2:/d/p;DB_CLOSE_ON_EXIT=TRUE;WRITE_DELAY=0"
    })
    void everyDatabaseOnDiskIsMadeDurable(String given, String expected) {
        assertThat(DurableH2.durable(given)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:x", "jdbc:h2:tcp://localhost/x", "jdbc:postgresql://localhost/x"})
    void otherDatabasesAreLeftAlone(String url) {
        assertThat(DurableH2.durable(url)).isEqualTo(url);
    }

    @Test
    void theDatabaseItselfReportsNoWriteDelay(@TempDir Path directory) throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:file:" + directory.resolve("p") + ";WRITE_DELAY=500");

            new DurableH2().postProcessAfterInitialization(pool, "dataSource");

            try (Connection connection = pool.getConnection();
                    ResultSet row = connection
                            .createStatement()
                            .executeQuery("select setting_value from information_schema.settings"
                                    + " where setting_name = 'WRITE_DELAY'")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isZero();
            }
        }
    }

    @Test
    void anH2DatabaseRemembersTheStatementsOfAConnection() {
        assertThat(DurableH2.rememberingStatements("jdbc:h2:mem:x")).isEqualTo("jdbc:h2:mem:x;QUERY_CACHE_SIZE=256");
        assertThat(DurableH2.rememberingStatements("jdbc:h2:mem:x;query_cache_size=9"))
                .isEqualTo("jdbc:h2:mem:x;query_cache_size=9");
        assertThat(DurableH2.rememberingStatements("jdbc:postgresql://127.0.0.1/x"))
                .isEqualTo("jdbc:postgresql://127.0.0.1/x");
    }
}
