package org.precept.criteria;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a request that the CQL sees as parameters.
 *
 * @param requestDate "Request Date": today, for this request; also the evaluation date
 * @param serviceDate "Service Date": first date of service, else the request's date
 * @param quantity "Quantity": requested billing units over the request's items of the product; null when none is given
 * @param quantityLimit "Quantity Limit" of the phase in units, null when there is none
 * @param unitsUsed "Units Used": units already authorized in the window, at most the limit
 * @param placeOfService "Place Of Service": two-digit CMS code, null when not given
 * @param billedWithHcpcs "Billed With HCPCS": the item or order carries a HCPCS code, hence the medical benefit
 * @param renewal "Renewal": the item says renewal (X12 1322 R)
 * @param lastApprovedServiceDate "Last Approved Service Date": latest service date, before the request's date, that we approved
 * @param statedBirthDate "Stated Birth Date": birth date on the request's Patient, null when there is none
 * @param prescribers "Prescriber References": how the request refers to those who prescribe
 * @param indications "Indications": diagnosis codings of the request itself (Claim.diagnosis, order reasonCode)
 * @param requestReference "Request Reference": how evidence names the request
 */
public record RequestParameters(
        LocalDate requestDate,
        LocalDate serviceDate,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal quantityLimit,
        BigDecimal unitsUsed,
        @Nullable String placeOfService,
        boolean billedWithHcpcs,
        boolean renewal,
        @Nullable LocalDate lastApprovedServiceDate,
        @Nullable LocalDate statedBirthDate,
        List<String> prescribers,
        List<Coding> indications,
        String requestReference) {

    /** The same facts with the limit of a phase, once the phase is known. */
    public RequestParameters withLimit(@Nullable BigDecimal limit, BigDecimal used) {
        return new RequestParameters(
                requestDate,
                serviceDate,
                quantity,
                limit,
                used,
                placeOfService,
                billedWithHcpcs,
                renewal,
                lastApprovedServiceDate,
                statedBirthDate,
                prescribers,
                indications,
                requestReference);
    }
}
