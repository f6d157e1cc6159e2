package org.precept.criteria;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.cqframework.cql.cql2elm.CqlCompilerException;
import org.cqframework.cql.cql2elm.CqlCompilerException.ErrorSeverity;
import org.cqframework.cql.cql2elm.CqlCompilerOptions;
import org.cqframework.cql.cql2elm.LibraryBuilder.SignatureLevel;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.cqframework.cql.cql2elm.ModelManager;
import org.cqframework.cql.cql2elm.StringLibrarySourceProvider;
import org.cqframework.cql.cql2elm.model.CompiledLibrary;
import org.cqframework.cql.cql2elm.quick.FhirLibrarySourceProvider;
import org.hl7.elm.r1.FunctionDef;
import org.hl7.elm.r1.Library;
import org.jspecify.annotations.Nullable;

/** Translates CQL once, on one thread: a cold ModelManager is not thread-safe. */
final class CqlTranslation {
    private static final String HELPERS = "FHIRHelpers";

    private final LibraryManager manager;
    private final Map<LibraryName, CqlLibrary> libraries = new HashMap<>();
    private final Map<LibraryName, String> files = new HashMap<>();
    private final Set<CqlProblem> problems = new HashSet<>();

    private CqlTranslation(Collection<CqlText> texts) {
        ModelManager models = new ModelManager();
        models.resolveModel("System");
        models.resolveModel("FHIR", "4.0.1");
        manager = new LibraryManager(models, options(), new ConcurrentHashMap<>());
        manager.getLibrarySourceLoader()
                .registerProvider(new StringLibrarySourceProvider(
                        texts.stream().map(CqlText::text).toList()));
        manager.getLibrarySourceLoader().registerProvider(new FhirLibrarySourceProvider());
    }

    /** Translates every text; all problems of all texts are reported, not only the first. */
    static CqlLibraries translate(Collection<CqlText> texts) {
        CqlTranslation translation = new CqlTranslation(texts);
        Map<LibraryName, CqlText> named = translation.named(texts);
        named.forEach(translation::translate);
        translation.checkParameters();
        return new CqlLibraries(
                translation.libraries,
                translation.problems.stream()
                        .sorted((a, b) -> a.toString().compareTo(b.toString()))
                        .toList(),
                translation.manager,
                translation.builtIn());
    }

    /** FHIRHelpers as the translator has it, once something included it. */
    private List<CqlLibrary> builtIn() {
        List<CqlLibrary> found = new ArrayList<>();
        manager.getCompiledLibraries().forEach((id, compiled) -> {
            String name = id.getId();
            String version = id.getVersion();
            Library elm = compiled.getLibrary();
            if (HELPERS.equals(name) && version != null && elm != null) {
                CqlText text = new CqlText(name + ".cql", source(name + "-" + version + ".cql"));
                found.add(describe(new LibraryName(name, version), text, elm));
            }
        });
        return found;
    }

    private static String source(String file) {
        try (InputStream stream = FhirLibrarySourceProvider.class.getResourceAsStream("/org/hl7/fhir/" + file)) {
            return new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No annotations and locators in the ELM: half the size. List conversions off: they hide errors in criteria. */
    private static CqlCompilerOptions options() {
        CqlCompilerOptions options = new CqlCompilerOptions(
                ErrorSeverity.Error,
                SignatureLevel.Overloads,
                CqlCompilerOptions.Options.DisableListDemotion,
                CqlCompilerOptions.Options.DisableListPromotion);
        options.setCompatibilityLevel("1.5");
        return options;
    }

    private Map<LibraryName, CqlText> named(Collection<CqlText> texts) {
        Map<LibraryName, CqlText> named = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (CqlText text : texts) {
            LibraryName name = text.declares().orElse(null);
            if (name == null) {
                problems.add(new CqlProblem(text.file(), 0, "no declaration: library <name> version '<version>'"));
            } else if (named.putIfAbsent(name, text) != null) {
                problems.add(new CqlProblem(text.file(), 0, "library " + name + " is declared twice"));
            } else {
                files.put(name, text.file());
            }
        }
        return named;
    }

    private void translate(LibraryName name, CqlText text) {
        List<CqlCompilerException> errors = new ArrayList<>();
        try {
            CompiledLibrary compiled = manager.resolveLibrary(name.identifier(), errors);
            Library elm = compiled.getLibrary();
            if (elm != null) {
                libraries.put(name, describe(name, text, elm));
            }
        } catch (CqlCompilerException error) {
            errors.add(error);
        } catch (RuntimeException unexpected) {
            problems.add(new CqlProblem(text.file(), 0, String.valueOf(unexpected.getMessage())));
        }
        for (CqlCompilerException error : errors) {
            if (error.getSeverity() == ErrorSeverity.Error) {
                problems.add(problem(text, error));
            }
        }
    }

    private CqlProblem problem(CqlText text, CqlCompilerException error) {
        var where = error.getLocator();
        if (where == null || where.getLibrary() == null) {
            return new CqlProblem(text.file(), 0, String.valueOf(error.getMessage()));
        }
        String file = files.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(where.getLibrary().getId()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(text.file());
        return new CqlProblem(file, where.getStartLine(), String.valueOf(error.getMessage()));
    }

    private static CqlLibrary describe(LibraryName name, CqlText text, Library elm) {
        Set<String> defines = new HashSet<>();
        if (elm.getStatements() != null) {
            elm.getStatements().getDef().stream()
                    .filter(def -> !(def instanceof FunctionDef))
                    .forEach(def -> add(defines, def.getName()));
        }
        List<String> includes = new ArrayList<>();
        if (elm.getIncludes() != null) {
            elm.getIncludes().getDef().forEach(def -> includes.add(def.getPath() + "|" + def.getVersion()));
        }
        Set<String> valueSets = new HashSet<>();
        if (elm.getValueSets() != null) {
            elm.getValueSets().getDef().forEach(def -> add(valueSets, def.getId()));
        }
        Set<String> parameters = new HashSet<>();
        if (elm.getParameters() != null) {
            elm.getParameters().getDef().forEach(def -> add(parameters, def.getName()));
        }
        return new CqlLibrary(name.name(), name.version(), text.text(), defines, includes, valueSets, parameters);
    }

    private static void add(Set<String> names, @Nullable String name) {
        if (name != null) {
            names.add(name);
        }
    }

    /** The engine reads a parameter that nobody supplies as null without a word: found out here instead. */
    private void checkParameters() {
        for (CqlLibrary library : libraries.values()) {
            for (String parameter : library.parameters()) {
                if (!ParameterValues.NAMES.contains(parameter)) {
                    problems.add(new CqlProblem(
                            files.getOrDefault(library.id(), library.name()),
                            0,
                            "parameter \"" + parameter + "\" is not among those a request supplies: "
                                    + ParameterValues.NAMES));
                }
            }
        }
    }
}
