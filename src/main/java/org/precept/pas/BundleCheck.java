package org.precept.pas;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Claim;

/** The envelope of a request: profile-pas-request-bundle and requirements spec-12 to spec-17. */
final class BundleCheck {

    private static final Pattern FULL_URL = Pattern.compile("(https?://|urn:uuid:|urn:oid:)\\S+");

    private BundleCheck() {}

    /**
     * What is wrong with the envelope; when nothing is, the first entry is the Claim.
     *
     * @param update true when the first Claim names an earlier one, which comes along (spec-65, spec-66)
     */
    static void check(Bundle bundle, boolean update, Problems problems) {
        problems.require(
                bundle.getIdentifier().hasValue(),
                "Bundle.identifier",
                "Send the identifier of this submission (system and value); the answer repeats it.");
        problems.require(bundle.hasTimestamp(), "Bundle.timestamp", "Send when the Bundle was put together.");
        if (bundle.getType() != BundleType.COLLECTION) {
            problems.invalid("Bundle.type", "Send a Bundle of type collection.");
        }
        if (bundle.getEntry().isEmpty()) {
            problems.missing(
                    "Bundle.entry", "The Bundle is empty. Send the Claim as first entry, then what it refers to.");
            return;
        }
        checkEntries(bundle.getEntry(), problems);
        checkClaim(bundle.getEntry(), update, problems);
    }

    private static void checkEntries(List<BundleEntryComponent> entries, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            BundleEntryComponent entry = entries.get(i);
            String path = "Bundle.entry[" + i + "]";
            problems.require(entry.hasResource(), path + ".resource", "Send the resource of this entry.");
            if (!entry.hasFullUrl()) {
                problems.missing(path + ".fullUrl", "Send a fullUrl: an absolute URL or urn:uuid.");
            } else if (!FULL_URL.matcher(entry.getFullUrl()).matches()) {
                problems.invalid(path + ".fullUrl", "Send an absolute URL or urn:uuid.");
            } else if (!seen.add(entry.getFullUrl())) {
                problems.duplicate(path + ".fullUrl", "Another entry has this fullUrl. Send every resource once.");
            }
        }
    }

    private static void checkClaim(List<BundleEntryComponent> entries, boolean update, Problems problems) {
        if (!(entries.get(0).getResource() instanceof Claim)) {
            problems.invalid("Bundle.entry[0].resource", "The first entry must be the Claim. Put it there.");
        }
        int allowed = update ? 1 : 0;
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).getResource() instanceof Claim && allowed-- <= 0) {
                problems.invalid(
                        "Bundle.entry[" + i + "].resource",
                        "A request has one Claim, the first entry, and an update beside it the one Claim that"
                                + " Claim.related names. Send each request in a Bundle of its own.");
            }
        }
    }
}
