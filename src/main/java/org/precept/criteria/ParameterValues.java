package org.precept.criteria;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Date;
import org.precept.fhir.CodingKey;

/** The facts of a request as values of the parameters that CQL libraries declare. */
final class ParameterValues {
    /** Every parameter that a library may declare. */
    static final Set<String> NAMES = Set.of(
            "Request Date",
            "Service Date",
            "Quantity",
            "Quantity Limit",
            "Units Used",
            "Place Of Service",
            "Billed With HCPCS",
            "Renewal",
            "Last Approved Service Date",
            "Stated Birth Date",
            "Prescriber References",
            "Practitioner Specialties",
            "Indications",
            "Request Reference",
            "Forms Are Screened");

    private ParameterValues() {}

    static Map<String, @Nullable Object> of(RequestParameters request, EvidenceIndex evidence) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("Request Date", date(request.requestDate()));
        values.put("Service Date", date(request.serviceDate()));
        values.put("Quantity", request.quantity());
        values.put("Quantity Limit", request.quantityLimit());
        values.put("Units Used", request.unitsUsed());
        values.put("Place Of Service", request.placeOfService());
        values.put("Billed With HCPCS", request.billedWithHcpcs());
        values.put("Renewal", request.renewal());
        values.put("Last Approved Service Date", date(request.lastApprovedServiceDate()));
        values.put("Stated Birth Date", date(request.statedBirthDate()));
        values.put("Prescriber References", List.copyOf(request.prescribers()));
        values.put("Practitioner Specialties", evidence.specialties());
        values.put(
                "Indications",
                request.indications().stream()
                        .filter(coding -> coding.hasSystem() && coding.hasCode())
                        .map(ParameterValues::code)
                        .toList());
        values.put("Request Reference", request.requestReference());
        // Only forms whose answers count get among the evidence.
        values.put("Forms Are Screened", true);
        return values;
    }

    /** The coding in its normal form, see {@link CodingKey}; null parts stay null. */
    static Code code(Coding coding) {
        Code code = new Code().withDisplay(coding.getDisplay());
        CodingKey.of(coding)
                .ifPresentOrElse(
                        key -> code.withSystem(key.system()).withCode(key.code()),
                        () -> code.withSystem(coding.getSystem()).withCode(coding.getCode()));
        return code;
    }

    private static @Nullable Date date(@Nullable LocalDate day) {
        return day == null ? null : new Date(day);
    }
}
