package org.precept.server.demo;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** Which resources of one patient's chart fit the parameters of a FHIR search. */
final class ChartSearch {

    private static final int BAD_REQUEST = 400;
    private static final Set<String> PATIENT = Set.of("patient", "subject", "beneficiary");
    /** Elements by parameter; a type has some of them. */
    private static final Map<String, List<String>> TOKENS = Map.of(
            "code", List.of("code", "medication"),
            "vaccine-code", List.of("vaccineCode"),
            "category", List.of("category"),
            "status", List.of("status"),
            "intent", List.of("intent"),
            "clinical-status", List.of("clinicalStatus"),
            "identifier", List.of("identifier"),
            "questionnaire", List.of("questionnaire"),
            "practitioner", List.of("practitioner"));
    /** About the answer, not about what is looked for; what was written last always comes first. */
    private static final Set<String> RESULT = Set.of("_count", "_offset", "_sort", "_format", "_summary");

    private final FhirTerser terser;

    ChartSearch(FhirContext fhir) {
        this.terser = fhir.newTerser();
    }

    /** @throws RejectedRequest for a parameter that this EHR does not know */
    List<Resource> search(Chart chart, String type, Map<String, String[]> parameters) {
        Stream<Resource> found =
                chart.all().stream().filter(each -> each.fhirType().equals(type));
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            for (String value : parameter.getValue()) {
                found = found.filter(each -> fits(chart, each, parameter.getKey(), List.of(value.split(","))));
            }
            requireKnown(parameter.getKey());
        }
        return found.toList();
    }

    private static void requireKnown(String name) {
        if (!name.equals("_id") && !RESULT.contains(name) && !PATIENT.contains(name) && !TOKENS.containsKey(name)) {
            Set<String> known = new TreeSet<>(TOKENS.keySet());
            known.addAll(PATIENT);
            known.add("_id");
            throw new RejectedRequest(
                    BAD_REQUEST,
                    new Issue(
                            IssueType.NOTSUPPORTED,
                            null,
                            "This EHR cannot search by one of the parameters. It knows " + String.join(", ", known)
                                    + "."));
        }
    }

    /** @param wanted the resource must have one of these */
    private boolean fits(Chart chart, Resource resource, String parameter, List<String> wanted) {
        if (parameter.equals("_id")) {
            return wanted.contains(resource.getIdPart());
        }
        if (PATIENT.contains(parameter)) {
            return wanted.stream()
                    .map(value -> value.substring(value.lastIndexOf('/') + 1))
                    .anyMatch(chart.patient().id()::equals);
        }
        List<String> elements = TOKENS.getOrDefault(parameter, List.of());
        return elements.isEmpty()
                || elements.stream()
                        .flatMap(element -> values(resource, element))
                        .anyMatch(value -> wanted.stream().anyMatch(token -> is(value, token)));
    }

    private Stream<IBase> values(Resource resource, String element) {
        boolean known = resource.getNamedProperty(element) != null;
        return known ? terser.getValues(resource, resource.fhirType() + "." + element).stream() : Stream.empty();
    }

    private static boolean is(IBase value, String token) {
        if (value instanceof CodeableConcept concept) {
            return concept.getCoding().stream().anyMatch(coding -> is(coding, token));
        }
        if (value instanceof Coding coding) {
            return matches(coding.getSystem(), coding.getCode(), token);
        }
        if (value instanceof Reference reference) {
            return reference.hasReference() && ("/" + reference.getReference()).endsWith("/" + token);
        }
        if (value instanceof Identifier identifier) {
            return matches(identifier.getSystem(), identifier.getValue(), token);
        }
        return value instanceof IPrimitiveType<?> primitive
                && Arrays.asList(token, token.substring(token.indexOf('|') + 1)).contains(primitive.getValueAsString());
    }

    /** @param token {@code code}, {@code system|code}, {@code system|} or {@code |code} */
    private static boolean matches(@Nullable String system, String code, String token) {
        int bar = token.indexOf('|');
        if (bar < 0) {
            return token.equals(code);
        }
        String wantedCode = token.substring(bar + 1);
        String has = system == null ? "" : system;
        return token.substring(0, bar).equals(has) && (wantedCode.isEmpty() || wantedCode.equals(code));
    }
}
