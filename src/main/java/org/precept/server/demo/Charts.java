package org.precept.server.demo;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The charts of all patients of the clinic. */
@Component
@Profile("demo")
class Charts {

    private static final int NOT_FOUND = 404;

    private final SortedMap<String, Chart> charts = new TreeMap<>();

    Charts(FhirContext fhir, ObjectMapper json, Clock clock) {
        new ClinicFiles(fhir, json).read().forEach((key, patient) -> charts.put(key, new Chart(patient, fhir, clock)));
    }

    List<Chart> all() {
        return List.copyOf(charts.values());
    }

    /** The chart of a demo member. @throws RejectedRequest when nobody has that name */
    Chart of(String key) {
        Chart chart = charts.get(key);
        if (chart == null) {
            throw notFound(
                    "The clinic has no patient of that name. It has: " + String.join(", ", charts.keySet()) + ".");
        }
        return chart;
    }

    private static RejectedRequest notFound(String diagnostics) {
        return new RejectedRequest(NOT_FOUND, new Issue(IssueType.NOTFOUND, null, diagnostics));
    }
}
