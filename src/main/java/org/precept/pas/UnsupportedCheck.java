package org.precept.pas;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;

/** Kinds of request that PAS knows and this server does not take yet, refused in so many words. */
final class UnsupportedCheck {

    private static final String CLAIM = "Bundle.entry[0].resource";
    /** X12 1322: initial and renewal. */
    private static final Set<String> SUPPORTED = Set.of("I", "R");

    private UnsupportedCheck() {}

    static void check(Claim claim, Problems problems) {
        if (claim.hasRelated()) {
            problems.notSupported(
                    CLAIM + ".related", "Updates are not supported yet. Send a new request without Claim.related.");
        }
        checkCertificationType(claim, CLAIM, problems);
        checkModifiers(claim.getModifierExtension(), CLAIM, problems);
        for (int i = 0; i < claim.getItem().size(); i++) {
            Claim.ItemComponent item = claim.getItem().get(i);
            checkCertificationType(item, CLAIM + ".item[" + i + "]", problems);
            checkModifiers(item.getModifierExtension(), CLAIM + ".item[" + i + "]", problems);
        }
        for (int i = 0; i < claim.getSupportingInfo().size(); i++) {
            checkModifiers(
                    claim.getSupportingInfo().get(i).getModifierExtension(),
                    CLAIM + ".supportingInfo[" + i + "]",
                    problems);
        }
    }

    private static void checkCertificationType(DomainResource claim, String path, Problems problems) {
        claim.getExtension().forEach(extension -> checkCertificationType(extension, path, problems));
    }

    private static void checkCertificationType(Element item, String path, Problems problems) {
        item.getExtension().forEach(extension -> checkCertificationType(extension, path, problems));
    }

    private static void checkCertificationType(Extension extension, String path, Problems problems) {
        String code = Codes.certificationType(extension);
        if (code == null || SUPPORTED.contains(code)) {
            return;
        }
        String what = "3".equals(code) ? "Cancelling (certification type 3)" : "Certification type " + code;
        problems.notSupported(
                path + ".extension('" + Pas.CERTIFICATION_TYPE + "')",
                what + " is not supported yet. Send I (initial) or R (renewal).");
    }

    private static void checkModifiers(List<Extension> modifiers, String path, Problems problems) {
        for (Extension modifier : modifiers) {
            boolean cancelled = Pas.INFO_CANCELLED.equals(modifier.getUrl());
            if (cancelled && modifier.getValue() instanceof BooleanType flag && !flag.booleanValue()) {
                continue;
            }
            problems.notSupported(
                    path + ".modifierExtension",
                    cancelled
                            ? "Cancelling an entry belongs to an update, and updates are not supported yet."
                            : "This modifier extension is not known here, so the request cannot be understood. Leave it"
                                    + " out.");
        }
    }
}
