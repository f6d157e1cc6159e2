package org.precept.server.store;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Base of tests of stores that want one process on a new database. */
abstract class OneProcessTest {

    @Nullable
    Process process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    Process given(Database database, Clock clock) {
        process = new Process(Process.newDatabase(database), clock);
        return process;
    }
}
