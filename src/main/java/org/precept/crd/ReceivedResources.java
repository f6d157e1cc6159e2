package org.precept.crd;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.crd.text.ResourceText;

/**
 * The resources of one hook call, found by type and id or by fullUrl whatever prefetch key they came under. The first of
 * several with one type and id counts. Not for concurrent use.
 */
final class ReceivedResources {
    private static final Pattern LOCAL = Pattern.compile("(?:.*/)?([A-Z]\\w+/[A-Za-z0-9._-]+?)(?:/_history/.*)?");

    private final Map<String, Received> byReference = new LinkedHashMap<>();
    private final Map<String, Received> byFullUrl = new LinkedHashMap<>();

    /** Adds a resource unless one with its type and id is there. */
    void add(Received received) {
        ResourceText text = received.text();
        String key = text.id() == null ? text.path() : text.local();
        if (byReference.putIfAbsent(key, received) == null && text.fullUrl() != null) {
            byFullUrl.putIfAbsent(text.fullUrl(), received);
        }
    }

    /** All resources, in the order they came. */
    Collection<Received> all() {
        return Collections.unmodifiableCollection(byReference.values());
    }

    /** Resources of a type. */
    <T extends Resource> Stream<T> of(Class<T> type) {
        return byReference.values().stream()
                .map(Received::resource)
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** True when there is a resource of the type. */
    boolean has(String type) {
        return byReference.values().stream().anyMatch(each -> each.text().type().equals(type));
    }

    /** What a reference points to: a fullUrl, {@code Type/id} or an absolute address that ends so. */
    Optional<Resource> find(@Nullable String reference) {
        return received(reference).map(Received::resource);
    }

    /** The same with its text. */
    Optional<Received> received(@Nullable String reference) {
        if (reference == null) {
            return Optional.empty();
        }
        Received byUrl = byFullUrl.get(reference);
        return byUrl == null ? local(reference).map(byReference::get) : Optional.of(byUrl);
    }

    /** {@code Type/id} of a reference; empty for fragments, urn:uuid and logical references. */
    static Optional<String> local(@Nullable String reference) {
        if (reference == null || reference.startsWith("#") || reference.startsWith("urn:")) {
            return Optional.empty();
        }
        Matcher matcher = LOCAL.matcher(reference);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
