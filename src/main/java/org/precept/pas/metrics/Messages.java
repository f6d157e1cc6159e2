package org.precept.pas.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The resources of a message, wherever in Bundles and Parameters they are; nothing when it is no JSON. */
final class Messages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESOURCE = "resource";

    /** A resource and the name of its entry. */
    private record Named(String fullUrl, JsonNode resource) {}

    private final List<Named> resources = new ArrayList<>();

    private Messages() {}

    static Messages of(byte[] message) {
        Messages messages = new Messages();
        messages.collect("", parse(message));
        return messages;
    }

    private static JsonNode parse(byte[] message) {
        try {
            return message.length == 0 ? MissingNode.getInstance() : JSON.readTree(message);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private void collect(String fullUrl, JsonNode resource) {
        if (!resource.isObject()) {
            return;
        }
        resources.add(new Named(fullUrl, resource));
        resource.path("entry").forEach(entry -> collect(entry.path("fullUrl").asText(), entry.path(RESOURCE)));
        resource.path("parameter").forEach(this::parameter);
    }

    private void parameter(JsonNode parameter) {
        collect("", parameter.path(RESOURCE));
        parameter.path("part").forEach(this::parameter);
    }

    /** All of a type. */
    Stream<JsonNode> all(String type) {
        return resources.stream()
                .map(Named::resource)
                .filter(resource -> type.equals(resource.path("resourceType").asText()));
    }

    /** The first of a type, else nothing. */
    JsonNode first(String type) {
        return all(type).findFirst().orElse(MissingNode.getInstance());
    }

    /** The value of a parameter of the message that is an identifier of the system: who sends a document is named so. */
    Optional<String> parameter(String name, String system) {
        return all("Parameters")
                .limit(1)
                .flatMap(parameters ->
                        StreamSupport.stream(parameters.path("parameter").spliterator(), false))
                .filter(parameter -> name.equals(parameter.path("name").asText()))
                .map(parameter -> parameter.path("valueIdentifier"))
                .filter(identifier -> system.equals(identifier.path("system").asText()))
                .map(identifier -> identifier.path("value").asText())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** What a Reference means, else nothing. */
    JsonNode resolve(JsonNode reference) {
        String wanted = reference.path("reference").asText();
        return wanted.isEmpty()
                ? MissingNode.getInstance()
                : resources.stream()
                        .filter(each -> each.fullUrl().equals(wanted)
                                || (each.fullUrl().endsWith("/" + wanted))
                                || wanted.equals(
                                        each.resource().path("resourceType").asText() + "/"
                                                + each.resource().path("id").asText()))
                        .map(Named::resource)
                        .findFirst()
                        .orElse(MissingNode.getInstance());
    }

    /** The value of a resource's identifier of the system. */
    static Optional<String> identifier(JsonNode resource, String system) {
        for (JsonNode identifier : resource.path("identifier")) {
            if (system.equals(identifier.path("system").asText())) {
                return Optional.of(identifier.path("value").asText()).filter(value -> !value.isEmpty());
            }
        }
        return Optional.empty();
    }

    /** The extension whose url ends so, else nothing. */
    static JsonNode extension(JsonNode element, String url) {
        for (JsonNode extension : element.path("extension")) {
            if (extension.path("url").asText().endsWith(url)) {
                return extension;
            }
        }
        return MissingNode.getInstance();
    }

    /** The first code of the system anywhere below, else empty. */
    static String code(JsonNode below, String system) {
        for (JsonNode coding : below.findValues("coding")) {
            for (JsonNode each : coding) {
                if (system.equals(each.path("system").asText())) {
                    return each.path("code").asText();
                }
            }
        }
        return "";
    }
}
