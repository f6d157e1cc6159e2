package org.precept.server.app;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.server.start.StartRefusedException;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An EHR the form app is registered with.
 *
 * @param issuer base of its FHIR API, {@code iss} of a launch; a path means this server itself
 * @param clientId under which the app is registered there
 * @param name shown to people; null: the issuer
 * @param scopes asked for at a launch
 * @param origins of its token endpoint or files, where they differ from the issuer's
 * @param returnTo page of the EHR that a finished form leads back to, with the id of the stored response as parameter
 *     {@code response}; null: none
 */
public record RegisteredEhr(
        String issuer,
        String clientId,
        @Nullable String name,
        @DefaultValue(RegisteredEhr.SCOPES) String scopes,
        @DefaultValue List<String> origins,
        @Nullable String returnTo) {

    /**
     * What prepopulation and saving need (spec-112, spec-116). An EHR grants less where it sees fit, and the app asks for
     * what it was not allowed to read.
     */
    public static final String SCOPES = "launch openid fhirUser patient/Patient.r patient/Coverage.rs"
            + " patient/AllergyIntolerance.rs patient/Condition.rs patient/DiagnosticReport.rs patient/DeviceRequest.rs"
            + " patient/DocumentReference.rs patient/Encounter.rs patient/Immunization.rs"
            + " patient/MedicationAdministration.rs patient/MedicationDispense.rs patient/MedicationRequest.rs"
            + " patient/MedicationStatement.rs patient/Observation.rs patient/Procedure.rs patient/ServiceRequest.rs"
            + " patient/Task.rs patient/QuestionnaireResponse.cruds user/Practitioner.r user/PractitionerRole.r";

    private static final String PROPERTY = "precept.dtr.app.ehrs";

    /** Checks and copies. @throws StartRefusedException when something is missing or not an address */
    public RegisteredEhr {
        if (isBlank(issuer) || isBlank(clientId)) {
            throw new StartRefusedException(
                    "An entry of " + PROPERTY + " has no issuer or no client-id.",
                    "Give the base of the EHR's FHIR API (issuer) and the client id of the app there for every entry.");
        }
        issuer = issuer.strip().replaceAll("/+$", "");
        if (!local(issuer)) {
            Origin.of(issuer, PROPERTY + ".issuer");
        }
        if (returnTo != null && !local(returnTo)) {
            Origin.of(returnTo, PROPERTY + ".return-to");
        }
        origins = origins.stream()
                .map(origin -> Origin.only(origin, PROPERTY + ".origins"))
                .toList();
    }

    /** Origins that the app's scripts may call because of this EHR; none for this server itself. */
    List<String> called() {
        List<String> called = new ArrayList<>(origins);
        if (!local(issuer)) {
            called.add(Origin.of(issuer, PROPERTY + ".issuer"));
        }
        return called;
    }

    /** A path of this server. */
    private static boolean local(String address) {
        return address.startsWith("/") && !address.startsWith("//");
    }

    @SuppressWarnings("NullAway") // the binder passes null for what is not configured
    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
