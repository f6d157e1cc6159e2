package org.precept.review;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.door.QueryParameters;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.record.Reviewer;
import org.precept.record.Reviewers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who works at the worklist. The server lets nobody else into {@code /review}; this asks once more, so that a path that is not
 * protected by mistake shows nothing. What was looked at is written to the server's log, without patient data.
 */
final class Access {
    private static final Logger LOG = LoggerFactory.getLogger("org.precept.reviewers");
    private static final String ROLE = "REVIEWER";
    private static final int FORBIDDEN = 403;

    private final Reviewers reviewers;

    Access(Reviewers reviewers) {
        this.reviewers = reviewers;
    }

    /**
     * Checks who asks and what for.
     *
     * @param known names of the parameters that are understood
     * @throws RejectedRequest 403 unless a reviewer asks, 400 for a parameter that would not be heeded
     */
    Reviewer of(HttpServletRequest request, Set<String> known) {
        Principal user = request.getUserPrincipal();
        Reviewer reviewer = user == null || !request.isUserInRole(ROLE)
                ? null
                : reviewers.named(user.getName()).orElse(null);
        if (reviewer == null) {
            throw new RejectedRequest(FORBIDDEN, new Issue(IssueType.FORBIDDEN, null, "Reviewers only."));
        }
        QueryParameters.requireKnown(request, known);
        return reviewer;
    }

    /** Notes what a reviewer looked at or did; nothing of it may be patient data. */
    static void note(Reviewer reviewer, String what) {
        LOG.atInfo().addKeyValue("user.name", reviewer.name()).log("Reviewer {} {}", reviewer.name(), what);
    }
}
