package org.precept.pas.documents;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.record.Arrival;
import org.precept.record.Documents;

/**
 * Stands by when something is stored on the FHIR API: what names a trace number is kept as an arrival in the same
 * transaction, and its request is decided again before the client hears of its success. Whose trace number it is is seen
 * to then.
 */
@Interceptor
public final class ArrivalStorage {

    private static final String KEY = ArrivalStorage.class.getName();
    private static final String LAST = KEY + ".last";
    private static final String FORM = "102089-0";
    private static final Set<QuestionnaireResponseStatus> FINISHED =
            EnumSet.of(QuestionnaireResponseStatus.COMPLETED, QuestionnaireResponseStatus.AMENDED);
    /** How long the request that stored it has for deciding itself. */
    private static final Duration OWN_TURN = Duration.ofSeconds(10);

    private final Documents documents;
    private final Redecisions redecisions;
    private final Clock clock;

    ArrivalStorage(Documents documents, Redecisions redecisions, Clock clock) {
        this.documents = documents;
        this.redecisions = redecisions;
        this.clock = clock;
    }

    /** Says of what the request is going to store that nothing more will come. */
    static void last(RequestDetails request) {
        request.getUserData().put(LAST, true);
    }

    /** Before the creation of a resource is final. */
    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource resource, @Nullable RequestDetails request) {
        stored(resource, request);
    }

    /** Before the change of a resource is final. */
    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(IBaseResource old, IBaseResource resource, @Nullable RequestDetails request) {
        stored(resource, request);
    }

    /** When all is stored. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void answering(@Nullable RequestDetails request) {
        if (request != null) {
            redecisions.now(arrived(request));
        }
    }

    /** The trace numbers for which the request has stored something; asked a second time there are none. */
    @SuppressWarnings("unchecked")
    static Set<String> arrived(RequestDetails request) {
        Object traces = request.getUserData().remove(KEY);
        return traces == null ? Set.of() : (Set<String>) traces;
    }

    private void stored(IBaseResource resource, @Nullable RequestDetails request) {
        if (resource instanceof QuestionnaireResponse response && FINISHED.contains(response.getStatus())) {
            keep(response, Traces.of(response), response.getSubject().getReference(), FORM, request);
        } else if (resource instanceof DocumentReference document
                && document.getStatus() == DocumentReferenceStatus.CURRENT) {
            keep(document, Traces.of(document), document.getSubject().getReference(), code(document), request);
        }
    }

    private void keep(
            Resource document,
            Set<String> traces,
            @Nullable String subject,
            @Nullable String code,
            @Nullable RequestDetails request) {
        if (subject == null || traces.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        String name = document.fhirType() + "/" + document.getIdElement().getIdPart();
        boolean last = request != null && request.getUserData().containsKey(LAST);
        traces.forEach(trace ->
                documents.arrived(new Arrival(0, trace, name, subject, code, last, now, 0), now.plus(OWN_TURN)));
        if (request != null) {
            noted(request).addAll(traces);
        }
    }

    @SuppressWarnings("unchecked")
    private static Set<String> noted(RequestDetails request) {
        return (Set<String>) request.getUserData().computeIfAbsent(KEY, key -> new TreeSet<String>());
    }

    private static @Nullable String code(DocumentReference document) {
        return document.getType().getCoding().stream()
                .filter(coding -> CodeSystems.LOINC.equals(coding.getSystem()) && coding.hasCode())
                .map(Coding::getCode)
                .findFirst()
                .orElse(null);
    }
}
