package org.precept.crd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.crd.ehr.EhrSession;
import org.precept.crd.metrics.AnswerMeasures.Name;
import org.precept.crd.metrics.AnswerMeasures.Resources;
import org.precept.crd.metrics.AnswerMeasures.TokenUse;
import org.precept.crd.text.ResourceText;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;

/**
 * Who called and what was looked at, for the metrics (CRDMetricData of CRD 2.2.1).
 *
 * @param provider NPI of the user; else the reference of the user, unless that is the patient or somebody of theirs
 * @param group NPI of the user's organization; else the client's FHIR server
 * @param tokenUse what became of the access token
 * @param encounter kind of the encounter, null unless the hook is about one
 * @param resources what came with the prefetch or was asked for, besides what the call is about
 */
record Seen(
        Name provider,
        Name group,
        TokenUse tokenUse,
        @Nullable List<CodingKey> encounter,
        List<Resources> resources) {
    private static final String PREFETCHED = "prefetch.";
    private static final String ASKED_FOR = "fhirServer.";

    /**
     * Looks over a call once everything is at hand.
     *
     * @param ehr queries to the client's server, null when there were none
     */
    static Seen of(HookRequest request, Gathering gathering, @Nullable EhrSession ehr) {
        ReceivedResources at = gathering.resources();
        Resource user = at.find(request.userId()).orElse(null);
        List<Resources> resources = new ArrayList<>();
        List<String> subjects = gathering.subjects();
        count(at, PREFETCHED, subjects).forEach((type, count) -> resources.add(new Resources(type, count, true)));
        count(at, ASKED_FOR, subjects).forEach((type, count) -> resources.add(new Resources(type, count, false)));
        return new Seen(
                provider(request, at, user),
                group(request, at, user),
                ehr == null ? TokenUse.NOT_USED : ehr.tokenUse(),
                request.context() instanceof HookContext.Encounter ? encounter(request, at) : null,
                resources);
    }

    private static List<CodingKey> encounter(HookRequest request, ReceivedResources at) {
        return at.of(Encounter.class)
                .filter(encounter -> encounter.getIdElement().getIdPart() != null
                        && encounter.getIdElement().getIdPart().equals(request.encounterId()))
                .flatMap(encounter -> encounter.getServiceType().getCoding().stream())
                .flatMap(coding -> CodingKey.of(coding).stream())
                .toList();
    }

    private static Map<String, Integer> count(ReceivedResources at, String origin, List<String> subjects) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Received received : at.all()) {
            ResourceText text = received.text();
            if (text.path().startsWith(origin) && !subjects.contains(text.local())) {
                counts.merge(text.type(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Name provider(HookRequest request, ReceivedResources at, @Nullable Resource user) {
        Stream<Identifier> identifiers = Stream.empty();
        if (user instanceof PractitionerRole role) {
            Stream<Identifier> person = at.find(role.getPractitioner().getReference()).stream()
                    .filter(Practitioner.class::isInstance)
                    .flatMap(found -> ((Practitioner) found).getIdentifier().stream());
            identifiers = Stream.concat(role.getIdentifier().stream(), person);
        } else if (user instanceof Practitioner practitioner) {
            identifiers = practitioner.getIdentifier().stream();
        }
        return npi(identifiers).orElseGet(() -> reference(request.userId()));
    }

    /** The patient's own reference would be patient data. */
    private static Name reference(@Nullable String userId) {
        if (userId == null) {
            return Name.UNKNOWN;
        }
        String type = userId.substring(0, Math.max(0, userId.indexOf('/')));
        return type.startsWith("Practitioner") ? new Name(null, userId) : new Name(null, type);
    }

    private static Name group(HookRequest request, ReceivedResources at, @Nullable Resource user) {
        Stream<Reference> ofUser =
                user instanceof PractitionerRole role ? Stream.of(role.getOrganization()) : Stream.empty();
        Stream<Reference> ofEncounter = at.of(Encounter.class).map(Encounter::getServiceProvider);
        Stream<Identifier> identifiers = Stream.concat(ofUser, ofEncounter)
                .flatMap(reference -> at.find(reference.getReference()).stream())
                .filter(Organization.class::isInstance)
                .flatMap(found -> ((Organization) found).getIdentifier().stream());
        HookRequest.FhirAccess access = request.access();
        return npi(identifiers)
                .orElseGet(() -> access == null ? Name.UNKNOWN : new Name("urn:ietf:rfc:3986", access.server()));
    }

    private static Optional<Name> npi(Stream<Identifier> identifiers) {
        return identifiers
                .filter(identifier -> CodeSystems.NPI.equals(identifier.getSystem()) && identifier.hasValue())
                .findFirst()
                .map(identifier -> new Name(CodeSystems.NPI, identifier.getValue()));
    }
}
