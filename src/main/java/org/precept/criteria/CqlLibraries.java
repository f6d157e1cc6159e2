package org.precept.criteria;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cqframework.cql.cql2elm.CqlTranslator;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.cqframework.cql.cql2elm.model.CompiledLibrary;
import org.hl7.elm.r1.Library;
import org.precept.fhir.Canonical;

/** All CQL libraries of the content, translated. Thread-safe. */
public final class CqlLibraries {
    private final Map<LibraryName, CqlLibrary> libraries;
    private final List<CqlProblem> problems;
    private final LibraryManager manager;
    private final List<CqlLibrary> builtIn;
    private final Map<LibraryName, String> elm = new ConcurrentHashMap<>();

    CqlLibraries(
            Map<LibraryName, CqlLibrary> libraries,
            List<CqlProblem> problems,
            LibraryManager manager,
            List<CqlLibrary> builtIn) {
        this.libraries = Map.copyOf(libraries);
        this.problems = List.copyOf(problems);
        this.manager = manager;
        this.builtIn = List.copyOf(builtIn);
    }

    /**
     * Translates every text on the calling thread; takes about two seconds in a cold JVM.
     *
     * @return the libraries with everything found wrong; they must not be evaluated unless {@link #problems()} is empty
     */
    public static CqlLibraries translate(Collection<CqlText> texts) {
        return CqlTranslation.translate(texts);
    }

    /** What is wrong with the CQL, by file and line; empty when all of it translates. */
    public List<CqlProblem> problems() {
        return problems;
    }

    /** Every library, in the order of their names. */
    public List<CqlLibrary> all() {
        return libraries.values().stream()
                .sorted(Comparator.comparing(CqlLibrary::name).thenComparing(CqlLibrary::version))
                .toList();
    }

    /**
     * The library whose name is the canonical's last segment; without a version, the one there is, else empty. FHIRHelpers,
     * which the translator brings along, is found too when a library includes it.
     */
    public Optional<CqlLibrary> find(Canonical canonical) {
        List<CqlLibrary> found = Stream.concat(libraries.values().stream(), builtIn.stream())
                .filter(library -> library.name().equals(canonical.tail()))
                .filter(library ->
                        canonical.version() == null || library.version().equals(canonical.version()))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The library and all that it includes, directly or not, each once, itself first; FHIRHelpers is not among them. */
    public List<CqlLibrary> withIncluded(CqlLibrary library) {
        Map<LibraryName, CqlLibrary> found = new LinkedHashMap<>();
        collect(library, found);
        return List.copyOf(found.values());
    }

    private void collect(CqlLibrary library, Map<LibraryName, CqlLibrary> found) {
        if (found.putIfAbsent(library.id(), library) == null) {
            for (String include : library.includes()) {
                find(Canonical.parse(include))
                        .filter(included -> !builtIn.contains(included))
                        .ifPresent(included -> collect(included, found));
            }
        }
    }

    /**
     * The library as ELM in JSON, made on first use, without what says nothing.
     *
     * @throws CriteriaException when the library is not one of these
     */
    public String elm(CqlLibrary library) {
        return elm.computeIfAbsent(library.id(), name -> CompactElm.of(CqlTranslator.convertToJson(compiled(name))));
    }

    /** A problem for every value set that a library names and the given urls lack. */
    public List<CqlProblem> missingValueSets(Set<String> urls) {
        List<CqlProblem> missing = new ArrayList<>();
        for (CqlLibrary library : all()) {
            library.valueSets().stream()
                    .filter(url -> !urls.contains(url))
                    .sorted()
                    .forEach(url -> missing.add(new CqlProblem(library.name(), 0, "there is no value set " + url)));
        }
        return missing;
    }

    LibraryManager manager() {
        return manager;
    }

    private Library compiled(LibraryName name) {
        CompiledLibrary compiled = manager.getCompiledLibraries().get(name.identifier());
        Library library = compiled == null ? null : compiled.getLibrary();
        if (library == null) {
            throw new CriteriaException("there is no CQL library " + name);
        }
        return library;
    }
}
