package org.precept.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;
import org.springframework.mock.web.MockHttpServletRequest;

class AdministratorTest {

    @Test
    void anAdministratorMayAskWithKnownParameters() {
        MockHttpServletRequest request = request("ADMINISTRATOR");
        request.addParameter("from", "2026-11-21");

        assertThatCode(() -> Administrator.of(request, Set.of("from", "to"))).doesNotThrowAnyException();
    }

    @Test
    void nobodyElseMay() {
        assertThat(refused(request("REVIEWER")).status()).isEqualTo(403);
        assertThat(refused(new MockHttpServletRequest()).status()).isEqualTo(403);
    }

    @Test
    void aParameterThatWouldNotBeHeededIsRefusedWithThoseThatAreKnown() {
        MockHttpServletRequest request = request("ADMINISTRATOR");
        request.addParameter("until", "2026-11-21");

        RejectedRequest refused = refused(request);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.outcome().getIssue()).singleElement().satisfies(issue -> {
            assertThat(issue.getCode()).isEqualTo(IssueType.NOTSUPPORTED);
            assertThat(issue.getExpression()).isEmpty();
            assertThat(issue.getDiagnostics())
                    .isEqualTo("There is a parameter that is not known here. Known are: from, to.");
        });
    }

    @Test
    void whereNoParameterIsKnownNoneIsNamed() {
        MockHttpServletRequest request = request("ADMINISTRATOR");
        request.addParameter("x", "1");

        assertThatThrownBy(() -> Administrator.of(request, Set.of())).hasMessage("This takes no parameters.");
    }

    private static RejectedRequest refused(MockHttpServletRequest request) {
        return catchThrowableOfType(() -> Administrator.of(request, Set.of("to", "from")), RejectedRequest.class);
    }

    private static MockHttpServletRequest request(String role) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setUserPrincipal(() -> "somebody");
        request.addUserRole(role);
        return request;
    }
}
