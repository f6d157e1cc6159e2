package org.precept.dtr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.DateType;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Tuple;

/** What a client's engine computed, in the types of ours. */
final class ClientValues {

    private ClientValues() {}

    /** By expression. */
    static Map<String, Object> of(JsonNode values) {
        Map<String, Object> all = new HashMap<>();
        values.properties().forEach(entry -> all.put(entry.getKey(), value(entry.getValue())));
        return all;
    }

    private static @Nullable Object value(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (value.isTextual()) {
            return value.asText().matches("\\d{4}(-\\d\\d(-\\d\\d)?)?") ? new DateType(value.asText()) : value.asText();
        }
        if (value.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            value.forEach(each -> list.add(value(each)));
            return list;
        }
        return value.isObject() ? object(value) : null;
    }

    private static Object object(JsonNode value) {
        if (value.has("system") && value.has("code")) {
            return new Code()
                    .withSystem(value.get("system").asText())
                    .withCode(value.get("code").asText());
        }
        Map<String, @Nullable Object> elements = new LinkedHashMap<>();
        value.properties().forEach(entry -> elements.put(entry.getKey(), value(entry.getValue())));
        return new Tuple().withElements(elements);
    }
}
