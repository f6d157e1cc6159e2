package org.precept.pas;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.CareTeamComponent;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.Claim.Use;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;

/** What a Claim must say before it can be decided (profile-claim); finer points of the profile do not matter here. */
final class ClaimCheck {

    private static final String CLAIM = "Bundle.entry[0].resource";

    private ClaimCheck() {}

    /** What the Claim of a request lacks or gets wrong. */
    static void check(Claim claim, Problems problems) {
        checkHead(claim, problems);
        checkInsurance(claim, problems);
        unique(claim.getSupportingInfo(), SupportingInformationComponent::getSequence, "supportingInfo", problems);
        SupportingInformation.check(claim, problems);
        Set<Integer> careTeam = unique(claim.getCareTeam(), CareTeamComponent::getSequence, "careTeam", problems);
        Set<Integer> diagnoses = unique(claim.getDiagnosis(), DiagnosisComponent::getSequence, "diagnosis", problems);
        boolean cancelled = Codes.CANCEL.equals(Codes.certificationType(claim));
        problems.require(claim.hasItem() || cancelled, CLAIM + ".item", "Send at least one item to be authorized.");
        unique(claim.getItem(), ItemComponent::getSequence, "item", problems);
        for (int i = 0; i < claim.getItem().size(); i++) {
            ItemComponent item = claim.getItem().get(i);
            String path = CLAIM + ".item[" + i + "]";
            if (cancelled || Cancellation.of(item)) {
                continue;
            }
            ItemCheck.check(item, path, problems);
            known(item.getCareTeamSequence(), careTeam, path + ".careTeamSequence", problems);
            known(item.getDiagnosisSequence(), diagnoses, path + ".diagnosisSequence", problems);
        }
    }

    /** What an inquiry needs as much as a request. */
    static void checkHead(Claim claim, Problems problems) {
        if (claim.getUse() != Use.PREAUTHORIZATION) {
            problems.invalid(CLAIM + ".use", "Send preauthorization: nothing else is answered here.");
        }
        if (claim.getStatus() != ClaimStatus.ACTIVE) {
            problems.invalid(CLAIM + ".status", "Send active.");
        }
        problems.require(
                claim.getIdentifier().stream().anyMatch(ClaimCheck::complete),
                CLAIM + ".identifier",
                "Send the Claim's identifier with system and value.");
        problems.require(claim.hasType(), CLAIM + ".type", "Send institutional, professional or oral.");
        problems.require(claim.hasPriority(), CLAIM + ".priority", "Send stat, normal or deferred.");
        problems.require(literal(claim.getPatient()), CLAIM + ".patient", "Refer to the Patient in this Bundle.");
        problems.require(claim.hasInsurer(), CLAIM + ".insurer", "Refer to the payer's Organization in this Bundle.");
        problems.require(claim.hasProvider(), CLAIM + ".provider", "Refer to the requesting provider in this Bundle.");
        if (!Dates.isFull(claim.getCreatedElement())) {
            problems.missing(CLAIM + ".created", "Send at least the full date (YYYY-MM-DD) of the request.");
        }
    }

    private static void checkInsurance(Claim claim, Problems problems) {
        long focal = claim.getInsurance().stream()
                .filter(Claim.InsuranceComponent::getFocal)
                .count();
        problems.require(focal > 0, CLAIM + ".insurance", "Send the insurance this request is for, with focal true.");
        if (focal > 1) {
            problems.invalid(
                    CLAIM + ".insurance",
                    "One insurance is the one this request is for. Send focal true with that one, and false with the"
                            + " others.");
        }
        for (int i = 0; i < claim.getInsurance().size(); i++) {
            problems.require(
                    literal(claim.getInsurance().get(i).getCoverage()),
                    CLAIM + ".insurance[" + i + "].coverage",
                    "Refer to the Coverage in this Bundle.");
        }
    }

    private static <T> Set<Integer> unique(
            List<T> elements, ToIntFunction<T> sequence, String name, Problems problems) {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            int number = sequence.applyAsInt(elements.get(i));
            String path = CLAIM + "." + name + "[" + i + "].sequence";
            if (number < 1) {
                problems.missing(path, "Send a sequence number of 1 or more.");
            } else if (!seen.add(number)) {
                problems.duplicate(path, "Sequence numbers must differ. Give this element one of its own.");
            }
        }
        return seen;
    }

    private static void known(List<? extends IntegerType> links, Set<Integer> known, String path, Problems problems) {
        for (IntegerType link : links) {
            if (!known.contains(link.getValue())) {
                problems.notFound(path, "No element has sequence " + link.getValue() + ". Correct the link.");
            }
        }
    }

    private static boolean literal(Reference reference) {
        return reference.hasReference();
    }

    private static boolean complete(Identifier identifier) {
        return identifier.hasSystem() && identifier.hasValue();
    }
}
