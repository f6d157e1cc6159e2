package org.precept.dtr;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;

/**
 * A form with all that it needs, the part of a package that is the same for every member. Shared between requests: never
 * changed.
 *
 * @param canonical url and version of the form
 * @param questionnaire the form, every reference with a version
 * @param libraries its libraries and those they include, each once
 * @param valueSets those the form and its libraries refer to, each once
 * @param options codings offered per linkId, for items that offer a closed list
 * @param changed when the newest part of it was loaded, null when that is not known
 * @param unresolved canonicals that it refers to and that are not here
 */
public record ClosedPackage(
        Canonical canonical,
        Questionnaire questionnaire,
        List<Library> libraries,
        List<ValueSet> valueSets,
        Map<String, List<Coding>> options,
        @Nullable Instant changed,
        List<Canonical> unresolved) {
    /** Copies the lists. */
    public ClosedPackage {
        libraries = List.copyOf(libraries);
        valueSets = List.copyOf(valueSets);
        options = Map.copyOf(options);
        unresolved = List.copyOf(unresolved);
    }
}
