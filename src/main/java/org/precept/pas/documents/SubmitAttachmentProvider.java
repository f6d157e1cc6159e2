package org.precept.pas.documents;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.Kind;
import org.precept.record.RequestContexts;

/** {@code POST $submit-attachment} (CDex 2.1): documents for a pended item, which is decided again on them. */
public class SubmitAttachmentProvider {

    private static final int UNPROCESSABLE = 422;

    private final FhirContext fhir;
    private final RequestContexts contexts;
    private final Members members;
    private final DocumentStore store;
    private final Redecisions redecisions;

    SubmitAttachmentProvider(
            FhirContext fhir, RequestContexts contexts, Members members, DocumentStore store, Redecisions redecisions) {
        this.fhir = fhir;
        this.contexts = contexts;
        this.members = members;
        this.store = store;
        this.redecisions = redecisions;
    }

    /**
     * Stores the documents and has their request decided again.
     *
     * @param input CDex's parameters
     * @return what was stored, and whether the decision has been looked at again
     * @throws RejectedRequest 400 when parameters are missing or wrong, 422 when nothing is known under the number for this
     *     member, or a document cannot be taken; nothing is stored then
     */
    @Operation(name = "$submit-attachment")
    public OperationOutcome submit(@ResourceParam @Nullable IBaseResource input, RequestDetails request) {
        SentDocuments sent = SentDocumentsReader.read(input);
        Set<String> traces = new LinkedHashSet<>();
        Member member = null;
        for (String number : sent.numbers()) {
            RequestContext context =
                    contexts.find(number).filter(found -> isOf(found, sent)).orElse(null);
            if (context != null) {
                traces.add(number);
                member = members.find(context.payer(), sent.memberNumber()).orElse(member);
            }
        }
        if (member == null) {
            throw unknown();
        }
        List<Resource> documents = MemberDocuments.of(sent.documents(), fhir, member, traces);
        if (sent.last()) {
            ArrivalStorage.last(request);
        }
        store.store(documents, request);
        return answer(documents, redecisions.now(ArrivalStorage.arrived(request)));
    }

    /** Trace numbers of this very member; what is another's is as unknown as what never was. */
    private static boolean isOf(RequestContext context, SentDocuments sent) {
        String system = sent.memberSystem();
        String payer = CodeSystems.payerOfMemberNumbers(system).orElse(context.payer());
        return context.kind() == Kind.TRACE
                && sent.memberNumber().equals(context.memberNumber())
                && context.payer().equals(payer)
                && (sent.payer() == null || context.payer().equals(sent.payer()));
    }

    private static RejectedRequest unknown() {
        return new RejectedRequest(
                UNPROCESSABLE,
                new Issue(
                        IssueType.NOTFOUND,
                        "Parameters.parameter('TrackingId')",
                        "Nothing is known under this number for this member. Send the trace number of the pended item"
                                + " (administrationReferenceNumber, or the identifier of CommunicationRequest and Task) and"
                                + " the member number, and check that this is the payer that was asked."));
    }

    private static OperationOutcome answer(List<Resource> documents, boolean decided) {
        OperationOutcome outcome = new OperationOutcome();
        for (Resource document : documents) {
            say(
                    outcome,
                    "Stored as " + document.fhirType() + "/"
                            + document.getIdElement().getIdPart() + ".");
        }
        say(
                outcome,
                decided
                        ? "The request was looked at again with these documents. Claim/$inquire has its answer as it is now."
                        : "The request will be looked at again shortly; this time it was not possible.");
        return outcome;
    }

    private static void say(OperationOutcome outcome, String text) {
        outcome.addIssue()
                .setSeverity(IssueSeverity.INFORMATION)
                .setCode(IssueType.INFORMATIONAL)
                .setDiagnostics(text);
    }
}
