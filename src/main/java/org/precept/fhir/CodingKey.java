package org.precept.fhir;

import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;

/**
 * System and code in the one form we compare: HCPCS under any of its three URIs is the same system, and an NDC of 10
 * digits with hyphens or of 11 digits is the same number.
 *
 * @param system normalised system URI
 * @param code normalised code
 */
public record CodingKey(String system, String code) {

    /** The key of a coding; empty when it lacks system or code. */
    public static Optional<CodingKey> of(Coding coding) {
        return coding.hasSystem() && coding.hasCode()
                ? Optional.of(of(coding.getSystem(), coding.getCode()))
                : Optional.empty();
    }

    /** The key of a system and a code. */
    public static CodingKey of(String system, String code) {
        String normal = normalSystem(system.strip());
        String bare = code.strip();
        return switch (normal) {
            case CodeSystems.NDC -> new CodingKey(normal, elevenDigits(bare));
            case CodeSystems.HCPCS -> new CodingKey(normal, bare.toUpperCase(Locale.ROOT));
            default -> new CodingKey(normal, bare);
        };
    }

    private static String normalSystem(String system) {
        return switch (system) {
            case "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
                    "https://bluebutton.cms.gov/resources/codesystem/hcpcs",
                    "http://terminology.hl7.org/CodeSystem/HCPCS",
                    "urn:oid:2.16.840.1.113883.6.285" -> CodeSystems.HCPCS;
            case "urn:oid:2.16.840.1.113883.6.69" -> CodeSystems.NDC;
            case "urn:oid:2.16.840.1.113883.6.88" -> CodeSystems.RXNORM;
            default -> system;
        };
    }

    /** 4-4-2, 5-3-2 and 5-4-1 padded to 5-4-2; eleven bare digits stay; anything else is left as it is. */
    private static String elevenDigits(String code) {
        String[] parts = code.split("-", -1);
        if (parts.length == 3) {
            return "%5s%4s%2s".formatted(parts[0], parts[1], parts[2]).replace(' ', '0');
        }
        return code;
    }

    @Override
    public String toString() {
        return system + "|" + code;
    }
}
