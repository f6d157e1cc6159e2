package org.precept.determination;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DeviceRequest;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.NutritionOrder;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.VisionPrescription;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.Days;

/** Reads {@link OrderFacts} from the order types of CRD 2.2. */
final class OrderReader {
    private static final String BILLING_OPTIONS =
            "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-billing-options";

    private static final Set<AppointmentStatus> CALLED_OFF =
            EnumSet.of(AppointmentStatus.CANCELLED, AppointmentStatus.NOSHOW, AppointmentStatus.ENTEREDINERROR);

    private final DomainResource order;
    private final Function<String, Optional<? extends Resource>> resolver;

    OrderReader(DomainResource order, Function<String, Optional<? extends Resource>> resolver) {
        this.order = order;
        this.resolver = resolver;
    }

    OrderFacts facts() {
        if (order instanceof MedicationRequest request) {
            return medication(request);
        }
        if (order instanceof ServiceRequest request) {
            return service(request);
        }
        if (order instanceof DeviceRequest request) {
            return device(request);
        }
        if (order instanceof NutritionOrder nutrition) {
            return withoutProduct(nutrition.getDateTimeElement(), nutrition.getOrderer());
        }
        if (order instanceof VisionPrescription vision) {
            return withoutProduct(vision.getDateWrittenElement(), vision.getPrescriber());
        }
        if (order instanceof CommunicationRequest communication) {
            return withoutProduct(communication.getAuthoredOnElement(), communication.getRequester());
        }
        if (order instanceof Appointment appointment) {
            return appointment(appointment);
        }
        throw new IllegalArgumentException(order.fhirType() + " is not an order");
    }

    private OrderFacts medication(MedicationRequest request) {
        return new OrderFacts(
                reference(),
                codings(request.getMedication()),
                dispensed(request),
                Days.first(request.getAuthoredOnElement()),
                firstDose(request),
                references(List.of(request.getRequester())),
                references(List.of(request.getPerformer())),
                reasons(request.getReasonCode(), request.getReasonReference()),
                null,
                ResourceState.subject(order),
                references(request.getInsurance()),
                request.getDoNotPerform());
    }

    private OrderFacts service(ServiceRequest request) {
        return new OrderFacts(
                reference(),
                codings(request.getCode()),
                request.getQuantity() instanceof Quantity quantity ? quantity : null,
                Days.first(request.getAuthoredOnElement()),
                start(request.getOccurrence()),
                references(List.of(request.getRequester())),
                references(request.getPerformer()),
                reasons(request.getReasonCode(), request.getReasonReference()),
                placeOfService(request.getLocationCode()),
                ResourceState.subject(order),
                references(request.getInsurance()),
                request.getDoNotPerform());
    }

    private OrderFacts device(DeviceRequest request) {
        return new OrderFacts(
                reference(),
                codings(request.getCode()),
                null,
                Days.first(request.getAuthoredOnElement()),
                start(request.getOccurrence()),
                references(List.of(request.getRequester())),
                references(List.of(request.getPerformer())),
                reasons(request.getReasonCode(), request.getReasonReference()),
                null,
                ResourceState.subject(order),
                references(request.getInsurance()),
                false);
    }

    private OrderFacts appointment(Appointment appointment) {
        List<Coding> services = new ArrayList<>();
        appointment.getServiceType().forEach(service -> services.addAll(codings(service)));
        Stream<InstantType> starts = Stream.of(appointment.getStartElement());
        Stream<DateTimeType> requested =
                appointment.getRequestedPeriod().stream().map(Period::getStartElement);
        List<String> actors = appointment.getParticipant().stream()
                .map(participant -> participant.getActor().getReference())
                .filter(Objects::nonNull)
                .toList();
        return new OrderFacts(
                reference(),
                services,
                null,
                Days.first(appointment.getCreatedElement()),
                Stream.concat(starts, requested)
                        .map(Days::first)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                List.of(),
                actors.stream().filter(actor -> !isPatient(actor)).toList(),
                reasons(appointment.getReasonCode(), appointment.getReasonReference()),
                null,
                actors.stream().filter(OrderReader::isPatient).findFirst().orElse(null),
                List.of(),
                CALLED_OFF.contains(appointment.getStatus()));
    }

