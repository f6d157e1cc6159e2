package org.precept.dtr.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the suite asks of libraries and of the expressions of forms. */
final class FormRules {
    private static final String CQF_LIBRARY = "http://hl7.org/fhir/StructureDefinition/cqf-library";
    private static final String VARIABLE = "http://hl7.org/fhir/StructureDefinition/variable";
    private static final String SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
    private static final Set<String> ON_FORMS =
            Set.of(CQF_LIBRARY, VARIABLE, SDC + "launchContext", SDC + "itemPopulationContext");
    private static final Set<String> ON_ITEMS =
            Set.of(SDC + "initialExpression", SDC + "candidateExpression", SDC + "contextExpression");
    private static final String CQL = "text/cql";

    private FormRules() {}

    /** There are libraries, each with CQL and ELM, none with the name of another, over all bundles. */
    static List<String> libraries(List<JsonNode> libraries) {
        List<String> problems = new ArrayList<>();
        if (libraries.isEmpty()) {
            problems.add("no library");
        }
        Set<String> names = new HashSet<>();
        for (JsonNode library : libraries) {
            String name = library.path("name").asText();
            Set<String> types = new HashSet<>();
            Received.elements(library.path("content"))
                    .forEach(content -> types.add(content.path("contentType").asText()));
            for (String wanted : List.of(CQL, "application/elm+json")) {
                if (!types.contains(wanted)) {
                    problems.add("library " + name + " has no " + wanted);
                }
            }
            if (!names.add(name)) {
                problems.add("two libraries are named " + name);
            }
        }
        return problems;
    }

    /** There are forms; each library they name is there; something fills them; what fills them is CQL. */
    static List<String> extensions(List<JsonNode> forms, Set<String> libraryUrls) {
        List<String> problems = new ArrayList<>(forms.isEmpty() ? List.of("no form") : List.of());
        boolean filled = false;
        for (JsonNode form : forms) {
            for (JsonNode extension : Received.elements(form.path("extension"))) {
                String url = extension.path("url").asText();
                filled = filled || ON_FORMS.contains(url);
                String library = extension.path("valueCanonical").asText();
                if (url.equals(CQF_LIBRARY) && !libraryUrls.contains(library)) {
                    problems.add("no library has the url " + library);
                }
                if (Set.of(VARIABLE, SDC + "itemPopulationContext").contains(url)) {
                    language(extension, url, problems);
                }
            }
        }
        // Counted here as the suite does in the test after this one, which starts from what this one found.
        if (!filled && forms.stream().noneMatch(form -> hasItemExpression(form.path("item")))) {
            problems.add("nothing fills the forms");
        }
        return problems;
    }

    /** What fills items is CQL, at every depth. */
    static List<String> expressions(List<JsonNode> forms) {
        List<String> problems = new ArrayList<>(forms.isEmpty() ? List.of("no form") : List.of());
        forms.forEach(form -> items(form.path("item"), problems));
        return problems;
    }

    private static void items(JsonNode items, List<String> problems) {
        for (JsonNode item : Received.elements(items)) {
            for (JsonNode extension : Received.elements(item.path("extension"))) {
                // The suite lets a population context of an item pass whatever its language; we do not.
                if (ON_ITEMS.contains(extension.path("url").asText())
                        || extension.path("url").asText().equals(SDC + "itemPopulationContext")) {
                    language(extension, item.path("linkId").asText(), problems);
                }
            }
            items(item.path("item"), problems);
        }
    }

    private static boolean hasItemExpression(JsonNode items) {
        return Received.elements(items).stream()
                .anyMatch(item -> Received.elements(item.path("extension")).stream()
                                .anyMatch(extension ->
                                        ON_ITEMS.contains(extension.path("url").asText()))
                        || hasItemExpression(item.path("item")));
    }

    private static void language(JsonNode extension, String where, List<String> problems) {
        String language = extension.at("/valueExpression/language").asText();
        if (extension.has("valueExpression") && !language.equals(CQL)) {
            problems.add(where + " is not in CQL but in " + language);
        }
    }
}
