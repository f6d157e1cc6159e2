package org.precept.server.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Makes every H2 database on disk keep what it has acknowledged. H2 delays its writes by default, so a killed process
 * loses its last commits; the URL is changed on the finished pool, whichever property it came from. H2 also forgets all
 * but eight statements of a connection and parses the others anew each time, which cost more than running them.
 */
@Component
class DurableH2 implements BeanPostProcessor {

    private static final String PREFIX = "jdbc:h2:";
    private static final String STATEMENTS = ";QUERY_CACHE_SIZE=";

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null) {
            pool.setJdbcUrl(rememberingStatements(durable(pool.getJdbcUrl())));
        }
        return bean;
    }

    /** The URL with {@code WRITE_DELAY=0}, when it names an H2 database this process writes to disk. */
    static String durable(String url) {
        if (!onDisk(url)) {
            return url;
        }
        StringBuilder result = new StringBuilder();
        boolean closesOnExit = false;
        for (String part : url.split(";")) {
            String setting = part.strip().toUpperCase(Locale.ROOT);
            closesOnExit |= setting.startsWith("DB_CLOSE_ON_EXIT=");
            if (!setting.startsWith("WRITE_DELAY=")) {
                result.append(result.isEmpty() ? "" : ";").append(part);
            }
        }
        // The pool closes the database after the last request; H2's own shutdown hook would close it before.
        return result + ";WRITE_DELAY=0" + (closesOnExit ? "" : ";DB_CLOSE_ON_EXIT=FALSE");
    }

    /** The URL of an H2 database with room for the statements of a connection, unless it says itself how many. */
    static String rememberingStatements(String url) {
        boolean isH2 = url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
        return isH2 && !url.toUpperCase(Locale.ROOT).contains(STATEMENTS) ? url + STATEMENTS + "256" : url;
    }

    private static boolean onDisk(String url) {
        if (!url.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return false;
        }
        String location = url.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
        return !location.startsWith("mem:") && !location.startsWith("tcp:") && !location.startsWith("ssl:");
    }
}
