package org.precept.crd;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.crd.EhrAnswer.Trouble;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.OrderFacts;
import org.precept.fhir.RejectedRequest;

/**
 * Collects what one hook call brings and what its FHIR server has. Only what the prefetch lacks is asked for
 * (found-5, found-28). What could not be read is remembered by resource type. Not for concurrent use.
 */
final class Gathering {
    /** Clinical evidence by prefetch key: the key of discovery and the resource type. */
    static final Map<String, String> CLINICAL = clinical();

    private static final Set<String> ADMINISTRATIVE =
            Set.of("Medication", "Device", "Practitioner", "PractitionerRole", "Organization");
    private static final Set<String> CLINICAL_CONTEXT = Set.of("Medication", "Practitioner", "PractitionerRole");

    private final HookRequest request;
    private final FhirReader reader;
    private final FhirContext fhir;
    private final CrdProperties limits;
    private final @Nullable EhrSession ehr;

    private final ReceivedResources resources = new ReceivedResources();
    private final List<Received> drafts = new ArrayList<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Map<String, EhrAnswer> notSeen = new LinkedHashMap<>();

    /**
     * Reads what the call brings.
     *
     * @param ehr queries to the client's server, null when it cannot be queried
     * @throws RejectedRequest 400 when a resource is not FHIR or about another patient
     */
    Gathering(
            HookRequest request, FhirReader reader, FhirContext fhir, CrdProperties limits, @Nullable EhrSession ehr) {
        this.request = request;
        this.reader = reader;
        this.fhir = fhir;
        this.limits = limits;
        this.ehr = ehr;
        for (ResourceText text : drafts(request.context())) {
            Received received = new Received(text, reader.read(text));
            if (OrderFacts.isOrder(text.type())) {
                drafts.add(checked(received));
            } else {
                resources.add(received);
            }
        }
        if (drafts.isEmpty()) {
            throw Refusals.missing(
                    "context.draftOrders.entry", "None of its resources is an order: send at least one order.");
        }
        request.prefetch().values().forEach(value -> {
            if (value != null) {
                value.resources().forEach(text -> resources.add(new Received(text, reader.read(text))));
            }
        });
        checkPatient();
    }

    private static List<ResourceText> drafts(HookContext context) {
        if (context instanceof HookContext.Orders orders) {
            return orders.drafts();
        }
        throw new IllegalStateException("no service is declared for this hook");
    }

    /** The resources at hand. */
    ReceivedResources resources() {
        return resources;
    }

    /** The orders with what they say, once what they refer to is at hand. */
    List<DraftOrder> orders() {
        List<DraftOrder> orders = new ArrayList<>();
        for (Received draft : drafts) {
            OrderFacts facts = OrderFacts.of((DomainResource) draft.resource(), resources::find);
            orders.add(new DraftOrder(orders.size() + 1, draft, facts));
        }
        return orders;
    }

    /** The client's Coverages of this patient. */
    List<Coverage> coverages() {
        return resources
                .of(Coverage.class)
                .filter(coverage -> !Subjects.another(coverage, request.patientId()))
                .toList();
    }

    /** The Patient as the client knows them. */
    Optional<Patient> patient() {
        return resources
                .of(Patient.class)
                .filter(patient ->
                        request.patientId().equals(patient.getIdElement().getIdPart()))
                .findFirst();
    }

    /** True when the client's server can be asked. */
    boolean canQuery() {
        return ehr != null;
    }

    /** Asks for patient, coverage and what the orders refer to, as far as they are not at hand. */
    void fetchAdministrative() {
        if (ehr == null) {
            return;
        }
        List<String> queries = new ArrayList<>();
        if (patient().isEmpty()) {
            queries.add("Patient/" + request.patientId());
        }
        if (coverages().isEmpty()) {
            queries.add("Coverage?patient=" + request.patientId() + "&status=active");
        }
        if (request.encounterId() != null) {
            queries.add("Encounter/" + request.encounterId());
        }
        queries.addAll(dangling(drafts.stream().map(Received::resource), ADMINISTRATIVE));
        fetch(queries);
        Stream<Resource> next = Stream.concat(
                coverages().stream(),
                resources.all().stream().map(Received::resource).filter(Gathering::isRole));
        fetch(dangling(next, ADMINISTRATIVE));
    }

