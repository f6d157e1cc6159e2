package org.precept.server.content;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cqframework.cql.cql2elm.quick.FhirLibrarySourceProvider;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Turns files into content: parses strictly, puts the CQL into its Library, and checks what identifies a file. */
final class ContentReader {

    private static final String MEMBERS = "fhir-resources/members/";
    private static final Pattern LIBRARY =
            Pattern.compile("^\\s*library\\s+\"?([A-Za-z0-9_]+)\"?\\s+version\\s+'([^']+)'", Pattern.MULTILINE);

    private final StrictParsing parsing;
    private final ContentProblems problems;
    private final Map<String, String> seen = new HashMap<>();

    ContentReader(FhirContext fhir, ContentProblems problems) {
        this.parsing = new StrictParsing(fhir, problems);
        this.problems = problems;
    }

    /**
     * Reads all files; problems are reported, not thrown.
     *
     * @param demoMembers whether the demo members belong to the content
     */
    Content read(SortedMap<String, byte[]> files, boolean demoMembers) {
        SortedMap<String, String> cql = new TreeMap<>();
        files.forEach((file, bytes) -> {
            if (file.endsWith(".cql")) {
                cql.put(
                        file.substring(file.lastIndexOf('/') + 1, file.length() - ".cql".length()),
                        new String(bytes, StandardCharsets.UTF_8));
            }
        });
        List<ContentResource> resources = new ArrayList<>();
        Map<String, String> unused = new TreeMap<>(cql);
        files.forEach((file, bytes) -> {
            if (file.endsWith(".json") && (demoMembers || !file.startsWith(MEMBERS))) {
                parsing.parse(file, bytes).ifPresent(resource -> {
                    String text = resource instanceof Library library ? attach(file, library, cql) : "";
                    unused.remove(nameOf(resource));
                    resources.add(identify(file, resource, sha256(bytes, text)));
                });
            }
        });
        unused.keySet()
                .forEach(name -> problems.add(
                        "cql/" + name + ".cql", "library " + name, "no Library resource with this name describes it"));
        return new Content(resources, cql);
    }

    private static String nameOf(Resource resource) {
        return resource instanceof Library library ? String.valueOf(library.getName()) : "";
    }

    private String attach(String file, Library library, Map<String, String> cql) {
        String text = cql.get(nameOf(library));
        text = text == null ? builtIn(library) : text;
        if (text == null) {
            problems.add(file, "Library.name", "there is no cql/" + library.getName() + ".cql");
            return "";
        }
        Matcher declared = LIBRARY.matcher(text);
        if (!declared.find()
                || !declared.group(1).equals(library.getName())
                || !declared.group(2).equals(library.getVersion())) {
            problems.add(
                    "cql/" + library.getName() + ".cql",
                    "library",
                    "must declare library " + library.getName() + " version '" + library.getVersion() + "', as " + file
                            + " does");
        }
        library.addContent().setContentType("text/cql").setData(text.getBytes(StandardCharsets.UTF_8));
        return text;
    }

    /** FHIRHelpers comes with the CQL translator. */
    private static @Nullable String builtIn(Library library) {
        String resource = "/org/hl7/fhir/" + library.getName() + "-" + library.getVersion() + ".cql";
        try (InputStream text = FhirLibrarySourceProvider.class.getResourceAsStream(resource)) {
            return text == null ? null : new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the class path cannot be read", e);
        }
    }

    private ContentResource identify(String file, Resource resource, String sha256) {
        String type = resource.fhirType();
        if (!resource.hasId()) {
            problems.add(file, type + ".id", "is missing");
        }
        String canonical = type + "/" + resource.getIdElement().getIdPart();
        String version = ContentResource.UNVERSIONED;
        if (resource instanceof MetadataResource definition) {
            if (!definition.hasUrl() || !definition.hasVersion()) {
                problems.add(file, type, "url and version are required");
            }
            canonical = String.valueOf(definition.getUrl());
            version = String.valueOf(definition.getVersion());
        }
        String other = seen.putIfAbsent(canonical + "|" + version, file);
        if (other != null) {
            problems.add(file, type, canonical + "|" + version + " is also in " + other);
        }
        return new ContentResource(file, canonical, version, sha256, resource);
    }

    private static String sha256(byte[] bytes, String more) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            digest.update(more.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
