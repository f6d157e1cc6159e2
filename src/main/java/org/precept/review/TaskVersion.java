package org.precept.review;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** The version of a Task as an ETag, {@code W/"3"}. */
final class TaskVersion {

    private static final int BAD_REQUEST = 400;
    private static final int REQUIRED = 428;
    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private TaskVersion() {}

    static String etag(Task task) {
        return "W/\"" + task.getMeta().getVersionId() + "\"";
    }

    /**
     * The version that the reviewer saw.
     *
     * @param ifMatch value of the header If-Match; null when it is missing
     */
    static long seen(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw rejected(REQUIRED, IssueType.REQUIRED, "Send If-Match with the ETag of the Task as you read it.");
        }
        Matcher matcher = ETAG.matcher(ifMatch.strip());
        if (!matcher.matches()) {
            throw rejected(BAD_REQUEST, IssueType.VALUE, "If-Match must be the ETag of one Task, for example W/\"1\".");
        }
        return Long.parseLong(matcher.group(1));
    }

    private static RejectedRequest rejected(int status, IssueType type, String diagnostics) {
        return new RejectedRequest(status, new Issue(type, null, diagnostics));
    }
}
