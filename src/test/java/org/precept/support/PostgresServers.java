package org.precept.support;

import org.precept.server.PreceptApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two servers on one PostgreSQL database, each started by the first test that asks and never closed. */
public final class PostgresServers {

    private PostgresServers() {}

    /** The first server. */
    public static ConfigurableApplicationContext first() {
        return First.SERVER;
    }

    /** Another server on the first one's database; nothing in memory is shared but the JVM. */
    public static ConfigurableApplicationContext second() {
        return Second.SERVER;
    }

    /** Talks to a server. */
    public static Client client(ConfigurableApplicationContext server) {
        return new Client("http://127.0.0.1:" + server.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static ConfigurableApplicationContext start(String url) {
        return new SpringApplicationBuilder(PreceptApplication.class)
                .profiles("demo")
                // The database's own shutdown hook would pull it from under servers that are still closing.
                .registerShutdownHook(false)
                .run(
                        "--server.port=0",
                        "--spring.jmx.enabled=false",
                        "--precept.administrators." + Client.ADMINISTRATOR + "=" + Client.PASSWORD_HASH,
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=postgres");
    }

    private static final class First {
        static final String URL = Postgres.newDatabase();
        static final ConfigurableApplicationContext SERVER = start(URL);
    }

    private static final class Second {
        static final ConfigurableApplicationContext SERVER = first() == null ? null : start(First.URL);
    }
}
