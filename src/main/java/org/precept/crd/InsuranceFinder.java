package org.precept.crd;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.Payer;
import org.precept.policy.PayerCatalog;

/** Finds the one Coverage of a call and the payer and member it names (CRD 2.2, hook-13). */
final class InsuranceFinder {
    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";

    private final PayerCatalog payers;
    private final @Nullable Payer presumed;

    /**
     * @param payers those served here
     * @param presumed whom a payor that names nobody means, in editions that allow for it; null: nobody
     */
    InsuranceFinder(PayerCatalog payers, @Nullable Payer presumed) {
        this.payers = payers;
        this.presumed = presumed;
    }

    /**
     * The insurance of the call.
     *
     * @return empty when it cannot be told because the client's server could not be read
     * @throws RejectedRequest 412 when no Coverage came and none can be asked for; 400 when there is none, are several, or
     *     its payer is not served here
     */
    Optional<Insurance> find(Gathering call, HookRequest request) {
        List<Coverage> coverages = call.coverages();
        if (coverages.isEmpty()) {
            if (call.couldNotRead("Coverage")) {
                return Optional.empty();
            }
            throw noCoverage(call, request);
        }
        List<Coverage> active = coverages.stream()
                .filter(coverage -> coverage.getStatus() == CoverageStatus.ACTIVE)
                .toList();
        List<Coverage> accessible = active.isEmpty() ? coverages : active;
        if (accessible.size() > 1) {
            throw Refusals.badRequest(
                    IssueType.MULTIPLEMATCHES,
                    "prefetch.coverage",
                    "Several Coverages of the patient are accessible. Send the one that is primary for these orders.");
        }
        Coverage coverage = accessible.get(0);
        Optional<Payer> payer = payer(coverage, call).or(() -> presumed(coverage, call, request.edition()));
        if (payer.isEmpty() && call.couldNotRead("Organization")) {
            return Optional.empty();
        }
        return Optional.of(new Insurance(
                coverage,
                "Coverage/" + coverage.getIdElement().getIdPart(),
                payer.orElseThrow(InsuranceFinder::otherPayer),
                memberNumbers(coverage, payer.get(), call)));
    }

    private static RejectedRequest noCoverage(Gathering call, HookRequest request) {
        if (!call.canQuery() && !request.prefetch().containsKey("coverage")) {
            return Refusals.preconditionFailed(
                    "prefetch.coverage",
                    "The prefetch has no Coverage, and the FHIR server of the call cannot be queried: send the prefetch of"
                            + " GET /cds-services, or fhirServer and fhirAuthorization of a server that is allowed here.");
        }
        return Refusals.badRequest(
                IssueType.NOTFOUND,
                "prefetch.coverage",
                "No Coverage of the patient is accessible. Send the one that is primary for these orders.");
    }

    private static RejectedRequest otherPayer() {
        return Refusals.badRequest(
                IssueType.NOTSUPPORTED,
                "Coverage.payor",
                "The payer of the Coverage has no identifier of a payer served here (system"
                        + " https://precept.example/payer). Send the payer's Organization with it, or call that payer.");
    }

    private Optional<Payer> payer(Coverage coverage, Gathering call) {
        for (Reference reference : coverage.getPayor()) {
            Optional<Payer> named = payers.of(reference.getIdentifier())
                    .or(() -> organization(coverage, reference, call).flatMap(payers::of));
            if (named.isPresent()) {
                return named;
            }
        }
        return Optional.empty();
    }

    private Optional<Payer> presumed(Coverage coverage, Gathering call, Edition edition) {
        boolean named = coverage.getPayor().stream()
                .anyMatch(payor -> payor.getIdentifier().hasValue()
                        || organization(coverage, payor, call)
                                .filter(Organization::hasIdentifier)
                                .isPresent());
        return named || !edition.presumesPayer() ? Optional.empty() : Optional.ofNullable(presumed);
    }

    private static Optional<Organization> organization(Coverage coverage, Reference reference, Gathering call) {
        String target = reference.getReference();
        if (target == null) {
            return Optional.empty();
        }
        Optional<? extends Resource> found = target.startsWith("#")
                ? coverage.getContained().stream()
                        .filter(contained ->
                                target.equals("#" + contained.getIdPart().replace("#", "")))
                        .findFirst()
                : call.resources().find(target);
        return found.filter(Organization.class::isInstance).map(Organization.class::cast);
    }

    /** Coverage.subscriberId, then member numbers among the identifiers of Coverage and Patient. */
    private static List<String> memberNumbers(Coverage coverage, Payer payer, Gathering call) {
        Set<String> numbers = new LinkedHashSet<>();
        if (coverage.hasSubscriberId()) {
            numbers.add(coverage.getSubscriberId().strip());
        }
        String system = CodeSystems.memberNumbers(payer.value());
        List<Identifier> identifiers = new ArrayList<>(coverage.getIdentifier());
        call.patient()
                .ifPresent(patient -> patient.getIdentifier().stream()
                        .filter(identifier -> system.equals(identifier.getSystem()))
                        .forEach(identifiers::add));
        identifiers.stream()
                .filter(Identifier::hasValue)
                .filter(identifier -> isMemberNumber(identifier.getType()) || system.equals(identifier.getSystem()))
                .forEach(identifier -> numbers.add(identifier.getValue().strip()));
        return List.copyOf(numbers);
    }

    private static boolean isMemberNumber(CodeableConcept type) {
        return type.getCoding().stream()
                .anyMatch(coding -> TYPES.equals(coding.getSystem()) && "MB".equals(coding.getCode()));
    }
}
