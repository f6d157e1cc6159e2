package org.precept.pas;

import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestPayloadComponent;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.hl7.fhir.r4.model.UrlType;
import org.precept.fhir.CodeSystems;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.policy.Payer;
import org.precept.record.RequestFile.RequestClock;

/**
 * Asks for the documents of one pended item: PASCommunicationRequest with the LOINC code that starts DTR and the trace
 * number as its context, and the PASTask beside it (requirements ainfo-1 to ainfo-7).
 */
final class DocumentRequest {

    private static final String PRIOR_AUTHORIZATION = "priorAuthorization";

    private final PasRequest request;
    private final Payer payer;
    private final String base;
    private final RequestClock clock;
    private final Instant now;

    DocumentRequest(Answering answering) {
        this.request = answering.request();
        this.payer = answering.received().payer();
        this.base = answering.received().base();
        this.clock = answering.clock();
        this.now = answering.now();
    }

    /** What a reviewer asks for is due with the decision. */
    private Instant due(ItemOutcome outcome) {
        return outcome instanceof Determined determined
                ? Due.documents(clock, determined.determination().policy().terms(), now)
                : clock.dueAt();
    }

    /** @param document LOINC code of what is asked for */
    CommunicationRequest communication(ItemOutcome outcome, String document, String id) {
        CommunicationRequest communication = new CommunicationRequest();
        communication.setId(id);
        communication.getMeta().addProfile(Pas.PROFILE_COMMUNICATION_REQUEST);
        communication.addExtension(
                Pas.SERVICE_LINE_NUMBER, new PositiveIntType(outcome.item().sequence()));
        communication.addIdentifier(trace(outcome.requiredNumber()));
        communication.setStatus(CommunicationRequestStatus.ACTIVE);
        communication.setSubject(new Reference(request.patient().name()));
        communication.addCategory(Codes.concept(Pas.X12_REPORT_TYPE, reportType(document), null));
        communication.addMedium(temporary("CDEX"));
        payload(communication.addPayload(), outcome, document);
        communication.setAuthoredOnElement(ResponseHead.utc(now));
        communication.setRequester(ResponseHead.named(request, request.claim().getInsurer()));
        communication.addRecipient(ResponseHead.named(request, request.claim().getProvider()));
        Reference sender = ResponseHead.named(request, request.claim().getProvider());
        if (request.resolve(sender, Organization.class).isPresent()) {
            communication.setSender(sender);
        }
        communication.addNote().setText(Explanation.missing(outcome, document));
        return communication;
    }

    /** What is asked for, and the diagnoses for which it is needed. */
    private void payload(CommunicationRequestPayloadComponent payload, ItemOutcome outcome, String document) {
        payload.setContent(new StringType(document));
        outcome.item()
                .diagnoses(request)
                .forEach(diagnosis -> payload.addExtension(Pas.COMMUNICATED_DIAGNOSIS, diagnosis));
        if (!Pas.COMPLETE_QUESTIONNAIRE.equals(document)) {
            payload.addExtension(Pas.CONTENT_MODIFIER, untilService());
        }
    }

    /** X12 755: support data for verification, or the prescription. */
    private static String reportType(String document) {
        return Pas.PRESCRIPTION_LIST.equals(document) ? "B2" : "77";
    }

    private static CodeableConcept untilService() {
        return Codes.concept(CodeSystems.LOINC, Pas.UNTIL_SERVICE, null);
    }

    /** The Task; empty when the provider has no identifier to address it to. */
    Optional<Task> task(ItemOutcome outcome, String document, String id) {
        return Providers.identifier(request).map(provider -> task(outcome, document, id, provider));
    }

    private Task task(ItemOutcome outcome, String document, String id, Identifier provider) {
        Task task = new Task();
        task.setId(id);
        task.getMeta().addProfile(Pas.PROFILE_TASK);
        task.addIdentifier(trace(outcome.requiredNumber()));
        task.setStatus(TaskStatus.REQUESTED);
        task.setStatusReason(new CodeableConcept().setText("Waiting for the provider"));
        task.setIntent(TaskIntent.ORDER);
        boolean questionnaire = Pas.COMPLETE_QUESTIONNAIRE.equals(document);
        task.setCode(temporary(questionnaire ? "attachment-request-questionnaire" : "attachment-request-code"));
        task.setDescription(Explanation.missing(outcome, document));
        task.setFor(new Reference(request.patient().name()));
        task.setAuthoredOnElement(ResponseHead.utc(now));
        task.setRequester(new Reference()
                .setIdentifier(new Identifier().setSystem(CodeSystems.PAYER).setValue(payer.value()))
                .setDisplay(payer.name()));
        task.setOwner(new Reference().setIdentifier(bare(provider)));
        task.setReasonCode(temporary(PRIOR_AUTHORIZATION));
        task.setReasonReference(claim(request));
        task.getRestriction().setPeriod(Due.period(due(outcome)));
        task.addInput(new ParameterComponent(temporary("payer-url"), new UrlType(base)));
        ParameterComponent needed = questionnaire
                ? new ParameterComponent(temporary("questionnaire-context"), new StringType(outcome.requiredNumber()))
                : new ParameterComponent(
                        temporary("attachments-needed"), Codes.concept(CodeSystems.LOINC, document, null));
        needed.addExtension(
                Pas.SERVICE_LINE_NUMBER, new PositiveIntType(outcome.item().sequence()));
        if (!questionnaire) {
            needed.addExtension(Pas.CONTENT_MODIFIER, untilService());
        }
        task.addInput(needed);
        return task;
    }

    /** A Claim by its identifier: the Claim itself is not sent back. */
    static Reference claim(PasRequest request) {
        return new Reference().setType("Claim").setIdentifier(bare(request.identifier()));
    }

    static Identifier trace(String number) {
        return new Identifier().setSystem(CodeSystems.TRACE).setValue(number);
    }

    private static Identifier bare(Identifier identifier) {
        return new Identifier().setSystem(identifier.getSystem()).setValue(identifier.getValue());
    }

    private static CodeableConcept temporary(String code) {
        return Codes.concept(Pas.TEMP_CODES, code, null);
    }
}
