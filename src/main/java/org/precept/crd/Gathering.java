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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.crd.ehr.EhrAnswer;
import org.precept.crd.ehr.EhrAnswer.Trouble;
import org.precept.crd.ehr.EhrSession;
import org.precept.crd.ehr.FurtherPages;
import org.precept.crd.text.ResourceText;
import org.precept.crd.text.ScannedBundle;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.fhir.RejectedRequest;

/**
 * Collects what one hook call brings and what its FHIR server has. Only what the prefetch lacks is asked for
 * (found-5, found-28). What could not be read is remembered by resource type. Not for concurrent use.
 */
final class Gathering {
    private static final Map<String, String> CLINICAL = clinical("medicationRequests", "serviceRequests");
    private static final Map<String, String> BESIDE_ORDERS =
            clinical("patientMedicationRequests", "patientServiceRequests");

    private static final int MOST_ROUNDS = 4;
    private static final Set<String> CLINICAL_CONTEXT = Set.of("Medication", "Practitioner", "PractitionerRole");

    private final HookRequest request;
    private final FhirReader reader;
    private final FhirContext fhir;
    private final CrdProperties limits;
    private final @Nullable EhrSession ehr;

    private final ReceivedResources resources = new ReceivedResources();
    private final Scope scope;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Map<String, EhrAnswer> notSeen = new LinkedHashMap<>();
    private final List<FurtherPages> unfinished = new ArrayList<>();
    private final Set<String> notCounted = new LinkedHashSet<>();

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
        this.scope = Scope.of(request, reader, resources);
        request.prefetch().forEach((key, value) -> {
            if (value != null) {
                value.resources().forEach(text -> resources.add(new Received(text, reader.read(text))));
                if (value.next() != null) {
                    unfinished.add(new FurtherPages(type(key, value), value.next()));
                }
            }
        });
        checkPatient();
    }

    /** The resources at hand. */
    ReceivedResources resources() {
        return resources;
    }

    /** What the call is about, once what it refers to is at hand. */
    List<DraftOrder> orders() {
        return scope.orders(this);
    }

    /** References of what the call is about, {@code Type/id}. */
    List<String> subjects() {
        return scope.subjects().stream()
                .map(received -> received.text().local())
                .toList();
    }

    /** References of orders that could not be read, so that nothing can be said about them. */
    List<String> unreadOrders() {
        return scope.unread();
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
        finish(type -> !clinical(request.kind()).containsValue(type));
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
        scope.wanted().stream().filter(this::onClientServer).forEach(queries::add);
        queries.addAll(dangling(administrative(), scope.followed()));
        for (int round = 1; round <= MOST_ROUNDS && fetch(queries); round++) {
            queries = List.copyOf(dangling(administrative(), scope.followed()));
        }
    }

    /** What the answer is about, and those whose further references matter. */
    private Stream<Resource> administrative() {
        Stream<Resource> roles =
                resources.all().stream().map(Received::resource).filter(Gathering::leadsFurther);
        return Stream.of(scope.subjects().stream().map(Received::resource), coverages().stream(), roles)
                .flatMap(Function.identity());
    }

    /** Asks for clinical evidence of the types that the prefetch does not answer, and what it refers to. */
    void fetchClinical() {
        finish(any -> true);
        if (ehr == null) {
            noteNotSent();
            return;
        }
        List<String> queries = new ArrayList<>();
        clinical(request.kind()).forEach((key, type) -> {
            if (!request.prefetch().containsKey(key) && (type.equals("Encounter") || !atHand(type))) {
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
        Set<String> subjects = new LinkedHashSet<>();
        for (Received subject : scope.subjects()) {
            String name = subject.text().local();
            subjects.add(name);
            evidence.add(new EvidenceItem(name, subject.resource(), Origin.REQUEST));
        }
        for (Received received : resources.all()) {
            if (subjects.contains(received.text().local())) {
                continue;
            }
            if (Subjects.another(received.resource(), request.patientId())) {
                notCounted.add(received.text().type() + " of another patient was not counted");
            } else {
                evidence.add(new EvidenceItem(received.text().reference(), received.resource(), Origin.REQUEST));
            }
        }
        return evidence;
    }

    /** What was left out of the evidence, or did not come and could not be asked for, for people; after others' notes. */
    List<String> notCounted(List<String> notes) {
        Set<String> all = new LinkedHashSet<>(notes);
        all.addAll(notCounted);
        return List.copyOf(all);
    }

    /** What could not be read although the answer may depend on it, for people. */
    List<String> notSeen() {
        return notSeen.values().stream().map(EhrAnswer::notSeen).toList();
    }

    /** True when resources of the type could not be read. */
    boolean couldNotRead(String type) {
        return notSeen.containsKey(type);
    }

    /** Reads the rest of searches whose first page the prefetch has. */
    private void finish(Predicate<String> types) {
        List<FurtherPages> now =
                unfinished.stream().filter(pages -> types.test(pages.type())).toList();
        unfinished.removeAll(now);
        if (ehr == null) {
            now.forEach(pages -> take(new EhrAnswer(pages.type(), List.of(), Trouble.FIRST_PAGE_ONLY)));
        } else if (!now.isEmpty()) {
            ehr.following(now).forEach(this::take);
        }
    }

    private static String type(String key, ScannedBundle value) {
        return value.resources().stream()
                .map(ResourceText::type)
                .filter(type -> !type.equals("OperationOutcome"))
                .findFirst()
                .orElse(key);
    }

    private void noteNotSent() {
        List<String> types = clinical(request.kind()).entrySet().stream()
                .filter(asked -> !request.prefetch().containsKey(asked.getKey()) && !atHand(asked.getValue()))
                .map(Map.Entry::getValue)
                .toList();
        if (!types.isEmpty()) {
            notCounted.add(String.join(", ", types) + ": did not come with the call, and the EHR could not be asked");
        }
    }

    /** Resources of the type, other than what the call is about. */
    private boolean atHand(String type) {
        List<Received> subjects = scope.subjects();
        return resources.all().stream()
                .anyMatch(received -> received.text().type().equals(type) && !subjects.contains(received));
    }

    /** False when there was nothing to ask that was not asked before. */
    private boolean fetch(Collection<String> queries) {
        List<String> fresh = queries.stream()
                .filter(query -> query.contains("?") || resources.find(query).isEmpty())
                .filter(asked::add)
                .toList();
        if (ehr == null || fresh.isEmpty()) {
            return false;
        }
        ehr.all(fresh).forEach(this::take);
        return true;
    }

    private void take(EhrAnswer answer) {
        if (answer.trouble().technical()) {
            notSeen.putIfAbsent(answer.what(), answer);
        }
        answer.resources().forEach(text -> add(answer, text));
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

    private static boolean leadsFurther(Resource resource) {
        return isRole(resource)
                || resource instanceof HealthcareService
                || resource instanceof CareTeam
                || resource instanceof Task;
    }

    private static boolean isRole(Resource resource) {
        return resource.fhirType().equals("PractitionerRole");
    }

    private void checkPatient() {
        if (patient().isEmpty() && resources.has("Patient")) {
            throw Refusals.badRequest(
                    IssueType.INVALID,
                    "prefetch.patient.id",
                    "The Patient of the prefetch is not the one of context.patientId.");
        }
    }

    /**
     * Clinical evidence by prefetch key. At hooks whose standard prefetch has a key of the same name for the orders
     * themselves, ours begins with {@code patient}.
     */
    static Map<String, String> clinical(HookKind kind) {
        return kind.prefetchesOrders() ? BESIDE_ORDERS : CLINICAL;
    }

    private static Map<String, String> clinical(String medicationRequests, String serviceRequests) {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("conditions", "Condition");
        types.put("observations", "Observation");
        types.put("diagnosticReports", "DiagnosticReport");
        types.put("procedures", "Procedure");
        types.put(medicationRequests, "MedicationRequest");
        types.put("medicationStatements", "MedicationStatement");
        types.put("medicationAdministrations", "MedicationAdministration");
        types.put(serviceRequests, "ServiceRequest");
        types.put("encounters", "Encounter");
        types.put("questionnaireResponses", "QuestionnaireResponse");
        return Collections.unmodifiableMap(types);
    }
}
