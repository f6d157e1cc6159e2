package org.precept.determination;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;

/**
 * What an order says, whatever its resource type.
 *
 * @param reference {@code Type/id} of the order
 * @param codings codes of what is ordered, those of a referenced Medication or Device and billing options (CRD
 *     ext-billing-options) included; empty for orders that name no product
 * @param quantity over all dispenses, null when not given
 * @param authoredOn day it was written, null when not given
 * @param serviceDate first planned day of service, null when not given
 * @param requesters references of those who order, as written
 * @param performers references of those who carry it out, as written
 * @param indications codings of the reasons, those of referenced Conditions included
 * @param placeOfService two-digit CMS code, null when the order does not say
 * @param subject reference of the patient as written, null when absent
 * @param coverages references of insurance, as written
 * @param doNotPerform the order says not to do it
 */
public record OrderFacts(
        String reference,
        List<Coding> codings,
        @Nullable Quantity quantity,
        @Nullable LocalDate authoredOn,
        @Nullable LocalDate serviceDate,
        List<String> requesters,
        List<String> performers,
        List<Coding> indications,
        @Nullable String placeOfService,
        @Nullable String subject,
        List<String> coverages,
        boolean doNotPerform) {
    private static final Set<String> TYPES = Set.of(
            "CommunicationRequest",
            "DeviceRequest",
            "MedicationRequest",
            "NutritionOrder",
            "ServiceRequest",
            "VisionPrescription");

    /** Copies the lists. */
    public OrderFacts {
        codings = List.copyOf(codings);
        requesters = List.copyOf(requesters);
        performers = List.copyOf(performers);
        indications = List.copyOf(indications);
        coverages = List.copyOf(coverages);
    }

    /** True for the resource types that are orders (CRD 2.2, order-sign) and that {@link #of} reads. */
    public static boolean isOrder(String resourceType) {
        return TYPES.contains(resourceType);
    }

    /**
     * Reads an order: MedicationRequest, ServiceRequest, DeviceRequest, NutritionOrder, VisionPrescription or
     * CommunicationRequest; or an Appointment, which says what it is for in its service types. It is not changed.
     *
     * @param resolver finds what a reference of the order points at (contained resources are found without it)
     * @throws IllegalArgumentException for another resource type
     */
    public static OrderFacts of(DomainResource order, Function<String, Optional<? extends Resource>> resolver) {
        return new OrderReader(order, resolver).facts();
    }

    /** The same order, carried out first on the day. */
    public OrderFacts scheduled(LocalDate day) {
        return with(day, performers, placeOfService);
    }

    /**
     * The same order, to be carried out by the performer.
     *
     * @param performer reference as written
     * @param place two-digit CMS code, null when not known
     */
    public OrderFacts dispatched(String performer, @Nullable String place) {
        return with(serviceDate, List.of(performer), place);
    }

    private OrderFacts with(@Nullable LocalDate day, List<String> by, @Nullable String place) {
        return new OrderFacts(
                reference,
                codings,
                quantity,
                authoredOn,
                day,
                requesters,
                by,
                indications,
                place,
                subject,
                coverages,
                doNotPerform);
    }

    /**
     * Those who order, as criteria know them: somebody contained in the order goes by {@code Type/id#contained}, because
     * another resource may contain another of the same name.
     */
    public List<String> prescribers() {
        return requesters.stream()
                .map(requester -> requester.startsWith("#") ? reference + requester : requester)
                .toList();
    }

    /** The HCPCS code among the codings, the first one; empty when there is none. */
    public Optional<CodingKey> billingCode() {
        return codings.stream()
                .flatMap(coding -> CodingKey.of(coding).stream())
                .filter(key -> key.system().equals(CodeSystems.HCPCS))
                .findFirst();
    }

    /** The order's own date, else the day it arrived. */
    public LocalDate requestDate(LocalDate arrived) {
        return authoredOn == null ? arrived : authoredOn;
    }

    /** The first planned day of service, else the request's date. */
    public LocalDate dateOfService(LocalDate arrived) {
        return serviceDate == null ? requestDate(arrived) : serviceDate;
    }

    /**
     * The order as a request for authorization.
     *
     * @param payer identifier value of the payer
     * @param product what the codings were found to name
     * @param units billing units over all orders of the product, null when not given
     * @param arrived the day the order came in, for an order without a date
     * @param statedBirthDate birth date on the request's own Patient, null when there is none
     */
    public AuthorizationRequest request(
            String payer,
            String product,
            @Nullable BigDecimal units,
            LocalDate arrived,
            @Nullable LocalDate statedBirthDate) {
        return new AuthorizationRequest(
                reference,
                1,
                requestDate(arrived),
                dateOfService(arrived),
                payer,
                product,
                billingCode().orElse(null),
                units,
                placeOfService,
                false,
                statedBirthDate,
                prescribers(),
                indications);
    }
}