    private static boolean isPatient(String reference) {
        return reference.startsWith("Patient/") || reference.contains("/Patient/");
    }

    private OrderFacts withoutProduct(DateTimeType authored, Reference requester) {
        return new OrderFacts(
                reference(),
                List.of(),
                null,
                Days.first(authored),
                null,
                references(List.of(requester)),
                List.of(),
                List.of(),
                null,
                ResourceState.subject(order),
                List.of(),
                false);
    }

    private String reference() {
        return order.fhirType() + "/" + order.getIdElement().getIdPart();
    }

    private List<Coding> codings(@Nullable Type what) {
        List<Coding> codings = new ArrayList<>();
        if (what instanceof CodeableConcept concept) {
            codings.addAll(concept.getCoding());
            billingOptions(concept.getExtensionsByUrl(BILLING_OPTIONS), codings);
        } else if (what instanceof Reference reference) {
            Resource target = resolve(reference);
            if (target instanceof Medication medication) {
                codings.addAll(medication.getCode().getCoding());
                billingOptions(medication.getCode().getExtensionsByUrl(BILLING_OPTIONS), codings);
            } else if (target instanceof Device device) {
                codings.addAll(device.getType().getCoding());
                billingOptions(device.getExtensionsByUrl(BILLING_OPTIONS), codings);
            }
        }
        billingOptions(order.getExtensionsByUrl(BILLING_OPTIONS), codings);
        return codings;
    }

    private static void billingOptions(List<Extension> extensions, List<Coding> codings) {
        for (Extension extension : extensions) {
            if (extension.getValue() instanceof CodeableConcept concept) {
                codings.addAll(concept.getCoding());
            }
        }
    }

    /** What one dispense supplies, times the dispenses: the first and its repeats. */
    private static @Nullable Quantity dispensed(MedicationRequest request) {
        Quantity each = request.getDispenseRequest().getQuantity();
        if (!each.hasValue()) {
            return null;
        }
        int repeats = Math.max(0, request.getDispenseRequest().getNumberOfRepeatsAllowed());
        return repeats == 0 ? each : each.copy().setValue(each.getValue().multiply(BigDecimal.valueOf(repeats + 1L)));
    }

    private static @Nullable LocalDate firstDose(MedicationRequest request) {
        return request.getDosageInstruction().stream()
                .filter(Dosage::hasTiming)
                .map(dosage -> start(dosage.getTiming()))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> Days.first(
                        request.getDispenseRequest().getValidityPeriod().getStartElement()));
    }

    private static @Nullable LocalDate start(@Nullable Type when) {
        if (when instanceof DateTimeType dateTime) {
            return Days.first(dateTime);
        }
        if (when instanceof Period period) {
            return Days.first(period.getStartElement());
        }
        if (when instanceof Timing timing) {
            Stream<LocalDate> events =
                    timing.getEvent().stream().map(Days::first).filter(Objects::nonNull);
            Stream<LocalDate> bounds = timing.getRepeat().getBounds() instanceof Period period
                    ? Stream.ofNullable(Days.first(period.getStartElement()))
                    : Stream.of();
            return Stream.concat(events, bounds).min(Comparator.naturalOrder()).orElse(null);
        }
        return null;
    }

    private List<Coding> reasons(List<CodeableConcept> codes, List<Reference> references) {
        List<Coding> codings = new ArrayList<>();
        codes.forEach(code -> codings.addAll(code.getCoding()));
        for (Reference reference : references) {
            if (resolve(reference) instanceof Condition condition && !ResourceState.retracted(condition)) {
                codings.addAll(condition.getCode().getCoding());
            }
        }
        return codings;
    }

    private static @Nullable String placeOfService(List<CodeableConcept> locations) {
        return locations.stream()
                .flatMap(location -> location.getCoding().stream())
                .filter(coding -> CodeSystems.PLACE_OF_SERVICE.equals(coding.getSystem()))
                .map(Coding::getCode)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Resource resolve(Reference reference) {
        String target = reference.getReference();
        if (target == null) {
            return null;
        }
        return target.startsWith("#")
                ? Contained.find(order, target)
                : resolver.apply(target).orElse(null);
    }

    private static List<String> references(List<Reference> references) {
        return references.stream()
                .map(Reference::getReference)
                .filter(Objects::nonNull)
                .toList();
    }
}
