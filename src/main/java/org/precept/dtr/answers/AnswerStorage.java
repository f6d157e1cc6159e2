package org.precept.dtr.answers;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Days;
import org.precept.fhir.Issue;
import org.precept.record.Members;

/**
 * Stands by when a client stores a QuestionnaireResponse, alone or in a transaction: refuses what its form does not take
 * and what is not clearly a member's, leads it to the member, and flags answers that contradict other evidence. What the
 * server stores of a Claim is not refused: such answers are not counted there. Responses to forms of others are stored as
 * they come and never count.
 */
@Interceptor
public final class AnswerStorage {
    private static final String RESPONSE = "QuestionnaireResponse";

    private static final Set<RestOperationTypeEnum> WRITES = Set.of(
            RestOperationTypeEnum.CREATE,
            RestOperationTypeEnum.UPDATE,
            RestOperationTypeEnum.PATCH,
            RestOperationTypeEnum.DELETE,
            RestOperationTypeEnum.TRANSACTION,
            // Documents that are sent for a pended request are stored on its sender's behalf.
            RestOperationTypeEnum.EXTENDED_OPERATION_SERVER);

    private final FormBehind forms;
    private final AnswerCheck check;
    private final Subjects subjects;
    private final Members members;
    private final Flags flags;
    private final Clock clock;

    AnswerStorage(FormBehind forms, AnswerCheck check, Subjects subjects, Members members, Flags flags, Clock clock) {
        this.forms = forms;
        this.check = check;
        this.subjects = subjects;
        this.members = members;
        this.flags = flags;
        this.clock = clock;
    }

    /** Before the transaction of the request begins. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void arriving(@Nullable RequestDetails request) {
        if (request == null || request.getResource() == null) {
            return;
        }
        ReadBefore read = ReadBefore.of(request, members);
        if (request.getResource() instanceof Parameters parameters) {
            subjects.read(parameters, read);
            return;
        }
        Stream<IBaseResource> arrived = request.getResource() instanceof Bundle bundle
                ? bundle.getEntry().stream().map(Bundle.BundleEntryComponent::getResource)
                : Stream.of(request.getResource());
        arrived.flatMap(resource -> response(resource, request).stream())
                .forEach(response -> subjects.read(response, base(request), read));
    }

    /** Before a resource is created. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void creating(IBaseResource resource, @Nullable RequestDetails request) {
        before(resource, request);
    }

    /** Before a resource is changed. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updating(IBaseResource old, IBaseResource resource, @Nullable RequestDetails request) {
        before(resource, request);
    }

    /** When it is created, before that is final. References within a transaction are known now. */
    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource resource, @Nullable RequestDetails request) {
        after(resource, request);
    }

    /** When it is changed, before that is final. */
    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(IBaseResource old, IBaseResource resource, @Nullable RequestDetails request) {
        after(resource, request);
    }

    /** What was found in a response goes with it. */
    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    public void deleted(IBaseResource resource, @Nullable RequestDetails request) {
        response(resource, request).ifPresent(response -> flags.remove(reference(response)));
    }

    /** Tells what was found. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void answering(@Nullable RequestDetails request, @Nullable IBaseResource answer) {
        if (request != null && answer != null) {
            Notices.addTo(answer, request);
        }
    }

    private void before(IBaseResource resource, @Nullable RequestDetails request) {
        response(resource, request)
                .filter(AnswerStorage::stands)
                .ifPresent(response -> forms.of(response).ifPresent(found -> {
                    refuse(issues(found, response));
                    RequestDetails running = Objects.requireNonNull(request);
                    subjects.lead(response, found.form(), base(running), ReadBefore.of(running, members));
                }));
    }

    private List<Issue> issues(FormBehind.Found found, QuestionnaireResponse response) {
        LocalDate today = LocalDate.now(clock);
        List<Issue> issues = new ArrayList<>(found.issues());
        issues.addAll(check.check(found.questions(), response, today));
        authored(response, today).ifPresent(issues::add);
        return issues;
    }

    /** Newer answers win over older ones, and old ones do not count: both need to know when they were given. */
    private static Optional<Issue> authored(QuestionnaireResponse response, LocalDate today) {
        LocalDate authored = Days.first(response.getAuthoredElement());
        String expression = "QuestionnaireResponse.authored";
        if (authored == null) {
            return Status.finished(response)
                    ? Optional.of(new Issue(IssueType.REQUIRED, expression, "Say when the answers were given."))
                    : Optional.empty();
        }
        // Where the client is, it may be tomorrow already.
        return authored.isAfter(today.plusDays(1))
                ? Optional.of(
                        new Issue(IssueType.VALUE, expression, "The answers were given in the future. Correct it."))
                : Optional.empty();
    }

    private static void refuse(List<Issue> issues) {
        if (!issues.isEmpty()) {
            throw Refusal.of(issues);
        }
    }

    private void after(IBaseResource resource, @Nullable RequestDetails request) {
        response(resource, request).ifPresent(response -> {
            Optional<FormBehind.Found> found = stands(response) ? forms.of(response) : Optional.empty();
            RequestDetails running = Objects.requireNonNull(request);
            Notices notices = Notices.of(running);
            String reference = reference(response);
            notices.clear(reference);
            if (found.isPresent() && Status.finished(response)) {
                flags.renew(
                        response,
                        reference,
                        found.get().form(),
                        subjects.member(response, found.get().form(), ReadBefore.of(running, members)),
                        notices);
            } else {
                flags.remove(reference);
            }
            if (response.getSubject().hasExtension(Subjects.AS_SENT)) {
                notices.tell(
                        reference,
                        IssueSeverity.INFORMATION,
                        IssueType.INFORMATIONAL,
                        "QuestionnaireResponse.subject",
                        "The subject now refers to the member's Patient here. The extension " + Subjects.AS_SENT
                                + " keeps the reference as it was sent; nothing else was changed.");
            }
        });
    }

    /** False for a response that is taken back. */
    private static boolean stands(QuestionnaireResponse response) {
        return response.getStatus() != QuestionnaireResponseStatus.ENTEREDINERROR;
    }

    private static Optional<QuestionnaireResponse> response(IBaseResource resource, @Nullable RequestDetails request) {
        return resource instanceof QuestionnaireResponse response
                        && request instanceof ServletRequestDetails
                        && WRITES.contains(request.getRestOperationType())
                ? Optional.of(response)
                : Optional.empty();
    }

    private static String base(RequestDetails request) {
        return String.valueOf(request.getFhirServerBase());
    }

    private static String reference(QuestionnaireResponse response) {
        return RESPONSE + "/" + response.getIdElement().getIdPart();
    }
}
