package org.precept.pas.documents;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentReferenceContentComponent;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.documents.SentDocuments.SentDocument;
import org.precept.record.AboutMember;
import org.precept.record.Member;
import org.precept.record.PackedEvidence;

/**
 * Makes of the documents that were sent what is stored: a form as it is, anything else as a DocumentReference; about the
 * member's Patient here, naming the trace numbers, with no reference of the sender's that would mean something else here.
 * The same document sent again has the same id.
 */
final class MemberDocuments {

    private static final int UNPROCESSABLE = 422;
    /** Keeps a reference as it was sent. */
    private static final String AS_SENT = "https://precept.example/fhir/StructureDefinition/reference-as-sent";

    private static final Pattern ABSOLUTE = Pattern.compile("https?://.+/[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}");
    private static final Set<QuestionnaireResponseStatus> FINISHED =
            EnumSet.of(QuestionnaireResponseStatus.COMPLETED, QuestionnaireResponseStatus.AMENDED);

    private final FhirContext fhir;
    private final PackedEvidence packed;
    private final Member member;
    private final AboutMember about;
    private final Set<String> traces;
    private final List<Issue> issues = new ArrayList<>();

    private MemberDocuments(FhirContext fhir, Member member, Set<String> traces) {
        this.fhir = fhir;
        this.packed = new PackedEvidence(fhir);
        this.member = member;
        this.about = new AboutMember(member);
        this.traces = new TreeSet<>(traces);
    }

    /** @throws RejectedRequest (422) when a document cannot be taken; all reasons at once */
    static List<Resource> of(List<SentDocument> sent, FhirContext fhir, Member member, Set<String> traces) {
        MemberDocuments documents = new MemberDocuments(fhir, member, traces);
        List<Resource> stored = sent.stream().map(documents::document).toList();
        if (!documents.issues.isEmpty()) {
            throw new RejectedRequest(UNPROCESSABLE, documents.issues);
        }
        return stored;
    }

    private Resource document(SentDocument sent) {
        Resource content = sent.content();
        if (!about.holds(content)) {
            refuse(sent.path(), "The document names another patient than the one whose number MemberId gives.");
        }
        Resource document = content instanceof QuestionnaireResponse response
                ? form(response.copy(), sent)
                : reference(content instanceof DocumentReference given ? given.copy() : wrapped(content), sent);
        document.setMeta(null);
        document.setId(document.fhirType() + "/" + id(content, sent.code()));
        return document;
    }

    private Resource form(QuestionnaireResponse response, SentDocument sent) {
        if (!FINISHED.contains(response.getStatus())) {
            refuse(sent.path() + ".status", "The form is not finished. Send it as completed or amended.");
        }
        detach(response);
        lead(response.getSubject());
        traces.forEach(trace -> Traces.name(response, trace));
        return response;
    }

    private Resource reference(DocumentReference document, SentDocument sent) {
        if (document.getStatus() == null) {
            document.setStatus(DocumentReferenceStatus.CURRENT);
        }
        if (document.getContent().isEmpty()) {
            refuse(sent.path() + ".content", "The DocumentReference has no content. Send the document inline.");
        }
        for (int i = 0; i < document.getContent().size(); i++) {
            check(document.getContent().get(i), sent.path() + ".content[" + i + "].attachment");
        }
        type(document.getType(), sent.code());
        detach(document);
        lead(document.getSubject());
        traces.forEach(trace -> Traces.name(document, trace));
        return document;
    }

    private void check(DocumentReferenceContentComponent content, String path) {
        Attachment attachment = content.getAttachment();
        if (!attachment.hasData()) {
            refuse(path + ".data", "Send the document inline (attachment.data): addresses are not fetched.");
        } else if (PackedEvidence.isFhir(attachment.getContentType())) {
            packed.resource(attachment)
                    .ifPresentOrElse(
                            resource -> {
                                if (!about.holds(resource)) {
                                    refuse(path + ".data", "The document is about another patient.");
                                }
                            },
                            () -> refuse(
                                    path + ".data", "The document says it is FHIR and cannot be read as FHIR R4."));
        }
    }

    private DocumentReference wrapped(Resource content) {
        Attachment attachment = new Attachment();
        if (content instanceof Binary binary) {
            attachment.setContentType(binary.getContentType()).setData(binary.getData());
        } else {
            attachment
                    .setContentType(PackedEvidence.FHIR_JSON)
                    .setTitle(content.fhirType())
                    .setData(json(content).getBytes(StandardCharsets.UTF_8));
        }
        DocumentReference document = new DocumentReference();
        document.addContent().setAttachment(attachment);
        return document;
    }

    private static void type(CodeableConcept type, @Nullable CodeableConcept code) {
        if (code == null) {
            return;
        }
        for (Coding coding : code.getCoding()) {
            if (type.getCoding().stream().noneMatch(coding::equalsDeep)) {
                type.addCoding(coding);
            }
        }
        if (!type.hasText() && code.hasText()) {
            type.setText(code.getText());
        }
    }

    /** The sender's own references mean nothing here, or something else. */
    private void detach(Resource document) {
        FhirTerser terser = fhir.newTerser();
        for (Reference reference : terser.getAllPopulatedChildElementsOfType(document, Reference.class)) {
            String literal = reference.getReference();
            if (literal != null
                    && !literal.startsWith("#")
                    && !ABSOLUTE.matcher(literal).matches()) {
                keep(reference, literal);
                reference.setReference(null);
            }
        }
    }

    private void lead(Reference subject) {
        if (subject.hasReference()) {
            keep(subject, subject.getReference());
        }
        subject.setReference("Patient/" + member.patient().getIdElement().getIdPart());
    }

    private static void keep(Reference reference, String literal) {
        if (!reference.hasExtension(AS_SENT)) {
            reference.addExtension(new Extension(AS_SENT, new StringType(literal)));
        }
    }

    /** The same content sent as something else is another document: one file can be both notes and records. */
    private String id(Resource content, @Nullable CodeableConcept code) {
        String named = member.payer() + "|" + member.number() + "|" + traces + "|" + json(content);
        if (code != null && !(content instanceof QuestionnaireResponse)) {
            for (Coding coding : code.getCoding()) {
                named += "|" + coding.getSystem() + "|" + coding.getCode();
            }
        }
        return UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private String json(Resource resource) {
        return fhir.newJsonParser().encodeResourceToString(resource);
    }

    private void refuse(String path, String text) {
        issues.add(new Issue(IssueType.BUSINESSRULE, path, text));
    }
}
