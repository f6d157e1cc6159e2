package org.precept.dtr.adaptive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Library;
import org.precept.dtr.FormContent;
import org.precept.fhir.Canonical;

/**
 * What texts the logic of a define names, its own and that of everything it refers to. A question whose linkId is not among
 * them cannot change the define: logic finds an answer by its linkId.
 */
final class DefineReads {
    private static final String ELM = "application/elm+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FormContent content;
    private final Canonical library;
    private final Map<String, Elm> known = new HashMap<>();

    private record Elm(String name, Map<String, List<JsonNode>> defines, Map<String, String> includes) {}

    private record Define(String library, String name) {}

    /** @param library whose defines are asked about; it and those it includes are in the content with their ELM */
    DefineReads(Canonical library, FormContent content) {
        this.library = library;
        this.content = content;
    }

    /**
     * Texts that the defines name.
     *
     * @param defines those the library lacks name nothing
     * @param except defines of the library that are not followed
     */
    Set<String> texts(List<String> defines, Set<String> except) {
        Set<String> found = new HashSet<>();
        Set<Define> followed = new HashSet<>();
        except.forEach(name -> followed.add(new Define(library.tail(), name)));
        elm(library.tail()).ifPresent(elm -> defines.forEach(name -> follow(elm, name, followed, found)));
        return found;
    }

    private void follow(Elm elm, String name, Set<Define> followed, Set<String> found) {
        if (followed.add(new Define(elm.name(), name))) {
            elm.defines().getOrDefault(name, List.of()).forEach(define -> walk(elm, define, followed, found));
        }
    }

    private void walk(Elm elm, JsonNode node, Set<Define> followed, Set<String> found) {
        switch (node.path("type").asText()) {
            case "Literal" -> found.add(node.path("value").asText());
            case "ExpressionRef", "FunctionRef" -> {
                Optional<Elm> target = node.has("libraryName")
                        ? Optional.ofNullable(elm.includes()
                                        .get(node.get("libraryName").asText()))
                                .flatMap(this::elm)
                        : Optional.of(elm);
                target.ifPresent(other -> follow(other, node.path("name").asText(), followed, found));
            }
            default -> {
                // Its parts are looked at below.
            }
        }
        node.forEach(part -> walk(elm, part, followed, found));
    }

    private Optional<Elm> elm(String name) {
        Elm elm = known.get(name);
        if (elm == null) {
            elm = content.library(named(name)).flatMap(DefineReads::parse).orElse(null);
            if (elm != null) {
                known.put(name, elm);
            }
        }
        return Optional.ofNullable(elm);
    }

    /** Included libraries stand beside the library. */
    private Canonical named(String name) {
        return name.equals(library.tail())
                ? library
                : new Canonical(
                        library.url()
                                        .substring(
                                                0,
                                                library.url().length()
                                                        - library.tail().length())
                                + name,
                        null);
    }

    private static Optional<Elm> parse(Library library) {
        return library.getContent().stream()
                .filter(attachment -> ELM.equals(attachment.getContentType()))
                .map(Attachment::getData)
                .map(data -> read(new String(data, StandardCharsets.UTF_8)))
                .findFirst();
    }

    private static Elm read(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text).path("library");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ELM was written here", e);
        }
        Map<String, List<JsonNode>> defines = new HashMap<>();
        root.path("statements")
                .path("def")
                .forEach(define -> defines.computeIfAbsent(define.path("name").asText(), any -> new ArrayList<>())
                        .add(define.path("expression")));
        Map<String, String> includes = new HashMap<>();
        root.path("includes")
                .path("def")
                .forEach(include -> includes.put(
                        include.path("localIdentifier").asText(),
                        include.path("path").asText()));
        return new Elm(root.path("identifier").path("id").asText(), defines, includes);
    }
}
