package org.precept.dtr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The name of a library's define as an expression of language {@code text/cql-identifier} writes it: {@code x},
 * {@code "x prefill"} or {@code "Library"."x prefill"}.
 *
 * @param library qualifier, null when the name has none
 * @param name of the define, without quotes
 */
record CqlIdentifier(@Nullable String library, String name) {
    static final String LANGUAGE = "text/cql-identifier";

    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(?:\"(?<ql>[^\"]+)\"|(?<l>[A-Za-z_]\\w*))\\.)?(?:\"(?<qn>[^\"]+)\"|(?<n>[A-Za-z_]\\w*))");

    /** The identifier of an expression; empty when it is of another language or not an identifier. */
    static Optional<CqlIdentifier> of(Expression expression) {
        if (!LANGUAGE.equals(expression.getLanguage()) || !expression.hasExpression()) {
            return Optional.empty();
        }
        Matcher matcher = SYNTAX.matcher(expression.getExpression().strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = either(matcher, "qn", "n");
        return name == null ? Optional.empty() : Optional.of(new CqlIdentifier(either(matcher, "ql", "l"), name));
    }

    private static @Nullable String either(Matcher matcher, String quoted, String plain) {
        String value = matcher.group(quoted);
        return value != null ? value : matcher.group(plain);
    }

    /** The name as CQL writes it, with its library. */
    String qualified(String defaultLibrary) {
        return "\"" + (library == null ? defaultLibrary : library) + "\".\"" + name + "\"";
    }

    /**
     * What the identifier compiles to: an ELM ExpressionRef as JSON.
     *
     * @param defaultLibrary name of the library that an unqualified name belongs to
     */
    String elm(String defaultLibrary) {
        ObjectNode reference = JsonNodeFactory.instance.objectNode();
        reference.put("type", "ExpressionRef");
        reference.put("libraryName", library == null ? defaultLibrary : library);
        reference.put("name", name);
        return reference.toString();
    }
}
