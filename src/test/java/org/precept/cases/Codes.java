package org.precept.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.precept.fhir.CodeSystems;

/** Codes in shorthand: {@code icd10: G35.A}, one or a list of them per system. */
final class Codes {
    private static final Map<String, String> SYSTEMS = systems();

    private Codes() {}

    private static Map<String, String> systems() {
        Map<String, String> systems = new LinkedHashMap<>();
        systems.put("icd10", CodeSystems.ICD10CM);
        systems.put("snomed", CodeSystems.SNOMED);
        systems.put("loinc", CodeSystems.LOINC);
        systems.put("rxnorm", CodeSystems.RXNORM);
        systems.put("ndc", CodeSystems.NDC);
        systems.put("hcpcs", CodeSystems.HCPCS);
        systems.put("cpt", CodeSystems.CPT);
        systems.put("nucc", CodeSystems.NUCC);
        systems.put("pos", CodeSystems.PLACE_OF_SERVICE);
        systems.put("atc", "http://www.whocc.no/atc");
        systems.put("answer", CodeSystems.ANSWERS);
        systems.put("status-reason", "http://terminology.hl7.org/CodeSystem/medicationrequest-status-reason");
        systems.put("interpretation", "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation");
        systems.put("local", "https://hospital.example/codes");
        return systems;
    }

    static boolean isSystem(String key) {
        return SYSTEMS.containsKey(key);
    }

    static Coding coding(String system, String code) {
        return new Coding(SYSTEMS.get(system), code, null);
    }

    /** All codes that a map gives; empty when it gives none. */
    static List<Coding> codings(Shorthand keys) {
        List<Coding> codings = new ArrayList<>();
        for (String system : SYSTEMS.keySet()) {
            keys.list(system).forEach(code -> codings.add(coding(system, code.asText())));
        }
        return codings;
    }

    /** The one concept that a map gives; it must give one. */
    static CodeableConcept concept(Shorthand keys) {
        List<Coding> codings = codings(keys);
        if (codings.isEmpty()) {
            throw new IllegalArgumentException(keys.where() + ": no code; systems are " + SYSTEMS.keySet());
        }
        return new CodeableConcept().setCoding(codings);
    }

    /** A reason for the end of a therapy: a code of our answers, {@code sintol}, or a code in its system. */
    static CodeableConcept reason(String code) {
        return new CodeableConcept(code.equals("sintol") ? coding("status-reason", code) : coding("answer", code));
    }
}
