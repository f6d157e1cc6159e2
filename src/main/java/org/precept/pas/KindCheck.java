package org.precept.pas;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Property;

/** What a request asks for must be understood: certification types (X12 1322), Claim.related, modifiers (spec-25). */
final class KindCheck {

    /** Initial, renewal, extension, revised, cancel. */
    private static final Set<String> SUPPORTED = Set.of("I", "R", Codes.EXTENSION, Codes.REVISED, Codes.CANCEL);

    private static final String PRIOR = "prior";
    private static final Pattern CANCELLED_PLACES = Pattern.compile(".*\\.(item|supportingInfo)\\[\\d+]");

    private KindCheck() {}

    static void check(Claim claim, Problems problems) {
        checkRelated(claim, problems);
        Appeal.check(claim, problems);
        checkType(claim.getExtension(), PasRequest.CLAIM, problems);
        for (int i = 0; i < claim.getItem().size(); i++) {
            ItemComponent item = claim.getItem().get(i);
            String path = PasRequest.CLAIM + ".item[" + i + "]";
            checkType(item.getExtension(), path, problems);
            if (Cancellation.deniedBy(item) && Codes.CANCEL.equals(Codes.certificationType(item.getExtension()))) {
                problems.invalid(
                        path + ".modifierExtension",
                        "The certification type cancels this item, and infoCancelled says it is not cancelled. Send what"
                                + " is meant.");
            }
        }
        checkModifiers(claim, PasRequest.CLAIM, problems);
    }

    private static void checkRelated(Claim claim, Problems problems) {
        if (claim.getRelated().size() > 1) {
            problems.invalid(PasRequest.CLAIM + ".related", "An update names one Claim, the one before it. Send that.");
        }
        for (int i = 0; i < claim.getRelated().size(); i++) {
            Claim.RelatedClaimComponent related = claim.getRelated().get(i);
            if (related.hasRelationship()
                    && related.getRelationship().getCoding().stream()
                            .noneMatch(coding -> PRIOR.equals(coding.getCode()))) {
                problems.notSupported(
                        PasRequest.CLAIM + ".related[" + i + "].relationship",
                        "This relationship is not known here. Send prior for the Claim that this one updates.");
            }
        }
    }

    private static void checkType(List<Extension> extensions, String path, Problems problems) {
        String code = Codes.certificationType(extensions);
        if (code != null && !SUPPORTED.contains(code) && !Appeal.TYPES.contains(code)) {
            problems.notSupported(
                    path + ".extension('" + Pas.CERTIFICATION_TYPE + "')",
                    "Certification type " + code + " is not supported. Send I (initial), R (renewal), 4 (extension),"
                            + " S (revised), 3 (cancel), 1 or 2 (appeal).");
        }
    }

    private static void checkModifiers(Base element, String path, Problems problems) {
        for (Property property : element.children()) {
            String name = property.getName().replace("[x]", "");
            for (int i = 0; i < property.getValues().size(); i++) {
                Base value = property.getValues().get(i);
                if ("modifierExtension".equals(name) && value instanceof Extension modifier) {
                    checkModifier(modifier, path, problems);
                } else {
                    checkModifiers(value, path + "." + name + (property.isList() ? "[" + i + "]" : ""), problems);
                }
            }
        }
    }

    private static void checkModifier(Extension modifier, String path, Problems problems) {
        boolean cancels = Pas.INFO_CANCELLED.equals(modifier.getUrl())
                && CANCELLED_PLACES.matcher(path).matches();
        if (!cancels) {
            problems.notSupported(
                    path + ".modifierExtension",
                    "This modifier extension is not known here, so the request cannot be understood. Leave it out.");
        } else if (!(modifier.getValue() instanceof BooleanType)) {
            problems.invalid(path + ".modifierExtension", "Send infoCancelled as true or false.");
        }
    }
}
