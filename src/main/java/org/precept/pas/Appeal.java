package org.precept.pas;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.determination.Finding;
import org.precept.determination.ReviewQueue;
import org.precept.policy.Approver;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.record.RequestFile;

/**
 * What makes a request an appeal, and how it is decided: X12 1322 certification type 1 (immediate) or 2 (standard) on the
 * Claim or its items.
 */
final class Appeal {
    /** X12 1322: appeal, immediate. */
    private static final String IMMEDIATE = "1";

    /** X12 1322: appeal, immediate and standard. */
    static final Set<String> TYPES = Set.of(IMMEDIATE, "2");

    private Appeal() {}

    /** True when the Claim or an item of it says so. */
    static boolean is(Claim claim) {
        return types(claim).anyMatch(TYPES::contains);
    }

    /** True for a request that is an appeal, or an update of one. */
    static boolean is(Claim claim, @Nullable RequestFile file) {
        return is(claim) || (file != null && file.appealOf() != null);
    }

    /** True for an appeal that cannot wait. */
    static boolean immediate(Claim claim) {
        return types(claim).anyMatch(IMMEDIATE::equals);
    }

    private static Stream<String> types(Claim claim) {
        return Stream.concat(
                        Stream.ofNullable(Codes.certificationType(claim)),
                        claim.getItem().stream().map(item -> Codes.certificationType(item.getExtension())))
                .filter(Objects::nonNull);
    }

    /** An appeal must be an appeal as a whole. */
    static void check(Claim claim, Problems problems) {
        if (!is(claim) || TYPES.contains(String.valueOf(Codes.certificationType(claim)))) {
            return;
        }
        for (int i = 0; i < claim.getItem().size(); i++) {
            String type = Codes.certificationType(claim.getItem().get(i).getExtension());
            if (!TYPES.contains(String.valueOf(type))) {
                problems.invalid(
                        PasRequest.CLAIM + ".item[" + i + "].extension('" + Pas.CERTIFICATION_TYPE + "')",
                        "Other items of this Claim are appeals (certification type 1 or 2). Send what is no appeal in a"
                                + " request of its own.");
            }
        }
    }

    /** A person decides, whatever the rules make of it: they were overruled, or went unmet, when it was denied. */
    static Determination forAPerson(Determination made) {
        List<Criterion> open = new ArrayList<>();
        for (Finding finding : made.findings()) {
            if (!Boolean.TRUE.equals(finding.result().value())) {
                open.add(finding.criterion());
            }
        }
        ReviewQueue queue =
                made.policy().approver() == Approver.CLINICIAN ? ReviewQueue.CLINICIAN : ReviewQueue.PHYSICIAN;
        return new Determination(
                made.request(), made.policy(), made.phase(), made.findings(), new ReviewNeeded(queue, open));
    }
}
