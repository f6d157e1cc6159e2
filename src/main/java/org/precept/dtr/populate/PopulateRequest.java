package org.precept.dtr.populate;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.fhir.Canonical;

/**
 * What is to be filled, for whom, and from what.
 *
 * @param form url and version of the form
 * @param subject whom the answers are about, null when the request does not say
 * @param sent resources in the request
 * @param local true when what this server knows of the subject is to be used too
 * @param addresses names of parameters that would have this server open an address; none is opened
 * @param unused names of other parameters and contents that were not heeded
 */
record PopulateRequest(
        Canonical form,
        @Nullable Reference subject,
        List<EvidenceItem> sent,
        boolean local,
        List<String> addresses,
        List<String> unused) {
    PopulateRequest {
        sent = List.copyOf(sent);
        addresses = List.copyOf(addresses);
        unused = List.copyOf(unused);
    }

    /** The Patient sent along: the subject's, or the only one. */
    Optional<Patient> patient() {
        List<EvidenceItem> patients =
                sent.stream().filter(item -> item.resource() instanceof Patient).toList();
        Reference about = subject;
        return patients.stream()
                .filter(item -> patients.size() == 1
                        || (about != null && item.reference().equals(about.getReference())))
                .map(item -> (Patient) item.resource())
                .findFirst();
    }
}
