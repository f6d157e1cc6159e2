package org.precept.fhir;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** URIs of the code systems that requests and content use. Sources: HL7 terminology, Da Vinci PAS 2.2.1. */
public final class CodeSystems {
    public static final String HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets";
    public static final String CPT = "http://www.ama-assn.org/go/cpt";
    public static final String NDC = "http://hl7.org/fhir/sid/ndc";
    public static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
    public static final String ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm";
    public static final String SNOMED = "http://snomed.info/sct";
    public static final String LOINC = "http://loinc.org";
    public static final String NUCC = "http://nucc.org/provider-taxonomy";
    public static final String PLACE_OF_SERVICE =
            "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set";
    public static final String NPI = "http://hl7.org/fhir/sid/us-npi";
    public static final String X12_ACTION = "https://codesystem.x12.org/005010/306";
    public static final String X12_REASON = "https://codesystem.x12.org/external/886";
    /** Answers of our questionnaires. */
    public static final String ANSWERS = "https://precept.example/fhir/CodeSystem/answers";
    /** Products (not ingredients) our policies speak of. */
    public static final String PRODUCT = "https://precept.example/fhir/CodeSystem/product";
    /** Identifier system of payers. */
    public static final String PAYER = "https://precept.example/payer";
    /** Identifier system of trace numbers of pended items. */
    public static final String TRACE = "https://precept.example/trace";
    /** Identifier system of CRD coverage assertions. */
    public static final String ASSERTION = "https://precept.example/coverage-assertion";
    /** Identifier system under which a hook call's determinations are found. */
    public static final String HOOK_INSTANCE = "https://precept.example/hook-instance";
    /** Queues of human review. */
    public static final String REVIEW_QUEUE = "https://precept.example/fhir/CodeSystem/review-queue";

    /** Reasons for not following a card, with the card topics they go with. */
    public static final String OVERRIDE_REASON = "https://precept.example/fhir/CodeSystem/override-reason";

    private static final String MEMBER = "https://precept.example/member/";

    private CodeSystems() {}

    /** Identifier system of a payer's member numbers; {@code payer} is the payer's identifier value. */
    public static String memberNumbers(String payer) {
        return MEMBER + payer;
    }

    /** The payer whose member numbers the identifier system holds; empty for any other system, and for null. */
    public static Optional<String> payerOfMemberNumbers(@Nullable String system) {
        return system != null && system.startsWith(MEMBER) && system.length() > MEMBER.length()
                ? Optional.of(system.substring(MEMBER.length()))
                : Optional.empty();
    }
}
