package org.precept.fhir;

import org.jspecify.annotations.Nullable;

/**
 * A canonical reference, {@code url} or {@code url|version}.
 *
 * @param url the canonical url without version and fragment
 * @param version the business version, null when the reference names none
 */
public record Canonical(String url, @Nullable String version) {

    /** Reads {@code url}, {@code url|version} or {@code url|version#fragment}. */
    public static Canonical parse(String value) {
        int hash = value.indexOf('#');
        String bare = hash < 0 ? value : value.substring(0, hash);
        int bar = bare.indexOf('|');
        return bar < 0 ? new Canonical(bare, null) : new Canonical(bare.substring(0, bar), bare.substring(bar + 1));
    }

    /** True when both name the same url and, where both name a version, the same version. */
    public boolean matches(Canonical other) {
        return url.equals(other.url) && (version == null || other.version == null || version.equals(other.version));
    }

    /** The last segment of the url: the resource's logical name, e.g. {@code mmm-alemtuzumab-initial}. */
    public String tail() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return version == null ? url : url + "|" + version;
    }
}
