package org.precept.server.fhir;

import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.server.web.ErrorAnswers;
import org.precept.server.web.SafeTrace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure inside HAPI is to the client: what to mend in the request, and nothing about the inside. */
final class FhirFailures {

    private static final Logger LOG = LoggerFactory.getLogger(FhirFailures.class);
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERRORS = 500;
    private static final Pattern NUMBER_OF_MESSAGE = Pattern.compile("HAPI-\\d+: ?");
    private static final Pattern OF_THE_INSIDE = Pattern.compile(
            "\\b(java|javax|jakarta|ca\\.uhn|org\\.(hl7|springframework|precept)|com\\.(github|fasterxml))\\.");
    private static final List<String> OF_PATCHES = List.of("ca.uhn.fhir.jpa.patch.", "com.github.fge.");
    /** So many frames may lie between what applies patches and where it fails. */
    private static final int NEAR = 4;

    private FhirFailures() {}

    /**
     * The exception to answer with; it has an OperationOutcome. What is the server's fault is logged, without messages.
     *
     * @param requestId under which the fault is found in the log
     */
    static BaseServerResponseException answer(Throwable failure, String requestId) {
        RejectedRequest rejection = find(failure, RejectedRequest.class);
        if (rejection != null) {
            return withOutcome(rejection);
        }
        int status = failure instanceof BaseServerResponseException known ? known.getStatusCode() : SERVER_ERRORS;
        if (status < SERVER_ERRORS) {
            return explained((BaseServerResponseException) failure);
        }
        String fault = faultOfRequest(failure);
        if (fault != null) {
            return withOutcome(new RejectedRequest(BAD_REQUEST, new Issue(IssueType.INVALID, null, fault)));
        }
        LOG.error("Request failed: {}", SafeTrace.of(failure));
        return withOutcome(new RejectedRequest(status, ErrorAnswers.forStatus(status, requestId)));
    }

    /** The rejection as HAPI wants it: status and outcome. */
    static BaseServerResponseException withOutcome(RejectedRequest rejection) {
        return new UnclassifiedServerFailureException(
                rejection.status(), String.valueOf(rejection.getMessage()), rejection.outcome());
    }

    private static BaseServerResponseException explained(BaseServerResponseException known) {
        int status = known.getStatusCode();
        if (status >= BAD_REQUEST && known.getOperationOutcome() == null) {
            Issue plain = ErrorAnswers.forStatus(status, "");
            String text = plain(known);
            known.setOperationOutcome(
                    new RejectedRequest(status, text.isEmpty() ? plain : new Issue(type(status), null, text))
                            .outcome());
        }
        return known;
    }

    /** What is wrong with the request, where HAPI takes it for a fault of the server; null when it may be one. */
    private static @Nullable String faultOfRequest(Throwable failure) {
        DataFormatException unreadable = find(failure, DataFormatException.class);
        if (unreadable != null && !isOurs(unreadable)) {
            return "The request has a value that cannot be read. " + plain(unreadable);
        }
        if (failure.getClass() == IllegalArgumentException.class && !isOurs(failure)) {
            return "A parameter of the request cannot be read. Check the type of its value, and send % as %25.";
        }
        Throwable root = ExceptionUtils.getRootCause(failure);
        if (root instanceof IllegalArgumentException && "argument type mismatch".equals(root.getMessage())) {
            return "The body is a resource of a type that does not belong here.";
        }
        boolean patch = root != null
                && Arrays.stream(root.getStackTrace())
                        .limit(NEAR)
                        .anyMatch(frame -> OF_PATCHES.stream().anyMatch(frame.getClassName()::startsWith));
        return patch
                ? "The patch cannot be applied. Check the type, path, name and value of each of its operations."
                : null;
    }

    /** True when it happened in code of ours, which reads what is stored; filters of ours are around everything. */
    private static boolean isOurs(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .map(StackTraceElement::getClassName)
                .takeWhile(name -> !name.equals(RestfulServer.class.getName()))
                .anyMatch(name -> name.startsWith("org.precept."));
    }

    /** HAPI's words to the client without its own numbers; empty when they are about classes. */
    private static String plain(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return OF_THE_INSIDE.matcher(message).find()
                ? ""
                : NUMBER_OF_MESSAGE.matcher(message).replaceAll("").strip();
    }

    private static IssueType type(int status) {
        return switch (status) {
            case 400 -> IssueType.INVALID;
            case 404, 410 -> IssueType.NOTFOUND;
            case 405 -> IssueType.NOTSUPPORTED;
            case 409, 412 -> IssueType.CONFLICT;
            case 413 -> IssueType.TOOLONG;
            default -> IssueType.PROCESSING;
        };
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        int index = ExceptionUtils.indexOfType(failure, type);
        return index < 0
                ? null
                : type.cast(ExceptionUtils.getThrowableList(failure).get(index));
    }
}
