package org.precept.dtr.answers;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.precept.dtr.ResponseSubject;
import org.precept.dtr.ResponseSubject.MemberNumber;
import org.precept.policy.Form;
import org.precept.record.Member;
import org.precept.record.MemberNumbers;
import org.precept.record.Members;
import org.precept.record.RequestContext;
import org.precept.record.RequestContexts;

/**
 * Finds the member that a response is about. A client knows its own Patient, not ours: the identifiers that our drafts
 * carry tell the member, and the subject is led to our Patient, with the reference as it was sent kept beside it.
 */
final class Subjects {
    /** Keeps, on the subject, the reference as it was sent. Put back in its place, the response is as it was signed. */
    static final String AS_SENT = "https://precept.example/fhir/StructureDefinition/reference-as-sent";

    private static final String SUBJECT = "QuestionnaireResponse.subject";
    private static final String WHO = "Keep the identifier that the extension qr-coverage of our draft carries (system"
            + " https://precept.example/member/<payer>, value the member number).";

    private final MemberNumbers numbers;
    private final RequestContexts contexts;

    Subjects(MemberNumbers numbers, RequestContexts contexts) {
        this.numbers = numbers;
        this.contexts = contexts;
    }

    /**
     * Reads every member that a response may turn out to be about.
     *
     * @param base address of this server's FHIR API
     */
    void read(QuestionnaireResponse response, String base, ReadBefore members) {
        ResponseSubject subject = ResponseSubject.of(response);
        subject.member().ifPresent(number -> members.read(number.payer(), number.number()));
        subject.contexts().stream()
                .flatMap(id -> contexts.find(id).stream())
                .filter(context -> context.memberNumber() != null)
                .forEach(context -> members.read(context.payer(), String.valueOf(context.memberNumber())));
        localPatient(response.getSubject(), base).stream()
                .flatMap(patient -> numbers.of(patient).stream())
                .forEach(number -> members.read(number.payer(), number.number()));
    }

    /** Reads the members of the pended items that the parameters of an operation name; the answers among them are theirs. */
    void read(Parameters parameters, ReadBefore members) {
        parameters.getParameter().stream()
                .map(Parameters.ParametersParameterComponent::getValue)
                .filter(Identifier.class::isInstance)
                .flatMap(value -> contexts.find(String.valueOf(((Identifier) value).getValue())).stream())
                .filter(context -> context.memberNumber() != null)
                .forEach(context -> members.read(context.payer(), String.valueOf(context.memberNumber())));
    }

    /**
     * Leads the subject to our Patient, when the response's identifiers name a member or it has this server's address.
     *
     * @param response its subject is changed
     * @param base address of this server's FHIR API
     * @param members of the running request
     * @throws RuntimeException 422 when the identifiers name nobody we know, or more than one
     */
    void lead(QuestionnaireResponse response, Form form, String base, Members members) {
        Reference subject = response.getSubject();
        String here = localPatient(subject, base).orElse(null);
        Member member = named(response, form, members).orElse(null);
        String own = member == null ? here : member.patient().getIdElement().getIdPart();
        if (own == null || ("Patient/" + own).equals(subject.getReference())) {
            return;
        }
        if (member != null) {
            refuseOthers(response, member, own, here);
        }
        lead(subject, own);
    }

    private void refuseOthers(QuestionnaireResponse response, Member member, String own, @Nullable String here) {
        refuseOtherContained(response, member);
        if (here != null && !here.equals(own) && numbers.known(here)) {
            throw Refusal.of(
                    IssueType.BUSINESSRULE,
                    SUBJECT,
                    "The subject is a Patient of this server and not the member whose number the response carries. If it is"
                            + " a Patient of your server, write its reference with your server's address.");
        }
    }

    private static void lead(Reference subject, String patient) {
        if (subject.hasReference()) {
            subject.removeExtension(AS_SENT);
            subject.addExtension(new Extension(AS_SENT, new StringType(subject.getReference())));
        }
        subject.setReference("Patient/" + patient);
    }

