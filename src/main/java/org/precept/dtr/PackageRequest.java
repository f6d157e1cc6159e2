package org.precept.dtr;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;

/**
 * What {@code $questionnaire-package} was asked (profile dtr-qpackage-input-parameters).
 *
 * @param coverage the coverage, with where it stands
 * @param further more coverages, which only DTR 2.0.1 knows
 * @param orders orders, encounters and appointments that need documentation
 * @param questionnaires forms asked for by name
 * @param context coverage-assertion-id or trace number, null when none is given
 * @param changedSince packages unchanged since then may be left out; null when all are wanted
 * @param referenced resources that the orders refer to
 */
record PackageRequest(
        Given<Coverage> coverage,
        List<Given<Coverage>> further,
        List<Given<Resource>> orders,
        List<Given<Canonical>> questionnaires,
        @Nullable Given<String> context,
        @Nullable Instant changedSince,
        List<Resource> referenced) {
    PackageRequest {
        further = List.copyOf(further);
        orders = List.copyOf(orders);
        questionnaires = List.copyOf(questionnaires);
        referenced = List.copyOf(referenced);
    }

    /**
     * A value and the FHIRPath of its parameter, so that whatever is wrong with it can be named.
     *
     * @param element e.g. {@code Parameters.parameter[2].resource}
     */
    record Given<T>(String element, T value) {}

    /** The same question about each of the coverages. */
    List<PackageRequest> each() {
        return Stream.concat(Stream.of(coverage), further.stream())
                .map(one ->
                        new PackageRequest(one, List.of(), orders, questionnaires, context, changedSince, referenced))
                .toList();
    }

    /** Resources that came along, those contained in the coverage included. */
    Stream<Resource> along() {
        return Stream.concat(referenced.stream(), coverage.value().getContained().stream());
    }

    /** The Patients that came along; the beneficiary, sometimes the subscriber too. */
    List<Patient> patients() {
        return along().filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .toList();
    }
}
