package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Questionnaire;

/**
 * A closed form as JSON, ready to be copied into any number of answers: most of an answer is libraries, and encoding them
 * each time would cost four fifths of it.
 *
 * @param form what is encoded, in the words of the newest edition: it is the one that gets filled in
 * @param questionnaire the first bundle entry, UTF-8
 * @param dependencies the entries after the draft, with commas between them, UTF-8; empty when there are none
 */
record EncodedForm(ClosedPackage form, byte[] questionnaire, byte[] dependencies) {
    private static final String START = "\"entry\":[";
    private static final String END = "]}";

    /** The form in the words of an edition. */
    static EncodedForm of(ClosedPackage form, DtrEdition edition, FhirContext fhir) {
        Questionnaire said = form.questionnaire().copy();
        edition.say(said);
        List<MetadataResource> dependencies = new ArrayList<>(form.libraries());
        dependencies.addAll(form.valueSets());
        return new EncodedForm(form, entries(List.of(said), fhir), entries(dependencies, fhir));
    }

    private static byte[] entries(List<? extends MetadataResource> resources, FhirContext fhir) {
        if (resources.isEmpty()) {
            return new byte[0];
        }
        Bundle bundle = new Bundle();
        resources.forEach(
                resource -> bundle.addEntry().setFullUrl(resource.getUrl()).setResource(resource));
        String json = fhir.newJsonParser().encodeResourceToString(bundle);
        return json.substring(json.indexOf(START) + START.length(), json.lastIndexOf(END))
                .getBytes(StandardCharsets.UTF_8);
    }
}
