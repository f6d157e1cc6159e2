package org.precept.dtr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.record.RequestContext;
import org.precept.record.RequestContexts;

/**
 * Whom and what a QuestionnaireResponse is about, as our drafts say it and clients hand it back: references to the client's
 * own resources carry the payer's identifiers beside them, so that nothing needs to be kept here between two calls.
 *
 * @param insured the member; null when the response names none, or several
 * @param contexts coverage-assertion-ids and trace numbers it names, as they stand there: see {@link #known}
 * @param several true when it names more than one member
 */
public record ResponseSubject(@Nullable MemberNumber insured, List<String> contexts, boolean several) {
    public ResponseSubject {
        contexts = List.copyOf(contexts);
    }

    /**
     * A member's number.
     *
     * @param payer identifier value of the payer
     * @param number as on the card
     */
    public record MemberNumber(String payer, String number) {
        /** How a response names the member beside the client's own reference. */
        Identifier identifier() {
            return new Identifier().setSystem(CodeSystems.memberNumbers(payer)).setValue(number);
        }
    }

    /** Reads the extensions qr-coverage and qr-context, and the subject. */
    public static ResponseSubject of(QuestionnaireResponse response) {
        List<Identifier> identifiers = Stream.concat(
                        response.getExtension().stream()
                                .filter(ResponseSubject::tellsWhatItIsAbout)
                                .map(Extension::getValue)
                                .filter(Reference.class::isInstance)
                                .map(Reference.class::cast),
                        Stream.of(response.getSubject()))
                .map(Reference::getIdentifier)
                .filter(Identifier::hasValue)
                .toList();
        List<MemberNumber> members = identifiers.stream()
                .flatMap(identifier -> member(identifier).stream())
                .distinct()
                .toList();
        return new ResponseSubject(
                members.size() == 1 ? members.get(0) : null,
                identifiers.stream()
                        .filter(ResponseSubject::isContext)
                        .map(Identifier::getValue)
                        .distinct()
                        .toList(),
                members.size() > 1);
    }

    /** The member, when the response names one and no other. */
    public Optional<MemberNumber> member() {
        return Optional.ofNullable(insured);
    }

    /** What was recorded under its contexts for this member: somebody else's context is as unknown as one that never was. */
    public List<RequestContext> known(RequestContexts recorded) {
        MemberNumber member = insured;
        if (member == null) {
            return List.of();
        }
        return contexts.stream()
                .flatMap(id -> recorded.find(id).stream())
                .filter(context -> isOf(context, member))
                .toList();
    }

    /** True when the context was recorded for the member, or for a member of the payer whose number nobody knew. */
    static boolean isOf(RequestContext context, MemberNumber member) {
        return context.payer().equals(member.payer())
                && (context.memberNumber() == null || Objects.equals(context.memberNumber(), member.number()));
    }

    private static boolean tellsWhatItIsAbout(Extension extension) {
        return Dtr.QR_COVERAGE.equals(extension.getUrl()) || Dtr.QR_CONTEXT.equals(extension.getUrl());
    }

    private static boolean isContext(Identifier identifier) {
        return CodeSystems.ASSERTION.equals(identifier.getSystem()) || CodeSystems.TRACE.equals(identifier.getSystem());
    }

    private static Optional<MemberNumber> member(Identifier identifier) {
        return CodeSystems.payerOfMemberNumbers(identifier.getSystem())
                .map(payer -> new MemberNumber(payer, identifier.getValue().strip()));
    }
}
