package org.precept.crd;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.crd.HookContext.Dispatch;
import org.precept.determination.OrderFacts;
import org.precept.fhir.CodeSystems;

/**
 * Where a dispatched order will be carried out, as a two-digit CMS place of service code: what the task says, else what
 * the performer is, else what the order says. Places that leave open which code applies, a hospital for example, say
 * nothing.
 */
final class SiteOfCare {
    private static final String ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
    /** Types of locations for which one code only is possible. */
    private static final Map<String, String> UNAMBIGUOUS = Map.of("PTRES", "12", "SNF", "31");

    private static final int DEEPEST = 3;

    private final ReceivedResources resources;
    private final Dispatch dispatch;

    SiteOfCare(ReceivedResources resources, Dispatch dispatch) {
        this.resources = resources;
        this.dispatch = dispatch;
    }

    /** The code; null when nothing says it or what says it is ambiguous. */
    @Nullable
    String of(Received order, OrderFacts facts) {
        Set<String> places = tasked(order);
        if (places.isEmpty()) {
            places = places(Stream.of(dispatch.performer()), 0);
        }
        String ordered = facts.placeOfService();
        if (places.isEmpty() && ordered == null && order.resource() instanceof ServiceRequest request) {
            places = places(references(request.getLocationReference()), 0);
        }
        if (places.isEmpty() || (ordered != null && places.contains(ordered))) {
            return ordered;
        }
        return places.size() == 1 ? places.iterator().next() : null;
    }

    /** Where the tasks for the order say that it is fulfilled. */
    private Set<String> tasked(Received order) {
        Set<String> places = new LinkedHashSet<>();
        resources
                .of(Task.class)
                .filter(task -> ReceivedResources.local(task.getFocus().getReference())
                        .filter(order.text().local()::equals)
                        .isPresent())
                .forEach(task -> places.addAll(places(references(List.of(task.getLocation())), 0)));
        return places;
    }

    private Set<String> places(Stream<String> references, int depth) {
        Set<String> places = new LinkedHashSet<>();
        if (depth < DEEPEST) {
            references
                    .map(resources::find)
                    .flatMap(Optional::stream)
                    .forEach(resource -> places.addAll(places(resource, depth)));
        }
        return places;
    }

    /** Of a performer or place: its own code, else those of the places it works at. */
    private Set<String> places(Resource resource, int depth) {
        if (resource instanceof Location location) {
            Set<String> own = codes(location.getType());
            return own.isEmpty() ? places(references(List.of(location.getPartOf())), depth + 1) : own;
        }
        if (resource instanceof Organization organization) {
            return codes(organization.getType());
        }
        if (resource instanceof HealthcareService service) {
            Set<String> own = codes(service.getType());
            return own.isEmpty() ? places(references(service.getLocation()), depth + 1) : own;
        }
        if (resource instanceof PractitionerRole role) {
            Set<String> located = places(references(role.getLocation()), depth + 1);
            return located.isEmpty()
                    ? places(
                            Stream.concat(
                                    references(role.getHealthcareService()),
                                    references(List.of(role.getOrganization()))),
                            depth + 1)
                    : located;
        }
        return resource instanceof CareTeam team
                ? places(references(team.getManagingOrganization()), depth + 1)
                : Set.of();
    }

    private static Set<String> codes(List<CodeableConcept> types) {
        Set<String> codes = new LinkedHashSet<>();
        types.stream()
                .flatMap(type -> type.getCoding().stream())
                .map(SiteOfCare::code)
                .filter(Objects::nonNull)
                .forEach(codes::add);
        return codes;
    }

    private static @Nullable String code(Coding coding) {
        if (CodeSystems.PLACE_OF_SERVICE.equals(coding.getSystem())) {
            return coding.getCode();
        }
        return ROLES.equals(coding.getSystem()) ? UNAMBIGUOUS.get(coding.getCode()) : null;
    }

    private static Stream<String> references(List<Reference> references) {
        return references.stream().map(Reference::getReference).filter(Objects::nonNull);
    }
}
