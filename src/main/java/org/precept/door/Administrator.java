package org.precept.door;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asks at {@code /admin}. The server lets nobody else in; this asks once more, so that a path that is not protected by
 * mistake does nothing. Every use is written to the server's log, without what was seen.
 */
public final class Administrator {
    private static final Logger LOG = LoggerFactory.getLogger("org.precept.administrators");
    private static final String ROLE = "ADMINISTRATOR";
    private static final int FORBIDDEN = 403;

    private final String name;

    private Administrator(String name) {
        this.name = name;
    }

    /**
     * Checks who asks and what for.
     *
     * @param known names of the parameters that are understood
     * @throws RejectedRequest 403 unless an administrator asks, 400 for a parameter that would not be heeded
     */
    public static Administrator of(HttpServletRequest request, Set<String> known) {
        Principal user = request.getUserPrincipal();
        if (user == null || !request.isUserInRole(ROLE)) {
            throw new RejectedRequest(FORBIDDEN, new Issue(IssueType.FORBIDDEN, null, "Administrators only."));
        }
        QueryParameters.requireKnown(request, known);
        return new Administrator(user.getName());
    }

    /** Notes what the administrator did; nothing of it may be patient data. */
    public void note(String what) {
        LOG.atInfo().addKeyValue("user.name", name).log("Administrator {} {}", name, what);
    }
}
