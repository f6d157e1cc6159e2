package org.precept.pas.metrics;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.precept.record.PasExchange;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestFiles;

/** Requests as they are stored with their files. */
final class StoredRequests implements FiledRequests {

    private final RequestFiles files;
    private final PriorAuthorizations resources;
    private final FhirContext fhir;

    StoredRequests(RequestFiles files, PriorAuthorizations resources, FhirContext fhir) {
        this.files = files;
        this.resources = resources;
        this.fhir = fhir;
    }

    @Override
    public Optional<Filed> of(PasExchange exchange) {
        return Optional.ofNullable(exchange.fileId())
                .flatMap(files::find)
                .flatMap(file -> resources.bundleOf(file.claimId()).map(bundle -> new Filed(read(bundle), file)));
    }

    private Messages read(Bundle bundle) {
        return Messages.of(fhir.newJsonParser().encodeResourceToString(bundle).getBytes(StandardCharsets.UTF_8));
    }
}
