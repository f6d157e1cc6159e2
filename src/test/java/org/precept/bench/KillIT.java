package org.precept.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short variant of {@link KillRun}: two kills on each database. */
class KillIT {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingAcknowledgedIsLostAndNothingIsHalfWritten(boolean postgres) throws Exception {
        KillRun.Result result = KillRun.run(postgres, 2, 7);

        assertThat(result.problems()).as(result.line()).isEmpty();
        assertThat(result.undone()).as(result.line()).isEmpty();
        assertThat(result.trial().blind()).as("damage that the audit must find").isEmpty();
    }
}
