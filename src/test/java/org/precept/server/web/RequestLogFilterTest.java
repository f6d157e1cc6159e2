package org.precept.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestLogFilterTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RequestLogFilter filter = new RequestLogFilter(FhirContext.forR4Cached(), meters);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.precept.requests");

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void aLineNamesTheRouteAndNothingOfThePatient() throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/fhir/Patient/jane-doe");
        request.setQueryString("name=doe");
        request.addHeader("X-Request-Id", "r-1");
        MockHttpServletResponse response = new MockHttpServletResponse();

        filter.doFilter(request, response, new MockFilterChain());

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .startsWith("GET /fhir/Patient/{id} 200 ")
                    .endsWith(" ms");
            assertThat(line.getMDCPropertyMap()).containsEntry("requestId", "r-1");
            assertThat(line.getFormattedMessage() + line.getKeyValuePairs()).doesNotContain("doe");
        });
        assertThat(response.getHeader("X-Request-Id")).isEqualTo("r-1");
        assertThat(meters.get("precept.requests")
                        .tag("route", "/fhir/Patient/{id}")
                        .timer()
                        .count())
                .isOne();
    }

    @Test
    void aMethodThatDoesNotExistIsNotRepeated() throws ServletException, IOException {
        filter.doFilter(
                new MockHttpServletRequest("JANE-DOE", "/jane-doe"),
                new MockHttpServletResponse(),
                new MockFilterChain());

        assertThat(lines.list.get(0).getFormattedMessage()).startsWith("OTHER unknown 200 ");
    }
}
