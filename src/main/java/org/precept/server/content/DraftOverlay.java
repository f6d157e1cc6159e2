package org.precept.server.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.precept.criteria.CqlText;
import org.precept.policy.ContentFile;

/**
 * The content with a draft in place of what it replaces: definitions of the same url and version, and value sets of the
 * same url, which CQL finds by url. Only what one policy needs is in it: no other policy, no stepwise form, and the
 * libraries that its own includes.
 */
final class DraftOverlay {

    private static final String ADAPTIVE = "-adaptive";
    private static final Pattern HEADER =
            Pattern.compile("(?m)^[ \\t]*+library\\s+\"?([A-Za-z0-9_]+)\"?\\s+version\\s+'([^']+)'");
    private static final Pattern INCLUDE =
            Pattern.compile("(?m)^[ \\t]*+include\\s+\"?([A-Za-z0-9_]+)\"?\\s+version\\s+'([^']+)'");

    private final Content content;
    private final DraftBundle draft;

    DraftOverlay(Content content, DraftBundle draft) {
        this.content = content;
        this.draft = draft;
    }

    /** The resources; those of the draft are named by their place in it. */
    List<ContentFile> files() {
        List<ContentFile> files = new ArrayList<>(draft.files());
        for (ContentResource file : content.resources()) {
            if (isNeeded(file.resource()) && !isReplaced(file.resource())) {
                files.add(new ContentFile(file.file(), file.resource()));
            }
        }
        return files;
    }

    private static boolean isNeeded(Resource resource) {
        return !(resource instanceof PlanDefinition)
                && !(resource instanceof Questionnaire form
                        && String.valueOf(form.getUrl()).endsWith(ADAPTIVE));
    }

    private boolean isReplaced(Resource resource) {
        return resource instanceof MetadataResource definition
                && draft.files().stream()
                        .map(file -> (MetadataResource) file.resource())
                        .anyMatch(other -> other.fhirType().equals(definition.fhirType())
                                && String.valueOf(other.getUrl()).equals(definition.getUrl())
                                && (definition instanceof ValueSet
                                        || String.valueOf(other.getVersion()).equals(definition.getVersion())));
    }

    /** The CQL of the draft, and of the content what it or the policy's library includes. */
    List<CqlText> cql() {
        Map<String, CqlText> known = new LinkedHashMap<>();
        content.cql().forEach((name, text) -> index(known, new CqlText("cql/" + name + ".cql", text)));
        draft.cql().forEach(text -> index(known, text));
        Map<String, CqlText> needed = new LinkedHashMap<>();
        draft.cql().forEach(text -> collect(text, known, needed));
        draft.files().stream()
                .map(ContentFile::resource)
                .filter(PlanDefinition.class::isInstance)
                .flatMap(plan -> ((PlanDefinition) plan).getLibrary().stream())
                .map(library -> tail(String.valueOf(library.getValue())))
                .flatMap(name -> Stream.ofNullable(known.get(name)))
                .forEach(text -> collect(text, known, needed));
        return List.copyOf(needed.values());
    }

    /** Name and version, as libraries are keyed here. */
    private static String tail(String canonical) {
        return canonical.substring(canonical.lastIndexOf('/') + 1);
    }

    private static void index(Map<String, CqlText> known, CqlText text) {
        Matcher header = HEADER.matcher(text.text());
        if (header.find()) {
            known.put(header.group(1) + "|" + header.group(2), text);
        }
    }

    private static void collect(CqlText text, Map<String, CqlText> known, Map<String, CqlText> needed) {
        if (needed.putIfAbsent(text.file(), text) == null) {
            Matcher include = INCLUDE.matcher(text.text());
            while (include.find()) {
                CqlText included = known.get(include.group(1) + "|" + include.group(2));
                if (included != null) {
                    collect(included, known, needed);
                }
            }
        }
    }

    /** The value sets of the overlay. */
    static List<ValueSet> valueSets(List<ContentFile> files) {
        return files.stream()
                .map(ContentFile::resource)
                .filter(ValueSet.class::isInstance)
                .map(ValueSet.class::cast)
                .toList();
    }

    /** A problem when a Library and its CQL do not say the same name and version. */
    static void checkNames(DraftBundle draft, ContentProblems problems) {
        for (ContentFile file : draft.files()) {
            if (file.resource() instanceof Library library) {
                draft.cql().stream()
                        .filter(text -> text.file().startsWith(file.name() + "."))
                        .filter(text -> !declares(text, library))
                        .forEach(text -> problems.add(
                                text.file(),
                                "",
                                "must declare library " + tail(String.valueOf(library.getUrl())) + " version '"
                                        + library.getVersion() + "', as its Library does"));
            }
        }
    }

    private static boolean declares(CqlText text, Library library) {
        Matcher header = HEADER.matcher(text.text());
        return header.find()
                && header.group(1).equals(tail(String.valueOf(library.getUrl())))
                && header.group(2).equals(library.getVersion());
    }
}
