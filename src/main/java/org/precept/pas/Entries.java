package org.precept.pas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a Bundle as references find them: by fullUrl, a relative reference against the base of the entry that
 * holds it, and by type and id where that finds nothing (FHIR R4, Bundle, "Resolving references in Bundles").
 */
public final class Entries {

    private static final Pattern REST_URL = Pattern.compile("(https?://.+/)?([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})");

    private final List<Entry> all = new ArrayList<>();
    private final Map<String, Set<Entry>> byUrl = new LinkedHashMap<>();
    private final Map<String, Set<Entry>> byTypeAndId = new LinkedHashMap<>();

    Entries(Bundle bundle) {
        for (int i = 0; i < bundle.getEntry().size(); i++) {
            Bundle.BundleEntryComponent component = bundle.getEntry().get(i);
            if (component.hasResource()) {
                add(new Entry(i, component.getFullUrl(), component.getResource()));
            }
        }
    }

    /** One entry. Equality is identity of position. */
    public record Entry(int position, @Nullable String fullUrl, Resource resource) {

        /** FHIRPath of the resource. */
        public String path() {
            return "Bundle.entry[" + position + "].resource";
        }

        /** How others name it: its fullUrl when it has one, else type and id. */
        public String name() {
            return fullUrl != null ? fullUrl : typeAndId(resource);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entry entry && entry.position == position;
        }

        @Override
        public int hashCode() {
            return position;
        }
    }

    /** All entries in order. */
    public List<Entry> all() {
        return all;
    }

    /** All entries that a literal reference held by {@code from} can mean; more than one when it is ambiguous. */
    List<Entry> find(String reference, @Nullable String from) {
        String bare = withoutVersion(reference);
        Set<Entry> direct = byUrl.get(bare);
        if (direct != null) {
            return List.copyOf(direct);
        }
        Matcher relative = REST_URL.matcher(bare);
        if (!relative.matches() || relative.group(1) != null) {
            return List.of();
        }
        Set<Entry> sameBase = byUrl.get(base(from) + bare);
        return List.copyOf(sameBase != null ? sameBase : byTypeAndId.getOrDefault(bare, Set.of()));
    }

    /** The one entry a reference means; empty when it has no literal reference, finds nothing or is ambiguous. */
    Optional<Entry> one(@Nullable Reference reference, @Nullable String from) {
        if (reference == null || !reference.hasReference()) {
            return Optional.empty();
        }
        List<Entry> found = find(reference.getReference(), from);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The resource of a type that a reference means; empty also when it is of another type. */
    <T extends Resource> Optional<T> one(@Nullable Reference reference, @Nullable String from, Class<T> type) {
        return one(reference, from)
                .map(Entry::resource)
                .filter(type::isInstance)
                .map(type::cast);
    }

    private void add(Entry entry) {
        all.add(entry);
        if (entry.resource().getIdElement().hasIdPart()) {
            index(byTypeAndId, typeAndId(entry.resource()), entry);
        }
        String url = entry.fullUrl();
        if (url != null) {
            index(byUrl, withoutVersion(url), entry);
            Matcher rest = REST_URL.matcher(url);
            if (rest.matches()) {
                index(byTypeAndId, rest.group(2), entry);
            }
        }
    }

    private static void index(Map<String, Set<Entry>> index, String key, Entry entry) {
        index.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(entry);
    }

    private static String typeAndId(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    private static String base(@Nullable String fullUrl) {
        Matcher rest = REST_URL.matcher(fullUrl == null ? "" : fullUrl);
        return rest.matches() && rest.group(1) != null ? rest.group(1) : "";
    }

    private static String withoutVersion(String reference) {
        int history = reference.indexOf("/_history/");
        return history < 0 ? reference : reference.substring(0, history);
    }
}
