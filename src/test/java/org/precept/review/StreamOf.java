package org.precept.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Elements of JSON arrays. */
final class StreamOf {

    private StreamOf() {}

    static Stream<JsonNode> entries(JsonNode bundle) {
        return all(bundle.path("entry"));
    }

    static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
