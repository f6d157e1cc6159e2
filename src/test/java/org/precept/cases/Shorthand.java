package org.precept.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A YAML map read key by key; a key that nobody read is a mistake in the case, and {@link #done()} says so. */
final class Shorthand {
    private final String where;
    private final JsonNode node;
    private final Set<String> read = new HashSet<>();

    Shorthand(String where, JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(where + ": expected keys and values, found " + node);
        }
        this.where = where;
        this.node = node;
    }

    static Shorthand of(String where, JsonNode node) {
        return new Shorthand(where, node.isMissingNode() ? JsonNodeFactory.instance.objectNode() : node);
    }

    String where() {
        return where;
    }

    boolean has(String key) {
        return node.has(key);
    }

    Optional<JsonNode> node(String key) {
        read.add(key);
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    Optional<String> text(String key) {
        return node(key).map(JsonNode::asText);
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    Optional<LocalDate> date(String key) {
        return text(key).map(LocalDate::parse);
    }

    Optional<BigDecimal> number(String key) {
        return text(key).map(BigDecimal::new);
    }

    Optional<Boolean> flag(String key) {
        return node(key).map(value -> {
            if (!value.isBoolean()) {
                throw new IllegalArgumentException(where + "." + key + ": expected true or false");
            }
            return value.booleanValue();
        });
    }

    Shorthand map(String key) {
        return of(where + "." + key, node(key).orElse(JsonNodeFactory.instance.objectNode()));
    }

    /** The elements of a list; a single value is a list of one. */
    List<JsonNode> list(String key) {
        return node(key).map(Shorthand::elements).orElse(List.of());
    }

    static List<JsonNode> elements(JsonNode value) {
        List<JsonNode> elements = new ArrayList<>();
        if (value instanceof ArrayNode array) {
            array.forEach(elements::add);
        } else {
            elements.add(value);
        }
        return elements;
    }

    /** Every key with its value, in the order of the file. */
    Map<String, JsonNode> entries() {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            read.add(name);
            entries.put(name, node.get(name));
        }
        return entries;
    }

    void done() {
        node.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                throw new IllegalArgumentException(where + ": unknown key '" + name + "'; known here: " + read);
            }
        });
    }
}
