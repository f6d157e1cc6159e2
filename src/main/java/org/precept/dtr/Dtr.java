package org.precept.dtr;

/** Names that DTR 2.2 and SDC 4.0 give to profiles, extensions and codes. */
final class Dtr {
    static final String BASE = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/";
    static final String SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";

    static final String PACKAGE_BUNDLE = BASE + "DTR-QPackageBundle";
    static final String OUTPUT_PARAMETERS = BASE + "dtr-qpackage-output-parameters";
    static final String RESPONSE = BASE + "dtr-questionnaireresponse";
    static final String ADAPTIVE_RESPONSE = BASE + "dtr-questionnaireresponse-adapt";
    static final String ADAPTIVE_FORM = BASE + "dtr-questionnaire-adapt";
    static final String QR_COVERAGE = BASE + "qr-coverage";
    static final String QR_CONTEXT = BASE + "qr-context";
    static final String INTENDED_USE = BASE + "intendedUse";
    static final String INFORMATION_ORIGIN = BASE + "information-origin";
    static final String ALTERNATIVE_EXPRESSION = BASE + "alternativeExpression";
    static final String ADAPTIVE = SDC + "sdc-questionnaire-questionnaireAdaptive";
    static final String INITIAL_EXPRESSION = SDC + "sdc-questionnaire-initialExpression";
    static final String ITEM_POPULATION_CONTEXT = SDC + "sdc-questionnaire-itemPopulationContext";
    static final String CQF_LIBRARY = "http://hl7.org/fhir/StructureDefinition/cqf-library";
    static final String COVERAGE_INFORMATION_CODES =
            "http://hl7.org/fhir/us/davinci-crd/CodeSystem/coverage-information-codes";

    private Dtr() {}
}
