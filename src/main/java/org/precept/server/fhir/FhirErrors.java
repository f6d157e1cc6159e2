package org.precept.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import jakarta.servlet.http.HttpServletRequest;
import org.precept.server.web.RequestId;

/** Turns what happens inside HAPI into answers that say what to fix and nothing about the inside. */
@Interceptor
public class FhirErrors {

    FhirErrors() {}

    /** Replaces the exception HAPI would answer with. */
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException answer(Throwable failure, HttpServletRequest request) {
        return FhirFailures.answer(failure, RequestId.of(request));
    }
}
