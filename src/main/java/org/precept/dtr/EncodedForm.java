package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Questionnaire;

/**
 * A closed form as JSON, ready to be copied into any number of answers: most of an answer is libraries, and encoding them
 * each time would cost four fifths of it. All of it are bundle entries in UTF-8.
 *
 * @param form what is encoded, in the words of the newest edition: it is the one that gets filled in
 * @param questionnaire the first entry
 * @param libraries an entry each
 * @param valueSets the last entries, with commas between them; empty when there are none
 */
record EncodedForm(ClosedPackage form, byte[] questionnaire, List<EncodedLibrary> libraries, byte[] valueSets) {
    private static final String START = "\"entry\":[";
    private static final String END = "]}";

    EncodedForm {
        libraries = List.copyOf(libraries);
    }

    /** A library's entry, with its name. */
    record EncodedLibrary(String name, byte[] entry) {}

    /** The form in the words of an edition. */
    static EncodedForm of(ClosedPackage form, DtrEdition edition, FhirContext fhir) {
        Questionnaire said = form.questionnaire().copy();
        edition.say(said);
        return new EncodedForm(
                form,
                entries(List.of(said), fhir),
                form.libraries().stream()
                        .map(library -> new EncodedLibrary(library.getName(), entries(List.of(library), fhir)))
                        .toList(),
                entries(form.valueSets(), fhir));
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
