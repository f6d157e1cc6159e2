package org.precept.dtr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.Payer;
import org.precept.policy.PayerCatalog;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.RequestContext;

/** Finds payer and member of a coverage (DTR 2.2 spec-130: what cannot be found is a 4xx). */
final class InsuredFinder {
    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;
    private static final String MEMBER_NUMBER = "MB";

    private final PayerCatalog payers;
    private final Members members;

    InsuredFinder(PayerCatalog payers, Members members) {
        this.payers = payers;
        this.members = members;
    }

    /**
     * @param context what was recorded under the request's context, null when it gives none; tells the payer when the
     *     coverage points to an Organization outside the message
     * @throws RejectedRequest 400 when the coverage names no member number or a payer not served here, 422 when no such
     *     member is known
     */
    Insured find(PackageRequest request, @Nullable RequestContext context) {
        Coverage coverage = request.coverage().value();
        String element = request.coverage().element();
        String number = memberNumber(coverage)
                .orElseThrow(() -> rejected(
                        BAD_REQUEST,
                        IssueType.REQUIRED,
                        element + ".subscriberId",
                        "The coverage has no member number. Send it as subscriberId."));
        Payer payer = payer(request)
                .or(() -> Optional.ofNullable(context).flatMap(known -> payers.find(known.payer())))
                .or(() -> onlyPayerWith(number))
                .orElseThrow(() -> rejected(
                        BAD_REQUEST,
                        IssueType.REQUIRED,
                        element + ".payor",
                        "The coverage does not tell its payer. Send the payer's identifier in payor.identifier, or the"
                                + " Organization as a contained resource."));
        Member member = members.find(payer.value(), number)
                .orElseThrow(() -> rejected(
                        UNPROCESSABLE,
                        IssueType.NOTFOUND,
                        element + ".subscriberId",
                        "The payer knows no member with this number. Check the number and the payer."));
        return new Insured(payer, member, matches(request, member));
    }

    private static Optional<String> memberNumber(Coverage coverage) {
        if (coverage.hasSubscriberId()) {
            return Optional.of(coverage.getSubscriberId().strip());
        }
        return coverage.getIdentifier().stream()
                .filter(InsuredFinder::isMemberNumber)
                .map(Identifier::getValue)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static boolean isMemberNumber(Identifier identifier) {
        return identifier.getType().getCoding().stream().map(Coding::getCode).anyMatch(MEMBER_NUMBER::equals);
    }

    /** The payer that the coverage names; empty when it points outside the message. */
    private Optional<Payer> payer(PackageRequest request) {
        Coverage coverage = request.coverage().value();
        boolean named = false;
        for (Reference payor : coverage.getPayor()) {
            List<Identifier> identifiers = identifiers(payor, request);
            Optional<Payer> payer =
                    identifiers.stream().flatMap(id -> payers.of(id).stream()).findFirst();
            if (payer.isPresent()) {
                return payer;
            }
            named = named || !identifiers.isEmpty();
        }
        if (named) {
            throw rejected(
                    BAD_REQUEST,
                    IssueType.BUSINESSRULE,
                    request.coverage().element() + ".payor",
                    "This server does not answer for the coverage's payer. Ask the payer's own server.");
        }
        return Optional.empty();
    }

    private List<Identifier> identifiers(Reference payor, PackageRequest request) {
        if (payor.hasIdentifier()) {
            return List.of(payor.getIdentifier());
        }
        String tail = tail(payor.getReference());
        return request.along()
                .filter(Organization.class::isInstance)
                .map(Organization.class::cast)
                .filter(organization -> tail(organization.getId()).equals(tail))
                .findFirst()
                .or(() -> payers.all().stream()
                        .map(Payer::organization)
                        .filter(ours -> tail(ours.getId()).equals(tail))
                        .findFirst())
                .map(Organization::getIdentifier)
                .orElse(List.of());
    }

    private Optional<Payer> onlyPayerWith(String number) {
        List<Payer> found = payers.all().stream()
                .filter(payer -> members.find(payer.value(), number).isPresent())
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static boolean matches(PackageRequest request, Member member) {
        Patient stored = member.patient();
        return request.patients().stream()
                .filter(patient -> isBeneficiary(patient, request.coverage().value()))
                .allMatch(patient -> !patient.hasBirthDate()
                        || !stored.hasBirthDate()
                        || patient.getBirthDateElement()
                                .getValueAsString()
                                .equals(stored.getBirthDateElement().getValueAsString()));
    }

    private static boolean isBeneficiary(Resource patient, Coverage coverage) {
        return tail(patient.getId()).equals(tail(coverage.getBeneficiary().getReference()));
    }

    /** The id that a reference or id ends with; empty when there is none. */
    static String tail(@Nullable String reference) {
        if (reference == null) {
            return "";
        }
        String bare = reference.replaceFirst("/_history/.*$", "").replace("#", "");
        return bare.substring(Math.max(bare.lastIndexOf('/'), bare.lastIndexOf(':')) + 1);
    }

    private static RejectedRequest rejected(int status, IssueType type, String element, String diagnostics) {
        return new RejectedRequest(status, new Issue(type, element, diagnostics));
    }
}
