package org.precept.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.RejectedRequest;
import org.precept.server.web.ErrorAnswers;
import org.precept.server.web.RequestId;
import org.precept.server.web.SafeTrace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what happens inside HAPI into answers that say what to fix and nothing about the inside. */
@Interceptor
public class FhirErrors {

    private static final Logger LOG = LoggerFactory.getLogger(FhirErrors.class);
    private static final int SERVER_ERRORS = 500;

    FhirErrors() {}

    /** Replaces the exception HAPI would answer with; null leaves it as it is. */
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public @Nullable BaseServerResponseException answer(Throwable failure, HttpServletRequest request) {
        RejectedRequest rejection = find(failure, RejectedRequest.class);
        if (rejection != null) {
            return withOutcome(rejection);
        }
        int status = failure instanceof BaseServerResponseException known ? known.getStatusCode() : SERVER_ERRORS;
        if (status < SERVER_ERRORS) {
            return null;
        }
        String id = RequestId.of(request);
        LOG.error("Request failed: {}", SafeTrace.of(failure));
        return withOutcome(new RejectedRequest(status, List.of(ErrorAnswers.forStatus(status, id))));
    }

    /** The rejection as HAPI wants it: status and outcome. */
    static BaseServerResponseException withOutcome(RejectedRequest rejection) {
        return new UnclassifiedServerFailureException(
                rejection.status(), String.valueOf(rejection.getMessage()), rejection.outcome());
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        int index = ExceptionUtils.indexOfType(failure, type);
        return index < 0
                ? null
                : type.cast(ExceptionUtils.getThrowableList(failure).get(index));
    }
}
