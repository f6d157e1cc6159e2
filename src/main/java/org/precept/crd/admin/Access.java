package org.precept.crd.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who looks at the log. The server lets nobody else into {@code /admin}; this asks once more, so that a path that is not
 * protected by mistake shows nothing. Every look is written to the server's log, without what was seen.
 */
final class Access {
    private static final Logger LOG = LoggerFactory.getLogger("org.precept.administrators");
    private static final String ROLE = "ADMINISTRATOR";
    private static final int FORBIDDEN = 403;
    private static final int BAD_REQUEST = 400;

    private final String who;

    private Access(String who) {
        this.who = who;
    }

    /**
     * Checks who asks and what for.
     *
     * @param known names of the parameters that are understood
     * @throws RejectedRequest 403 unless an administrator asks, 400 for a parameter that would not be heeded
     */
    static Access of(HttpServletRequest request, Set<String> known) {
        Principal user = request.getUserPrincipal();
        if (user == null || !request.isUserInRole(ROLE)) {
            throw new RejectedRequest(FORBIDDEN, new Issue(IssueType.FORBIDDEN, null, "Administrators only."));
        }
        if (!known.containsAll(request.getParameterMap().keySet())) {
            throw new RejectedRequest(
                    BAD_REQUEST,
                    new Issue(
                            IssueType.NOTSUPPORTED,
                            null,
                            "There is a parameter that is not known here. Known are: "
                                    + String.join(", ", known.stream().sorted().toList()) + "."));
        }
        return new Access(user.getName());
    }

    /** Notes what the administrator looked at; nothing of it may be patient data. */
    void note(String what) {
        LOG.atInfo().addKeyValue("user.name", who).log("Administrator {} {}", who, what);
    }
}