    /**
     * The member that a stored response is about.
     *
     * @param members of the running request
     * @throws RuntimeException 422 when its subject is not clearly a member of a payer that uses the form
     */
    Member member(QuestionnaireResponse stored, Form form, Members members) {
        String patient = localPatient(stored.getSubject(), "").orElse(null);
        return (patient == null ? List.<MemberNumbers.MemberNumber>of() : numbers.of(patient))
                .stream()
                        .filter(number -> form.policy().payers().contains(number.payer()))
                        .flatMap(number -> members.find(number.payer(), number.number()).stream())
                        .filter(member ->
                                member.patient().getIdElement().getIdPart().equals(patient))
                        .findFirst()
                        .orElseThrow(() -> Refusal.of(
                                IssueType.BUSINESSRULE,
                                SUBJECT,
                                "It is not clear which member these answers are about. " + WHO));
    }

    private Optional<Member> named(QuestionnaireResponse response, Form form, Members members) {
        ResponseSubject subject = ResponseSubject.of(response);
        if (subject.several()) {
            throw Refusal.of(
                    IssueType.BUSINESSRULE,
                    "QuestionnaireResponse",
                    "The identifiers of subject, qr-coverage and qr-context name more than one member. " + WHO);
        }
        List<RequestContext> recorded = subject.contexts().stream()
                .flatMap(id -> contexts.find(id).stream())
                .toList();
        MemberNumber number = subject.member().orElseGet(() -> insured(recorded));
        boolean known = recorded.size() == subject.contexts().size()
                && recorded.stream().allMatch(context -> number == null || isOf(context, number));
        if (!known && Status.finished(response)) {
            throw Refusal.of(
                    IssueType.NOTFOUND,
                    "QuestionnaireResponse.extension",
                    "Nothing is known for this member under a context (extension qr-context) that the response names. Send"
                            + " the coverage-assertion-id of our coverage information or the trace number of our pended"
                            + " answer, or leave the context out.");
        }
        return number == null ? Optional.empty() : Optional.of(find(number, form, members));
    }

    private static Member find(MemberNumber number, Form form, Members members) {
        if (!form.policy().payers().contains(number.payer())) {
            throw Refusal.of(
                    IssueType.BUSINESSRULE,
                    "QuestionnaireResponse.questionnaire",
                    "The form is not one of the member's payer. Ask Questionnaire/$questionnaire-package for the right one.");
        }
        return members.find(number.payer(), number.number())
                .orElseThrow(() -> Refusal.of(
                        IssueType.NOTFOUND,
                        "QuestionnaireResponse.extension",
                        "No member with the number that the response carries is known here. " + WHO));
    }

    /** The one member that contexts were recorded for; null when they name none, or several. */
    private static @Nullable MemberNumber insured(List<RequestContext> recorded) {
        Set<MemberNumber> found = recorded.stream()
                .filter(context -> context.memberNumber() != null)
                .map(context -> new MemberNumber(context.payer(), String.valueOf(context.memberNumber())))
                .collect(Collectors.toSet());
        return found.size() == 1 ? found.iterator().next() : null;
    }

    private static boolean isOf(RequestContext context, MemberNumber member) {
        return context.payer().equals(member.payer())
                && (context.memberNumber() == null || member.number().equals(context.memberNumber()));
    }

    /** The logical id of the Patient of this server that a reference may mean; empty for one of another server. */
    private static Optional<String> localPatient(Reference subject, String base) {
        String reference = subject.getReference();
        if (reference == null || reference.startsWith("#") || reference.startsWith("urn:")) {
            return Optional.empty();
        }
        boolean ours = !base.isEmpty() && reference.startsWith(base + "/");
        IdType id = new IdType(ours ? reference.substring(base.length() + 1) : reference);
        return "Patient".equals(id.getResourceType()) && !id.isAbsolute()
                ? Optional.ofNullable(id.getIdPart())
                : Optional.empty();
    }

    private static void refuseOtherContained(QuestionnaireResponse response, Member member) {
        String reference = String.valueOf(response.getSubject().getReference());
        boolean other = response.getContained().stream()
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .filter(patient -> reference.equals(
                        "#" + String.valueOf(patient.getIdElement().getIdPart()).replace("#", "")))
                .anyMatch(patient -> patient.hasBirthDate()
                        && member.patient().hasBirthDate()
                        && !Objects.equals(
                                patient.getBirthDateElement().getValueAsString(),
                                member.patient().getBirthDateElement().getValueAsString()));
        if (other) {
            throw Refusal.of(
                    IssueType.BUSINESSRULE,
                    SUBJECT,
                    "The contained Patient was born on another day than the member with this number. Check the number.");
        }
    }
}
