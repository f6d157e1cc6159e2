package org.precept.server.demo;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.precept.fhir.CodeSystems;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Reads the clinic's patients from the jar: who they are and what is ordered from {@code requests/}, what was found from
 * the members' files, under the clinic's own ids. What only a payer holds, its Coverage and the answers it was sent, is
 * left out.
 */
final class ClinicFiles {

    private static final String SUBMITTED = "submit-";
    private static final String REQUESTS = "/demo-ehr/requests/";
    private static final String MEMBERS = "/content/fhir-resources/members/";
    private static final String NEUROLOGY = "2084N0400X";

    private final IParser parser;
    private final ObjectMapper json;

    ClinicFiles(FhirContext fhir, ObjectMapper json) {
        this.parser = fhir.newJsonParser();
        this.json = json;
    }

    /** Every patient by key. */
    SortedMap<String, ClinicPatient> read() {
        SortedMap<String, ClinicPatient> patients = new TreeMap<>();
        for (String key : keys()) {
            patients.put(key, patient(key));
        }
        return patients;
    }

    private static List<String> keys() {
        try {
            return List.of(new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:" + REQUESTS.substring(1) + SUBMITTED + "*.json"))
                    .stream()
                    .map(file -> Objects.requireNonNull(file.getFilename()))
                    .map(name -> name.substring(SUBMITTED.length(), name.length() - ".json".length()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ClinicPatient patient(String key) {
        Bundle request = parser.parseResource(Bundle.class, required(REQUESTS + SUBMITTED + key + ".json"));
        String id = "ehr-" + key;
        Patient patient = own(request, Patient.class, id);
        Practitioner practitioner = own(request, Practitioner.class, "alex");
        PractitionerRole role = role(request, practitioner);
        Coverage coverage = coverage(request, patient);
        DomainResource order = signed(key)
                .orElseGet(() -> new ClaimedOrder(
                                first(request, Claim.class),
                                "order-" + key,
                                ClinicPatient.reference(patient),
                                ClinicPatient.reference(coverage),
                                ClinicPatient.reference(role))
                        .from(request));
        return new ClinicPatient(key, patient, coverage, order, practitioner, role, findings(key), request);
    }

    /** Whoever is a neurologist here has the id that the files of signed orders use. */
    private static PractitionerRole role(Bundle request, Practitioner practitioner) {
        PractitionerRole role = own(request, PractitionerRole.class, "alex-prescriber");
        String specialty = role.getSpecialtyFirstRep().getCodingFirstRep().getCode();
        if (!NEUROLOGY.equals(specialty)) {
            role.setId("alex-" + specialty);
        }
        role.setOrganization(null);
        return role.setPractitioner(new Reference(ClinicPatient.reference(practitioner)));
    }

    private static Coverage coverage(Bundle request, Patient patient) {
        Coverage coverage = own(request, Coverage.class, patient.getIdPart());
        Organization payer = request.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Organization.class::isInstance)
                .map(Organization.class::cast)
                .filter(each -> each.getIdentifierFirstRep().getSystem().equals(CodeSystems.PAYER))
                .findFirst()
                .orElseThrow();
        Reference payor =
                new Reference().setIdentifier(payer.getIdentifierFirstRep()).setDisplay(payer.getName());
        return coverage.setBeneficiary(new Reference(ClinicPatient.reference(patient)))
                .setPayor(List.of(payor));
    }

    /** The order of {@code requests/sign-<key>.json}, when there is such a file. */
    private Optional<DomainResource> signed(String key) {
        return text(REQUESTS + "sign-" + key + ".json").map(text -> {
            try {
                JsonNode order = json.readTree(text).at("/context/draftOrders/entry/0/resource");
                return (DomainResource) parser.parseResource(order.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private List<Resource> findings(String key) {
        String text = required(MEMBERS + key + ".json").replace("demo-" + key, "ehr-" + key);
        return parser.parseResource(Bundle.class, text).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(each ->
                        !(each instanceof Patient || each instanceof Coverage || each instanceof QuestionnaireResponse))
                .toList();
    }

    private static <T extends DomainResource> T own(Bundle request, Class<T> type, String id) {
        T resource = type.cast(first(request, type).copy());
        resource.setMeta(null);
        resource.setId(id);
        return resource;
    }

    private static <T extends Resource> T first(Bundle bundle, Class<T> type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String required(String path) {
        return text(path).orElseThrow(() -> new IllegalStateException("not packed: " + path));
    }

    private static Optional<String> text(String path) {
        try (InputStream bytes = ClinicFiles.class.getResourceAsStream(path)) {
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
