package org.precept.pas.inferno;

import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;

/** Race, ethnicity and birth sex of US Core 3.1.1, which PAS 2.0.1 rests on: said to be unknown. */
final class PersonFacts {
    private static final String CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-";
    private static final String UNKNOWN = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor";

    private PersonFacts() {}

    static void add(Patient patient) {
        group(patient, "race");
        group(patient, "ethnicity");
        patient.addExtension(CORE + "birthsex", new CodeType("UNK"));
    }

    private static void group(Patient patient, String name) {
        Extension group = patient.addExtension().setUrl(CORE + name);
        if (name.equals("race")) {
            group.addExtension("ombCategory", new Coding().setSystem(UNKNOWN).setCode("UNK"));
        }
        group.addExtension("text", new StringType("Unknown"));
    }
}
