package org.precept.dtr;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;
import org.precept.determination.AnswerScreen;
import org.precept.determination.RefusedAnswer;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.QuestionnaireCatalog;

/**
 * Refuses answers that a form of ours does not offer when a client stores them by themselves (policies.md, "Questions that
 * came up"). What the server stores of a Claim is not refused: such answers are not counted there.
 */
@Interceptor
public class StoredAnswerCheck {
    private static final int UNPROCESSABLE = 422;

    private static final Set<RestOperationTypeEnum> WRITES = Set.of(
            RestOperationTypeEnum.CREATE,
            RestOperationTypeEnum.UPDATE,
            RestOperationTypeEnum.PATCH,
            RestOperationTypeEnum.TRANSACTION);

    private final QuestionnaireCatalog forms;
    private final AnswerScreen screen;

    StoredAnswerCheck(QuestionnaireCatalog forms) {
        this.forms = forms;
        this.screen = new AnswerScreen(forms);
    }

    /** Before a resource is created. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource resource, @Nullable RequestDetails request) {
        check(resource, request);
    }

    /** Before a resource is changed. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        check(after, request);
    }

    private void check(IBaseResource resource, @Nullable RequestDetails request) {
        if (resource instanceof QuestionnaireResponse response
                && request instanceof ServletRequestDetails
                && WRITES.contains(request.getRestOperationType())) {
            check(response);
        }
    }

    /**
     * @throws RejectedRequest 422 naming every linkId whose answer the form does not offer; none for forms of others
     */
    void check(QuestionnaireResponse response) {
        forms.answeredBy(response).ifPresent(form -> {
            List<Issue> issues = screen.refused(response, form).stream()
                    .map(StoredAnswerCheck::issue)
                    .toList();
            if (!issues.isEmpty()) {
                throw new RejectedRequest(UNPROCESSABLE, issues);
            }
        });
    }

    private static Issue issue(RefusedAnswer answer) {
        String what = switch (answer.reason()) {
            case NO_SUCH_QUESTION -> "The form has no question with this linkId.";
            case NOT_OFFERED -> "The answer is not of the question's type or not one of those the form offers.";
            case SEVERAL -> "The question takes one answer.";
        };
        return new Issue(IssueType.BUSINESSRULE, answer.expression(), "linkId " + answer.linkId() + ": " + what);
    }
}