    /** Asks for clinical evidence of the types that the prefetch does not answer, and what it refers to. */
    void fetchClinical() {
        if (ehr == null) {
            return;
        }
        List<String> queries = new ArrayList<>();
        CLINICAL.forEach((key, type) -> {
            if (!request.prefetch().containsKey(key) && (type.equals("Encounter") || !resources.has(type))) {
                queries.add(type + "?patient=" + request.patientId());
            }
        });
        fetch(queries);
        fetch(dangling(resources.all().stream().map(Received::resource), CLINICAL_CONTEXT));
        fetch(dangling(resources.all().stream().map(Received::resource).filter(Gathering::isRole), CLINICAL_CONTEXT));
    }

    /** Everything at hand about this patient, as evidence; the orders too. */
    List<EvidenceItem> evidence() {
        List<EvidenceItem> evidence = new ArrayList<>();
        drafts.forEach(draft -> evidence.add(new EvidenceItem(draft.text().local(), draft.resource(), Origin.REQUEST)));
        resources.all().stream()
                .filter(received -> !Subjects.another(received.resource(), request.patientId()))
                .forEach(received -> evidence.add(
                        new EvidenceItem(received.text().reference(), received.resource(), Origin.REQUEST)));
        return evidence;
    }

    /** What could not be read although the answer may depend on it, for people. */
    List<String> notSeen() {
        return notSeen.values().stream().map(EhrAnswer::notSeen).toList();
    }

    /** True when resources of the type could not be read. */
    boolean couldNotRead(String type) {
        return notSeen.containsKey(type);
    }

    private void fetch(Collection<String> queries) {
        List<String> fresh = queries.stream()
                .filter(query -> query.contains("?") || resources.find(query).isEmpty())
                .filter(asked::add)
                .toList();
        if (ehr == null || fresh.isEmpty()) {
            return;
        }
        for (EhrAnswer answer : ehr.all(fresh)) {
            if (answer.trouble().technical()) {
                notSeen.putIfAbsent(answer.what(), answer);
            }
            answer.resources().forEach(text -> add(answer, text));
        }
    }

    private void add(EhrAnswer answer, ResourceText text) {
        if (text.type().equals("OperationOutcome")) {
            return;
        }
        try {
            resources.add(new Received(text, reader.read(text)));
        } catch (RejectedRequest e) {
            notSeen.putIfAbsent(answer.what(), new EhrAnswer(answer.what(), List.of(), Trouble.FAILED));
        }
    }

    /** References to resources of the types that are not at hand, on the client's server, at most so many as allowed. */
    private List<String> dangling(Stream<Resource> from, Set<String> types) {
        Set<String> wanted = new LinkedHashSet<>();
        from.toList().forEach(resource -> {
            for (Reference reference : fhir.newTerser().getAllPopulatedChildElementsOfType(resource, Reference.class)) {
                String target = reference.getReference();
                if (target != null && resources.find(target).isEmpty() && onClientServer(target)) {
                    ReceivedResources.local(target)
                            .filter(local -> types.contains(local.substring(0, local.indexOf('/'))))
                            .ifPresent(wanted::add);
                }
            }
        });
        return wanted.stream().limit(limits.maxReads()).toList();
    }

    private boolean onClientServer(String reference) {
        return !reference.contains("://") || (ehr != null && reference.startsWith(ehr.base() + "/"));
    }

    private static boolean isRole(Resource resource) {
        return resource.fhirType().equals("PractitionerRole");
    }

    private Received checked(Received draft) {
        ResourceText text = draft.text();
        if (text.id() == null) {
            throw Refusals.missing(text.path() + ".id", "An order needs an id, so that it can be updated.");
        }
        String element = Subjects.element(draft.resource()).orElse(null);
        if (element == null && !text.type().equals("CommunicationRequest")) {
            throw Refusals.missing(text.path() + ".subject", "Say whom the order is for.");
        }
        if (Subjects.another(draft.resource(), request.patientId())) {
            throw Refusals.badRequest(
                    IssueType.INVALID,
                    text.path() + "." + element,
                    "The order is for another patient than context.patientId. Call once for each patient.");
        }
        return draft;
    }

    private void checkPatient() {
        if (patient().isEmpty() && resources.has("Patient")) {
            throw Refusals.badRequest(
                    IssueType.INVALID,
                    "prefetch.patient.id",
                    "The Patient of the prefetch is not the one of context.patientId.");
        }
    }

    private static Map<String, String> clinical() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("conditions", "Condition");
        types.put("observations", "Observation");
        types.put("medicationRequests", "MedicationRequest");
        types.put("medicationStatements", "MedicationStatement");
        types.put("medicationAdministrations", "MedicationAdministration");
        types.put("serviceRequests", "ServiceRequest");
        types.put("encounters", "Encounter");
        types.put("questionnaireResponses", "QuestionnaireResponse");
        return Collections.unmodifiableMap(types);
    }
}
