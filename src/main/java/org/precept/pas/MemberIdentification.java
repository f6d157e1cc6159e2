package org.precept.pas;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.pas.BusinessError.Reason;
import org.precept.policy.Payer;
import org.precept.policy.PayerCatalog;

/** Finds in a request which payer is asked and under which number the patient is its member (design.md, "Contract"). */
final class MemberIdentification {

    private final PayerCatalog payers;

    MemberIdentification(PayerCatalog payers) {
        this.payers = payers;
    }

    /** Payer and number, both as the whole request gives them; what contradicts itself is an error. */
    Outcome<MemberKey> of(PasRequest request) {
        Claim claim = request.claim();
        Optional<Payer> insurer = payer(request, claim.getInsurer());
        if (insurer.isEmpty()) {
            return Outcome.Errors.of(noPayer(request, claim.getInsurer(), PasRequest.CLAIM + ".insurer"));
        }
        Payer payer = insurer.get();
        Coverage coverage = request.coverage();
        if (coverage != null && coverage.getPayor().stream().noneMatch(payor -> names(request, payor, payer))) {
            return Outcome.Errors.of(new BusinessError(
                    Reason.PAYER_UNKNOWN,
                    PasRequest.CLAIM + ".insurance.coverage.resolve().payor",
                    "The Coverage is not one of the payer that is asked. Send the member's Coverage with this payer."));
        }
        return number(request, coverage, payer);
    }

    private static Outcome<MemberKey> number(PasRequest request, @Nullable Coverage coverage, Payer payer) {
        String system = CodeSystems.memberNumbers(payer.value());
        Set<String> numbers = new TreeSet<>();
        if (coverage != null && coverage.hasSubscriberId()) {
            numbers.add(coverage.getSubscriberId().strip());
        }
        Stream.concat(
                        request.statedPatient().getIdentifier().stream(),
                        coverage == null ? Stream.empty() : coverage.getIdentifier().stream())
                .filter(identifier -> system.equals(identifier.getSystem()) && identifier.hasValue())
                .map(Identifier::getValue)
                .map(String::strip)
                .forEach(numbers::add);
        return switch (numbers.size()) {
            case 0 ->
                Outcome.Errors.of(new BusinessError(
                        Reason.PATIENT_ID,
                        request.patient().path() + ".identifier",
                        "No member number. Send it as Coverage.subscriberId, or as Patient.identifier of type MB in"
                                + " system " + system + "."));
            case 1 -> new Outcome.Of<>(new MemberKey(payer, numbers.iterator().next()));
            default ->
                Outcome.Errors.of(new BusinessError(
                        Reason.PATIENT_ID,
                        request.patient().path() + ".identifier",
                        "Patient and Coverage give different member numbers. Send the one number of this patient."));
        };
    }

    private static BusinessError noPayer(PasRequest request, Reference insurer, String path) {
        boolean named = request.resolve(insurer, Organization.class)
                .map(Organization::hasIdentifier)
                .orElse(insurer.hasIdentifier());
        return named
                ? new BusinessError(
                        Reason.PAYER_UNKNOWN,
                        path,
                        "Requests to this payer are not answered here. Send the request to the payer's own endpoint.")
                : new BusinessError(
                        Reason.PAYER_MISSING,
                        path,
                        "The insurer has no identifier of a payer answered for here. Send Organization.identifier with"
                                + " system " + CodeSystems.PAYER + ".");
    }

    private boolean names(PasRequest request, Reference payor, Payer payer) {
        return payer(request, payor).map(payer::equals).orElse(false);
    }

    private Optional<Payer> payer(PasRequest request, Reference reference) {
        return request.resolve(reference, Organization.class)
                .flatMap(payers::of)
                .or(() -> payers.of(reference.getIdentifier()));
    }
}
