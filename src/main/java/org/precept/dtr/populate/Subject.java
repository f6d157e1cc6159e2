package org.precept.dtr.populate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.Form;
import org.precept.record.Member;
import org.precept.record.MemberNumbers;
import org.precept.record.MemberNumbers.MemberNumber;
import org.precept.record.Members;

/** Finds the member that a request to fill a form is about. */
final class Subject {
    private static final int UNPROCESSABLE = 422;

    private final Members members;
    private final MemberNumbers numbers;

    Subject(Members members, MemberNumbers numbers) {
        this.members = members;
        this.numbers = numbers;
    }

    /**
     * The member, by number: on the subject's identifier, on the Patient sent along, or on the Patient of this server that
     * the subject refers to.
     *
     * @throws RejectedRequest 422 when it is not clear who that is
     */
    Member member(PopulateRequest request, Form form) {
        List<MemberNumber> named = Stream.concat(
                        identifiers(request).flatMap(identifier -> number(identifier).stream()),
                        request.patient().isPresent() ? Stream.empty() : stored(request))
                .filter(number -> form.policy().payers().contains(number.payer()))
                .distinct()
                .toList();
        Set<String> patients = new TreeSet<>();
        List<Member> found = named.stream()
                .flatMap(number -> members.find(number.payer(), number.number()).stream())
                .filter(member -> patients.add(member.patient().getId()))
                .toList();
        if (found.size() != 1) {
            throw new RejectedRequest(
                    UNPROCESSABLE,
                    new Issue(
                            IssueType.NOTFOUND,
                            "Parameters.parameter.where(name = 'subject')",
                            "It is not clear which member of the form's payer this is about. Give the subject an identifier"
                                    + " of system https://precept.example/member/<payer> with the member number, or leave"
                                    + " out local."));
        }
        return found.get(0);
    }

    private static Stream<Identifier> identifiers(PopulateRequest request) {
        Reference subject = request.subject();
        return Stream.concat(
                Optional.ofNullable(subject).map(Reference::getIdentifier).stream(),
                request.patient().map(Patient::getIdentifier).stream().flatMap(List::stream));
    }

    private static Optional<MemberNumber> number(Identifier identifier) {
        return identifier.hasValue()
                ? CodeSystems.payerOfMemberNumbers(identifier.getSystem())
                        .map(payer ->
                                new MemberNumber(payer, identifier.getValue().strip()))
                : Optional.empty();
    }

    private Stream<MemberNumber> stored(PopulateRequest request) {
        Reference subject = request.subject();
        return subject != null
                        && !subject.hasIdentifier()
                        && "Patient".equals(subject.getReferenceElement().getResourceType())
                        && !subject.getReferenceElement().isAbsolute()
                ? numbers.of(subject.getReferenceElement().getIdPart()).stream()
                : Stream.empty();
    }
}
