package org.precept.crd.coverage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.precept.crd.text.ResourceScanner;

/**
 * The text of an order. Coverage-information is added to it without reading and writing the rest again, so every other
 * character comes back as it was sent (CRD 2.2, resp-37).
 */
public final class OrderText {
    private static final ObjectMapper TREE = new ObjectMapper(ResourceScanner.JSON);

    private final byte[] text;
    /** Bounds of the values of the order's own {@code extension}, in order; empty when there are none. */
    private final List<Extent> extensions = new ArrayList<>();
    /** Bounds of the extension array with its brackets, null when the order has none. */
    private Extent array = Extent.NONE;

    private int end;

    private OrderText(String order) {
        this.text = order.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the text of an order, a JSON object. */
    public static OrderText of(String order) {
        OrderText result = new OrderText(order);
        try (JsonParser json = ResourceScanner.JSON.createParser(result.text)) {
            result.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException("the order was read before", e);
        }
        return result;
    }

    /** The coverage-information extensions that the order carries already. */
    public List<JsonNode> coverageInformation() {
        return extensions.stream()
                .map(Extent::value)
                .filter(OrderText::isCoverageInformation)
                .toList();
    }

    /**
     * The order with more extensions.
     *
     * @param added JSON of each
     * @param superseded coverage-information extensions that they take the place of
     */
    public String with(List<String> added, Predicate<JsonNode> superseded) {
        byte[] more = String.join(",", added).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream result = new ByteArrayOutputStream(text.length + more.length + 20);
        if (array == Extent.NONE) {
            result.write(text, 0, end);
            result.writeBytes(",\"extension\":[".getBytes(StandardCharsets.UTF_8));
            result.writeBytes(more);
            result.write(']');
            result.write(text, end, text.length - end);
            return result.toString(StandardCharsets.UTF_8);
        }
        result.write(text, 0, array.start());
        result.write('[');
        for (Extent kept : extensions) {
            if (!isCoverageInformation(kept.value()) || !superseded.test(kept.value())) {
                result.write(text, kept.start(), kept.end() - kept.start());
                result.write(',');
            }
        }
        result.writeBytes(more);
        result.write(']');
        result.write(text, array.end(), text.length - array.end());
        return result.toString(StandardCharsets.UTF_8);
    }

    private void read(JsonParser json) throws IOException {
        ResourceScanner scanner = new ResourceScanner(text, json);
        json.nextToken();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.START_ARRAY || !name.equals("extension")) {
                json.skipChildren();
                continue;
            }
            int start = scanner.start();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                int begin = scanner.start();
                JsonNode value = TREE.readTree(json);
                extensions.add(new Extent(begin, scanner.end(), value));
            }
            array = new Extent(start, scanner.end(), TREE.missingNode());
        }
        end = scanner.end() - 1;
    }

    private static boolean isCoverageInformation(JsonNode extension) {
        return CoverageInformation.URL.equals(extension.path("url").asText());
    }

    /** A part of the text, end exclusive. */
    private record Extent(int start, int end, JsonNode value) {
        private static final Extent NONE = new Extent(0, 0, TREE.missingNode());
    }
}
