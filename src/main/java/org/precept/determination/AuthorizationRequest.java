package org.precept.determination;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodingKey;

/**
 * What is asked for: one product for one member, from an order or a Claim item.
 *
 * @param reference how evidence names the request itself (Claim fullUrl, order {@code Type/id})
 * @param item Claim item sequence; position of an order among those of its hook call, from 1
 * @param requestDate Claim.created or the order's authoredOn, else the day it arrived
 * @param serviceDate first date of service, else the request's date
 * @param payer identifier value of the payer
 * @param product product code
 * @param billingCode HCPCS code, null when the order has none
 * @param units requested billing units over all of the request's items of the product, null when none are given
 * @param placeOfService two-digit CMS code, null when not given
 * @param renewal the item says renewal (X12 1322 R)
 * @param statedBirthDate birth date on the request's own Patient, null when there is none
 * @param prescribers references of those who prescribe, as the request writes them
 * @param indications diagnosis codings of the request itself
 */
public record AuthorizationRequest(
        String reference,
        int item,
        LocalDate requestDate,
        LocalDate serviceDate,
        String payer,
        String product,
        @Nullable CodingKey billingCode,
        @Nullable BigDecimal units,
        @Nullable String placeOfService,
        boolean renewal,
        @Nullable LocalDate statedBirthDate,
        List<String> prescribers,
        List<Coding> indications) {
    /** Copies the lists. */
    public AuthorizationRequest {
        prescribers = List.copyOf(prescribers);
        indications = List.copyOf(indications);
    }

    /**
     * A request of which nothing is known but product, payer and day: a form that is filled before anything is ordered.
     *
     * @param reference what stands for the request in explanations
     * @param day both of the request and of the service
     * @param billingCode null when it is not known
     * @param statedBirthDate null when it is not known
     */
    public static AuthorizationRequest bare(
            String reference,
            String payer,
            String product,
            LocalDate day,
            @Nullable CodingKey billingCode,
            @Nullable LocalDate statedBirthDate) {
        return new AuthorizationRequest(
                reference,
                1,
                day,
                day,
                payer,
                product,
                billingCode,
                null,
                null,
                false,
                statedBirthDate,
                List.of(),
                List.of());
    }

    /** The same request as another item. */
    public AuthorizationRequest asItem(int number) {
        return new AuthorizationRequest(
                reference,
                number,
                requestDate,
                serviceDate,
                payer,
                product,
                billingCode,
                units,
                placeOfService,
                renewal,
                statedBirthDate,
                prescribers,
                indications);
    }
}
