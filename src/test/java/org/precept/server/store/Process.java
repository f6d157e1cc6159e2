package org.precept.server.store;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import org.precept.support.Postgres;
import org.precept.support.TemporaryDirectory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The stores of one server process that need no HAPI: a connection pool of its own and nothing in memory shared with
 * another process on the same database.
 */
final class Process implements AutoCloseable {

    final HikariDataSource source = new HikariDataSource();
    final JdbcTemplate jdbc;
    final TransactionTemplate transaction;
    final JdbcAuthorizations authorizations;
    final JdbcSubmissions submissions;
    final JdbcRequestContexts contexts;
    final JdbcRequestFiles files;
    final GuidanceQueue queue;
    final PendingGuidance pending = new PendingGuidance();
    final JdbcHookLog hooks;
    final EventSignal signal = new EventSignal();
    final JdbcRequestEvents events;
    final JdbcNewsSubscriptions subscriptions;
    final JdbcNewsQueue news;

    Process(String url, Clock clock) {
        source.setJdbcUrl(url);
        source.setMaximumPoolSize(8);
        if (url.startsWith("jdbc:h2:")) {
            source.setUsername("sa");
            source.setPassword("");
        }
        new ResourceDatabasePopulator(new ClassPathResource("schema.sql")).execute(source);
        jdbc = new JdbcTemplate(source);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        Database database = Database.of(source);
        authorizations =
                new JdbcAuthorizations(jdbc, new MemberTransactions(jdbc, transaction, database), database, clock);
        submissions = new JdbcSubmissions(jdbc, clock);
        contexts = new JdbcRequestContexts(jdbc);
        files = new JdbcRequestFiles(jdbc);
        queue = new GuidanceQueue(jdbc, FhirContext.forR4Cached(), clock);
        hooks = new JdbcHookLog(jdbc, transaction, contexts, queue, pending);
        events = new JdbcRequestEvents(jdbc, clock, signal);
        subscriptions = new JdbcNewsSubscriptions(jdbc, transaction, signal);
        news = new JdbcNewsQueue(jdbc, transaction, subscriptions, new NewsHandOut(jdbc, transaction, clock), signal);
    }

    /** A new empty database, durable as the server's own. */
    static String newDatabase(Database database) {
        return switch (database) {
            case POSTGRESQL -> Postgres.newDatabase();
            case H2 -> "jdbc:h2:file:" + TemporaryDirectory.create("precept-store") + "/store;WRITE_DELAY=0";
        };
    }

    @Override
    public void close() {
        source.close();
    }
}
