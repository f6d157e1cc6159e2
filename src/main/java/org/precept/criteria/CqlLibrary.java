package org.precept.criteria;

import java.util.List;
import java.util.Set;

/**
 * A translated CQL library.
 *
 * @param name library name, the tail of its canonical
 * @param version library version
 * @param cql its text
 * @param defines names of its expression defines, functions left out
 * @param includes the libraries it includes, {@code name|version}, FHIRHelpers among them
 * @param valueSets canonical urls of the value sets it declares
 * @param parameters names of the parameters it declares itself
 */
public record CqlLibrary(
        String name,
        String version,
        String cql,
        Set<String> defines,
        List<String> includes,
        Set<String> valueSets,
        Set<String> parameters) {
    /** Copies the collections. */
    public CqlLibrary {
        defines = Set.copyOf(defines);
        includes = List.copyOf(includes);
        valueSets = Set.copyOf(valueSets);
        parameters = Set.copyOf(parameters);
    }

    LibraryName id() {
        return new LibraryName(name, version);
    }

    /** True when the library has an expression of this name. */
    public boolean has(String define) {
        return defines.contains(define);
    }
}
