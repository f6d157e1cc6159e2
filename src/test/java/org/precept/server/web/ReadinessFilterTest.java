package org.precept.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ReadinessFilterTest {

    private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();
    private final ReadinessFilter filter =
            new ReadinessFilter(availability, new OutcomeWriter(FhirContext.forR4Cached()));
    private final MockFilterChain chain = new MockFilterChain();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void untilContentIsLoadedEveryRequestIsAskedToComeBack() throws ServletException, IOException {
        state(ReadinessState.REFUSING_TRAFFIC);

        filter.doFilter(new MockHttpServletRequest("POST", "/cds-services/order-sign"), response, chain);

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(response.getContentAsString()).contains("OperationOutcome", "transient");
        assertThat(chain.getRequest()).isNull();
    }

    @Test
    void afterwardsItIsHandled() throws ServletException, IOException {
        state(ReadinessState.ACCEPTING_TRAFFIC);

        filter.doFilter(new MockHttpServletRequest("POST", "/cds-services/order-sign"), response, chain);

        assertThat(chain.getRequest()).isNotNull();
    }

    private void state(ReadinessState state) {
        availability.onApplicationEvent(new AvailabilityChangeEvent<>(this, state));
    }
}
