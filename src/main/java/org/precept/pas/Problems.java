package org.precept.pas;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** Collects what keeps a request from being processed, so that the sender hears all of it at once. */
final class Problems {

    private static final int BAD_REQUEST = 400;

    private final List<Issue> issues = new ArrayList<>();

    void missing(String path, String whatToSend) {
        issues.add(new Issue(IssueType.REQUIRED, path, whatToSend));
    }

    void invalid(String path, String whatToDo) {
        issues.add(new Issue(IssueType.INVALID, path, whatToDo));
    }

    void duplicate(String path, String whatToDo) {
        issues.add(new Issue(IssueType.DUPLICATE, path, whatToDo));
    }

    void notFound(String path, String whatToDo) {
        issues.add(new Issue(IssueType.NOTFOUND, path, whatToDo));
    }

    void notSupported(String path, String whatToDo) {
        issues.add(new Issue(IssueType.NOTSUPPORTED, path, whatToDo));
    }

    void require(boolean present, String path, String whatToSend) {
        if (!present) {
            missing(path, whatToSend);
        }
    }

    boolean any() {
        return !issues.isEmpty();
    }

    List<Issue> issues() {
        return List.copyOf(issues);
    }

    /** Throws when there are any. */
    void rejectIfAny(int status) {
        if (any()) {
            throw new RejectedRequest(status, issues);
        }
    }

    /** Throws with HTTP 400 when there are any. */
    void rejectIfAny() {
        rejectIfAny(BAD_REQUEST);
    }
}
