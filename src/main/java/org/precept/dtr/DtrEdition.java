package org.precept.dtr;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;

/** The versions of the DTR guide that are spoken, each at a FHIR base of its own. What differs between them hangs here. */
public enum DtrEdition {
    /** DTR 2.2. */
    R2_2("2.2.0", "/fhir", "packagebundle", "outcome", "auto-server"),
    /**
     * DTR 2.0.1, with the parameter names of its profile (its OperationDefinition says {@code return} and {@code outcome},
     * which the profile that the same definition names does not accept).
     */
    R2_0_1("2.0.1", "/2.0.1/fhir", "PackageBundle", "operationOutcome", "auto");

    private static final Set<String> ORDERS = Set.of(
            "Appointment",
            "Encounter",
            "CommunicationRequest",
            "DeviceRequest",
            "MedicationRequest",
            "NutritionOrder",
            "ServiceRequest",
            "SupplyRequest",
            "VisionPrescription");

    private static final int FEW_CODES = 40;

    private final String version;
    private final String path;
    private final String packageName;
    private final String outcomeName;
    private final String automatic;

    DtrEdition(String version, String path, String packageName, String outcomeName, String automatic) {
        this.version = version;
        this.path = path;
        this.packageName = packageName;
        this.outcomeName = outcomeName;
        this.automatic = automatic;
    }

    /** The edition whose base was called. */
    public static DtrEdition of(HttpServletRequest request) {
        return R2_0_1.path.equals(request.getServletPath()) ? R2_0_1 : R2_2;
    }

    /** Of the guide, e.g. {@code 2.0.1}. */
    public String version() {
        return version;
    }

    /** Path of the FHIR base on this server, without a slash at the end. */
    public String path() {
        return path;
    }

    /** Says a form, written for the newest edition, as this one does. Changes it; safe to repeat. */
    public void say(Questionnaire form) {
        if (this == R2_0_1) {
            FormR201.say(form);
        }
    }

    /**
     * Says a response, written for the newest edition, as this one does. Changes it and the form it contains; safe to
     * repeat.
     */
    public void say(QuestionnaireResponse response) {
        if (this == R2_0_1) {
            ResponseR201.say(response);
        }
    }

    /**
     * Says a question that joins a growing form.
     *
     * @param item changed, with the items in it
     * @param library name of the library that expressions without one mean
     */
    public void say(QuestionnaireItemComponent item, String library) {
        if (this == R2_0_1) {
            FormR201.say(item, library);
        }
    }

    /** Says a new draft of a form: as {@link #say(QuestionnaireResponse)}, and begun where the edition wants that. */
    void say(QuestionnaireResponse draft, ClosedPackage form) {
        if (this == R2_0_1) {
            ResponseR201.begin(draft, form.questionnaire());
            ResponseR201.say(draft);
        }
    }

    /**
     * True when a completed response may carry coverage-information. At the base of 2.0.1 it carries none: under the same
     * URL that edition has other parts than the ones we bring up to date.
     */
    public boolean statesCoverage() {
        return this == R2_2;
    }

    /** Resource types that the input profile allows as an order. */
    Set<String> orders() {
        return this == R2_0_1
                ? Stream.concat(ORDERS.stream(), Stream.of("ImmunizationRecommendation"))
                        .collect(Collectors.toSet())
                : ORDERS;
    }

    /** True when one request may be about several coverages. */
    boolean takesSeveralCoverages() {
        return this == R2_0_1;
    }

    /** True when a value set of so many codes is sent expanded (DTR 2.2 oper-15); others are left to {@code $expand}. */
    boolean expands(int codes) {
        return this == R2_0_1 || codes < FEW_CODES;
    }

    /** Name of the output parameter that holds a package. */
    String packageName() {
        return packageName;
    }

    /**
     * True when a library that several packages of an answer need is in the first of them only. Clients of 2.0.1 take
     * two libraries of one name for a conflict, wherever in the answer they are.
     */
    boolean sendsLibrariesOnce() {
        return this == R2_0_1;
    }

    /** True when an answer without any package breaks the profile of answers. */
    boolean wantsPackages() {
        return this == R2_0_1;
    }

    /** Name of the output parameter that holds warnings. */
    String outcomeName() {
        return outcomeName;
    }

    /** Code of information-origin for what this server filled in. */
    public String automatic() {
        return automatic;
    }
}
