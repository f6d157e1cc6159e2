package org.precept.server.requests;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An administrator looks at something. The server lets nobody else into {@code /admin}; this asks once more, and writes to
 * the server's log that somebody looked, without what was seen.
 */
final class Look {
    private static final Logger LOG = LoggerFactory.getLogger("org.precept.administrators");
    private static final int FORBIDDEN = 403;
    private static final int BAD_REQUEST = 400;

    private Look() {}

    /**
     * Checks who asks and what for.
     *
     * @param known names of the parameters that are understood
     * @throws RejectedRequest 403 unless an administrator asks, 400 for a parameter that would not be heeded
     */
    static void at(String what, HttpServletRequest request, Set<String> known) {
        Principal user = request.getUserPrincipal();
        if (user == null || !request.isUserInRole("ADMINISTRATOR")) {
            throw new RejectedRequest(FORBIDDEN, new Issue(IssueType.FORBIDDEN, null, "Administrators only."));
        }
        if (!known.containsAll(request.getParameterMap().keySet())) {
            throw refused(
                    "",
                    "There is a parameter that is not known here. Known are: "
                            + String.join(", ", known.stream().sorted().toList()) + ".");
        }
        LOG.atInfo()
                .addKeyValue("user.name", user.getName())
                .log("Administrator {} looked at {}", user.getName(), what);
    }

    /** A parameter that cannot be heeded; an empty name: none in particular. */
    static RejectedRequest refused(String parameter, String whatToDo) {
        return new RejectedRequest(
                BAD_REQUEST,
                new Issue(
                        parameter.isEmpty() ? IssueType.NOTSUPPORTED : IssueType.VALUE,
                        parameter.isEmpty() ? null : parameter,
                        whatToDo));
    }
}
