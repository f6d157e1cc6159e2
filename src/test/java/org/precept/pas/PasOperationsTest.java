package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.Test;
import org.precept.criteria.CriteriaException;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What a client hears by status: the answer, that the request is at fault, or that it should come again. */
class PasOperationsTest {

    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void sendsTheAnswerAsItIs() throws IOException {
        PasOperations.answer(response, () -> "{\"é\":1}");

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentType()).startsWith("application/fhir+json");
        assertThat(response.getContentAsByteArray()).isEqualTo("{\"é\":1}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void leavesRejectionsToTheServer() {
        RejectedRequest rejection = new RejectedRequest(400, new Issue(IssueType.INVALID, "Bundle", "Correct it."));

        assertThatThrownBy(() -> PasOperations.answer(response, () -> {
                    throw rejection;
                }))
                .isSameAs(rejection);
    }

    @Test
    void saysNothingButToComeAgainWhenItCannotDecide() throws IOException {
        PasOperations.answer(response, () -> {
            throw new CriteriaException("library X took too long");
        });

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isNotBlank();
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @Test
    void treatsAMemberInUseAlike() throws IOException {
        PasOperations.answer(response, () -> {
            throw new RejectedRequest(503, new Issue(IssueType.LOCKERROR, null, "busy"));
        });

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentAsByteArray()).isEmpty();
    }
}
