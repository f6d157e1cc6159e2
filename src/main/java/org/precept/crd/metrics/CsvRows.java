package org.precept.crd.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Calls as rows (RFC 4180), one per request. Several values of one column are separated by {@code "; "}. A value that a
 * spreadsheet would take for a formula gets an apostrophe in front.
 */
final class CsvRows {
    private static final String SEPARATOR = "; ";
    private static final String FORMULA = "=+-@\t\r";
    private static final List<Column> CALL = List.of(
            plain("source"),
            plain("hookInstance"),
            plain("hookType"),
            plain("providerId.system"),
            plain("providerId.value"),
            plain("groupId.system"),
            plain("groupId.value"),
            plain("payerId.system"),
            plain("payerId.value"),
            plain("requestTime"),
            plain("responseTime"),
            plain("httpResponse"),
            new Column("issue.code", call -> each(call.path("issue"), issue -> text(issue, "code"))),
            plain("tokenUse"),
            new Column("resources", call -> each(call.path("resources"), CsvRows::resources)));
    private static final List<Column> REQUEST = List.of(
            new Column("request.type", request -> text(request, "type")),
            new Column("request.orderDetail", request -> codings(request.path("orderDetail"))),
            new Column("request.response", request -> each(request.path("response"), CsvRows::response)),
            coverage("covered"),
            coverage("paNeeded"),
            coverage("docNeeded"),
            coverage("infoNeeded"),
            questionnaire("reference"),
            questionnaire("adaptive"),
            questionnaire("response"),
            coverage("assertionId"),
            coverage("satisfiedId"),
            new Column(
                    "coverageInfo.businessLine",
                    request -> coverages(request, said -> codings(said.path("businessLine")))));

    private CsvRows() {}

    /** The names of the columns. */
    static void header(Writer out) throws IOException {
        List<String> names = new ArrayList<>();
        CALL.forEach(column -> names.add(column.name()));
        REQUEST.forEach(column -> names.add(column.name()));
        row(names, out);
    }

    /** The rows of a call. */
    static void write(JsonNode call, Writer out) throws IOException {
        List<String> common = CALL.stream().map(column -> column.value(call)).toList();
        JsonNode requests = call.path("request");
        if (requests.isEmpty()) {
            row(common, REQUEST.stream().map(column -> "").toList(), out);
        }
        for (JsonNode request : requests) {
            row(common, REQUEST.stream().map(column -> column.value(request)).toList(), out);
        }
    }

    private static void row(List<String> common, List<String> rest, Writer out) throws IOException {
        List<String> values = new ArrayList<>(common);
        values.addAll(rest);
        row(values, out);
    }

    private static void row(List<String> values, Writer out) throws IOException {
        out.write(values.stream().map(CsvRows::cell).collect(Collectors.joining(",")));
        out.write("\r\n");
    }

    private static String cell(String value) {
        String harmless = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean quoted = harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }

    private static Column plain(String path) {
        String pointer = "/" + path.replace('.', '/');
        return new Column(path, call -> call.at(pointer).asText());
    }

    private static Column coverage(String element) {
        return new Column("coverageInfo." + element, request -> coverages(request, said -> text(said, element)));
    }

    private static Column questionnaire(String element) {
        return new Column(
                "coverageInfo.questionnaire." + element,
                request -> coverages(request, said -> each(said.path("questionnaire"), form -> text(form, element))));
    }

    private static String coverages(JsonNode request, Function<JsonNode, String> value) {
        return each(request.path("response"), response -> each(response.path("coverageInfo"), value));
    }

    private static String response(JsonNode response) {
        String engagement = text(response, "engagement");
        return text(response, "type") + (engagement.isEmpty() ? "" : "=" + engagement);
    }

    private static String resources(JsonNode resources) {
        return text(resources, "type") + " " + text(resources, "count")
                + (resources.path("prefetch").asBoolean() ? " prefetch" : " query");
    }

    private static String codings(JsonNode concept) {
        String codes = each(concept.path("coding"), coding -> text(coding, "system") + "|" + text(coding, "code"));
        return codes.isEmpty() ? text(concept, "text") : codes;
    }

    private static String each(JsonNode array, Function<JsonNode, String> value) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(value)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(SEPARATOR));
    }

    private static String text(JsonNode object, String element) {
        return object.path(element).asText();
    }

    /** A column and where its values come from. */
    private record Column(String name, Function<JsonNode, String> from) {
        private String value(JsonNode node) {
            return from.apply(node);
        }
    }
}
