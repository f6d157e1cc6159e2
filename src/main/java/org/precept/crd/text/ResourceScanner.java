package org.precept.crd.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the resources in JSON text without building anything: each is handed on as the very characters it was received
 * in. Numbers no sensible resource holds are refused, because parsing them as decimals can take minutes.
 */
public final class ResourceScanner {

    /** UTF-8 only; the encoding is not guessed. */
    public static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final int LONGEST_NUMBER = 100;
    private static final int LARGEST_EXPONENT = 100;

    private final byte[] text;
    private final JsonParser json;

    /** Reads {@code text} by a parser that was made over that very array, from its first byte. */
    public ResourceScanner(byte[] text, JsonParser json) {
        this.text = text;
        this.json = json;
    }

    /** Scans a text that is one resource or Bundle; {@code path} is for error messages. */
    public static ScannedBundle scan(byte[] text, String path) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            ScannedBundle scanned = new ResourceScanner(text, json).object(path);
            if (json.nextToken() != null) {
                throw new IOException("text follows the JSON object");
            }
            return scanned;
        }
    }

    /** Reads the object at whose start the parser stands, to its end. */
    public ScannedBundle object(String path) throws IOException {
        int start = start();
        String type = "";
        @Nullable String id = null;
        @Nullable String next = null;
        List<ResourceText> entries = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING && name.equals("resourceType")) {
                type = json.getText();
            } else if (value == JsonToken.VALUE_STRING && name.equals("id")) {
                id = json.getText();
            } else if (value == JsonToken.START_ARRAY && name.equals("entry")) {
                entries(path + ".entry", entries);
            } else if (value == JsonToken.START_ARRAY && name.equals("link")) {
                next = next();
            } else {
                skip();
            }
        }
        if (type.equals("Bundle")) {
            return new ScannedBundle(type, entries, next);
        }
        return new ScannedBundle(type, List.of(new ResourceText(path, type, id, null, since(start))), null);
    }

    private void entries(String path, List<ResourceText> found) throws IOException {
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                skip();
                continue;
            }
            @Nullable String fullUrl = null;
            @Nullable ResourceText resource = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("fullUrl")) {
                    fullUrl = json.getText();
                } else if (value == JsonToken.START_OBJECT && name.equals("resource")) {
                    resource = resource(path + "[" + index + "].resource");
                } else {
                    skip();
                }
            }
            if (resource != null) {
                found.add(new ResourceText(resource.path(), resource.type(), resource.id(), fullUrl, resource.json()));
            }
        }
    }

    private ResourceText resource(String path) throws IOException {
        int start = start();
        String type = "";
        @Nullable String id = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING && name.equals("resourceType")) {
                type = json.getText();
            } else if (value == JsonToken.VALUE_STRING && name.equals("id")) {
                id = json.getText();
            } else {
                skip();
            }
        }
        return new ResourceText(path, type, id, null, since(start));
    }

    private @Nullable String next() throws IOException {
        @Nullable String next = null;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            @Nullable String relation = null;
            @Nullable String url = null;
            if (json.currentToken() != JsonToken.START_OBJECT) {
                skip();
                continue;
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("relation")) {
                    relation = json.getText();
                } else if (value == JsonToken.VALUE_STRING && name.equals("url")) {
                    url = json.getText();
                } else {
                    skip();
                }
            }
            if ("next".equals(relation)) {
                next = url;
            }
        }
        return next;
    }

    /** Reads the array at whose start the parser stands, to its end; what is no text counts as empty text. */
    public List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "");
            skip();
        }
        return texts;
    }

    /** Reads the array of resources at whose start the parser stands, to its end; what is no object is passed over. */
    public List<ResourceText> resources(String path) throws IOException {
        List<ResourceText> resources = new ArrayList<>();
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                resources.add(resource(path + "[" + index + "]"));
            } else {
                skip();
            }
        }
        return resources;
    }

    /** The text at which the parser stands. */
    public String text() throws IOException {
        return json.getText();
    }

    /** Passes over the value at which the parser stands. */
    public void skip() throws IOException {
        int depth = 0;
        JsonToken token = json.currentToken();
        while (true) {
            if (token == null) {
                throw new IOException("the JSON text ends too early");
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token.isNumeric()) {
                checkNumber();
            }
            if (depth == 0) {
                return;
            }
            token = json.nextToken();
        }
    }

    /** Where the value at which the parser stands begins. */
    public int start() {
        return (int) json.currentTokenLocation().getByteOffset();
    }

    /** The text from {@code start} to the end of the token at which the parser stands. */
    String since(int start) {
        return new String(text, start, end() - start, StandardCharsets.UTF_8);
    }

    /** Where the token at which the parser stands ends, exclusive. */
    public int end() {
        return (int) json.currentLocation().getByteOffset();
    }

    private void checkNumber() throws IOException {
        String number = json.getText();
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (number.length() > LONGEST_NUMBER
                || exponent >= 0 && Math.abs(Double.parseDouble(number.substring(exponent + 1))) > LARGEST_EXPONENT) {
            throw new IOException("a number is too long");
        }
    }
}
