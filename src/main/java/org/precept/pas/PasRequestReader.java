package org.precept.pas;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.Entries.Entry;

/** Turns a Bundle into a request, or says everything that keeps it from being one. */
final class PasRequestReader {

    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;
    private static final Set<String> PROVIDERS = Set.of("Organization", "PractitionerRole", "Practitioner");

    private PasRequestReader() {}

    /**
     * Reads a request of any kind.
     *
     * @throws RejectedRequest 400 for a Bundle that breaks the rules, 422 for one that asks for what is not known here
     */
    static PasRequest request(Message message) {
        Problems problems = new Problems();
        Claim claim = envelope(message, problems);
        Problems unsupported = new Problems();
        KindCheck.check(claim, unsupported);
        unsupported.rejectIfAny(UNPROCESSABLE);
        ClaimCheck.check(claim, problems);
        return references(message, claim, problems);
    }

    /**
     * Reads an inquiry.
     *
     * @throws RejectedRequest 400 for a Bundle that breaks the rules
     */
    static PasRequest inquiry(Message message) {
        Problems problems = new Problems();
        Claim claim = envelope(message, problems);
        ClaimCheck.checkHead(claim, problems);
        return references(message, claim, problems);
    }

    /** A request that was checked when it came in and is read again from the files. */
    static PasRequest filed(Bundle stored, PasEdition edition) {
        Bundle bundle = FiledBundle.asReceived(stored);
        Problems none = new Problems();
        return references(
                new Message("", bundle, edition),
                (Claim) bundle.getEntryFirstRep().getResource(),
                none);
    }

    private static Claim envelope(Message message, Problems problems) {
        Bundle bundle = message.bundle();
        // A Claim without any element is as good as none.
        if (!bundle.getEntry().isEmpty()
                && bundle.getEntryFirstRep().hasResource()
                && bundle.getEntryFirstRep().getResource() instanceof Claim claim) {
            BundleCheck.check(bundle, claim.hasRelated(), problems);
            return claim;
        }
        BundleCheck.check(bundle, false, problems);
        throw new RejectedRequest(BAD_REQUEST, problems.issues());
    }

    private static PasRequest references(Message message, Claim claim, Problems problems) {
        Entries entries = new Entries(message.bundle());
        ReferenceCheck.check(entries, problems);
        String claimUrl = entries.all().get(0).fullUrl();
        Entry patient = typed(entries, claim.getPatient(), claimUrl, Set.of("Patient"), "patient", problems);
        typed(entries, claim.getInsurer(), claimUrl, Set.of("Organization"), "insurer", problems);
        typed(entries, claim.getProvider(), claimUrl, PROVIDERS, "provider", problems);
        Coverage coverage = coverage(entries, claim, patient, problems);
        problems.rejectIfAny();
        return new PasRequest(
                message.edition(),
                message.digest(),
                message.bundle(),
                entries,
                claim,
                Objects.requireNonNull(patient),
                coverage);
    }

    private static @Nullable Coverage coverage(
            Entries entries, Claim claim, @Nullable Entry patient, Problems problems) {
        List<Coverage> focal = new ArrayList<>();
        String claimUrl = entries.all().get(0).fullUrl();
        for (int i = 0; i < claim.getInsurance().size(); i++) {
            Claim.InsuranceComponent insurance = claim.getInsurance().get(i);
            String name = "insurance[" + i + "].coverage";
            Entry entry = typed(entries, insurance.getCoverage(), claimUrl, Set.of("Coverage"), name, problems);
            if (entry == null || !(entry.resource() instanceof Coverage coverage) || !insurance.getFocal()) {
                continue;
            }
            focal.add(coverage);
            Entry beneficiary =
                    entries.one(coverage.getBeneficiary(), entry.fullUrl()).orElse(null);
            if (patient != null && beneficiary != null && !beneficiary.equals(patient)) {
                problems.invalid(
                        entry.path() + ".beneficiary",
                        "The Coverage is another patient's than the Claim's. Send the patient's own Coverage.");
            }
        }
        return focal.isEmpty() ? null : focal.get(0);
    }

    /** The entry meant; null when there is none, which {@link ReferenceCheck} has reported. */
    private static @Nullable Entry typed(
            Entries entries,
            Reference reference,
            @Nullable String from,
            Set<String> types,
            String name,
            Problems problems) {
        Entry entry = entries.one(reference, from).orElse(null);
        if (entry != null && !types.contains(entry.resource().fhirType())) {
            problems.invalid(
                    PasRequest.CLAIM + "." + name,
                    "This refers to a " + entry.resource().fhirType() + ". Refer to a resource of type "
                            + String.join(", ", types.stream().sorted().toList()) + ".");
            return null;
        }
        return entry;
    }
}
