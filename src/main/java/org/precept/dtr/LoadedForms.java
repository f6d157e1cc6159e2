package org.precept.dtr;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.precept.criteria.CqlLibraries;
import org.precept.criteria.CqlLibrary;
import org.precept.fhir.Canonical;

/**
 * Forms, libraries and value sets of the loaded content. Libraries get their logic here: the CQL as written and the ELM as
 * translated, with the value sets that the CQL declares among what they depend on.
 */
public final class LoadedForms implements FormContent {
    private static final String CQL = "text/cql";
    private static final String ELM = "application/elm+json";

    private final List<MetadataResource> content;
    private final CqlLibraries cql;
    private final Function<Resource, Optional<Instant>> loaded;
    private final Map<Canonical, Optional<MetadataResource>> found = new ConcurrentHashMap<>();

    /**
     * @param content parsed content; not changed
     * @param cql its CQL, translated
     * @param loaded when this version of a resource was stored here first, if that is known; asked when it is first needed
     */
    public LoadedForms(
            Collection<? extends Resource> content, CqlLibraries cql, Function<Resource, Optional<Instant>> loaded) {
        this.content = content.stream()
                .filter(MetadataResource.class::isInstance)
                .map(MetadataResource.class::cast)
                .toList();
        this.cql = cql;
        this.loaded = loaded;
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

    /** Unknown canonicals come from clients and are not kept. */
    private <T extends MetadataResource> Optional<T> find(Canonical canonical, Class<T> type) {
        Optional<MetadataResource> known = found.get(canonical);
        if (known == null) {
            known = newest(canonical).map(this::complete);
            if (known.isPresent()) {
                found.put(canonical, known);
            }
        }
        return known.filter(type::isInstance).map(type::cast);
    }

    private Optional<MetadataResource> newest(Canonical canonical) {
        return content.stream()
                .filter(resource -> resource.hasUrl() && canonicalOf(resource).matches(canonical))
                .max(Comparator.comparing(resource -> sortable(resource.getVersion())));
    }

    /** Numbers of a version padded, so that 1.10.0 comes after 1.9.0. */
    private static String sortable(String version) {
        return Stream.of(String.valueOf(version).split("\\.", -1))
                .map(part -> "%8s".formatted(part))
                .reduce("", String::concat);
    }

    private MetadataResource complete(MetadataResource resource) {
        MetadataResource copy = (MetadataResource) resource.copy();
        if (copy instanceof Library library) {
            cql.find(canonicalOf(library)).ifPresent(logic -> addLogic(library, logic));
        }
        loaded.apply(resource).ifPresent(instant -> copy.getMeta().setLastUpdated(Date.from(instant)));
        return copy;
    }

    private void addLogic(Library library, CqlLibrary logic) {
        library.setContent(List.of(attachment(CQL, logic.cql()), attachment(ELM, cql.elm(logic))));
        Set<String> named = new HashSet<>();
        library.getRelatedArtifact()
                .forEach(artifact -> named.add(
                        Canonical.parse(String.valueOf(artifact.getResource())).url()));
        logic.valueSets().stream()
                .sorted()
                .filter(url -> !named.contains(url))
                .forEach(url -> library.addRelatedArtifact()
                        .setType(RelatedArtifactType.DEPENDSON)
                        .setResource(newest(new Canonical(url, null))
                                .map(set -> canonicalOf(set).toString())
                                .orElse(url)));
    }

    private static Attachment attachment(String type, String text) {
        return new Attachment().setContentType(type).setData(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Canonical canonicalOf(MetadataResource resource) {
        return new Canonical(resource.getUrl(), resource.getVersion());
    }
}
