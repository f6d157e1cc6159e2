package org.precept.server.content;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.ValueSet;
import org.precept.criteria.CqlLibraries;
import org.precept.dtr.FormContent;
import org.precept.fhir.Canonical;

/** Forms, value sets and libraries of the content, the libraries with their ELM. */
final class LoadedForms implements FormContent {

    private final Map<Canonical, MetadataResource> resources = new HashMap<>();

    /** Makes the ELM of every library at once, so that no request waits for it. */
    LoadedForms(List<ContentResource> content, CqlLibraries libraries) {
        for (ContentResource file : content) {
            if (file.resource() instanceof Library library) {
                Canonical canonical = new Canonical(library.getUrl(), library.getVersion());
                Library withElm = library.copy();
                libraries
                        .find(canonical)
                        .ifPresent(cql -> withElm.addContent()
                                .setContentType("application/elm+json")
                                .setData(libraries.elm(cql).getBytes(StandardCharsets.UTF_8)));
                resources.put(canonical, withElm);
            } else if (file.resource() instanceof MetadataResource definition) {
                resources.put(new Canonical(definition.getUrl(), definition.getVersion()), definition);
            }
        }
    }

    @Override
    public Optional<Questionnaire> questionnaire(Canonical canonical) {
        return find(canonical, Questionnaire.class);
    }

    @Override
    public Optional<Library> library(Canonical canonical) {
        return find(canonical, Library.class);
    }

    @Override
    public Optional<ValueSet> valueSet(Canonical canonical) {
        return find(canonical, ValueSet.class);
    }

    private <T extends MetadataResource> Optional<T> find(Canonical canonical, Class<T> type) {
        return resources.entrySet().stream()
                .filter(entry ->
                        type.isInstance(entry.getValue()) && entry.getKey().matches(canonical))
                .max(Comparator.comparing(entry -> String.valueOf(entry.getKey().version()), LoadedForms::byNumbers))
                .map(entry -> type.cast(entry.getValue()));
    }

    /** 1.10.0 is newer than 1.9.0. */
    private static int byNumbers(String one, String other) {
        String[] left = one.split("\\.");
        String[] right = other.split("\\.");
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int byLength = Integer.compare(left[i].length(), right[i].length());
            int order = byLength != 0 ? byLength : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }
}
