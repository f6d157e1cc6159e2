package org.precept.server.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.precept.server.PreceptApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a person reads when the server refuses to start; no bean is made for it. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTest {

    @Test
    void anAddressBeyondLoopbackIsExplainedWithoutStackTrace(CapturedOutput output) {
        assertThatThrownBy(() -> SpringApplication.run(PreceptApplication.class, "--server.address=0.0.0.0"))
                .isInstanceOf(StartRefusedException.class);

        assertThat(output)
                .contains("Security is off", "server.address is 0.0.0.0", "Set server.address=127.0.0.1")
                .doesNotContain("\tat ");
    }

    @Test
    void contentThatIsNotThereIsExplainedByItsProperty(CapturedOutput output) {
        StartRefusedException refused = new StartRefusedException("No content was found.", "Set a place.");

        assertThat(new StartRefusedAnalyzer()
                        .analyze(new IllegalStateException(refused))
                        .getAction())
                .isEqualTo("Set a place.");
    }
}
