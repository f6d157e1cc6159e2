package org.precept.pas;

import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.jspecify.annotations.Nullable;

/** Builds and reads coded values. */
final class Codes {

    /** X12 1322: cancel. */
    static final String CANCEL = "3";

    /** X12 1322: extension of what was approved. */
    static final String EXTENSION = "4";

    /** X12 1322: revised. */
    static final String REVISED = "S";

    private Codes() {}

    static Coding coding(String system, String code) {
        return new Coding().setSystem(system).setCode(code);
    }

    static CodeableConcept concept(String system, String code, @Nullable String display) {
        return new CodeableConcept(new Coding(system, code, display));
    }

    /** The code of a system in a concept; null when it has none. */
    static @Nullable String code(CodeableConcept concept, String system) {
        return concept.getCoding().stream()
                .filter(coding -> system.equals(coding.getSystem()) && coding.hasCode())
                .map(Coding::getCode)
                .findFirst()
                .orElse(null);
    }

    /** What an X12 306 action code says; null for one that is not in use here. */
    static @Nullable String actionDisplay(String action) {
        return switch (action) {
            case "A1" -> "Certified in total";
            case "A3" -> "Not Certified";
            case "A4" -> "Pending";
            case "A6" -> "Modified";
            case "C" -> "Cancelled";
            default -> null;
        };
    }

    static boolean isTrue(@Nullable Extension extension) {
        return extension != null && extension.getValue() instanceof BooleanType flag && flag.booleanValue();
    }

    /** Certification type of the whole Claim, null when it has none. */
    static @Nullable String certificationType(Claim claim) {
        return certificationType(claim.getExtension());
    }

    /** Certification type among the extensions, null when there is none. */
    static @Nullable String certificationType(List<Extension> extensions) {
        return extensions.stream()
                .map(Codes::certificationType)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Code of a certification type extension, of X12 1322 if it has one; null for any other extension. */
    static @Nullable String certificationType(Extension extension) {
        if (!Pas.CERTIFICATION_TYPE.equals(extension.getUrl())
                || !(extension.getValue() instanceof CodeableConcept type)) {
            return null;
        }
        String code = code(type, Pas.X12_CERTIFICATION_TYPE);
        return code == null ? type.getCodingFirstRep().getCode() : code;
    }
}
