package org.precept.pas.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a response Bundle must be built, whatever it says: specification, "PAS Response Bundle" (spec-30 to spec-33). */
final class BundleRules {
    private static final Pattern VERSION_4 =
            Pattern.compile("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private BundleRules() {}

    /**
     * The ClaimResponse is first and the only one.
     *
     * @param several where the edition puts all that was found into one Bundle
     */
    static List<String> claimResponseFirst(JsonNode bundle, boolean several) {
        List<JsonNode> resources = Exchange.resourcesIn(bundle);
        List<String> problems = new ArrayList<>();
        if (resources.isEmpty()
                || !Exchange.typeOf(resources.get(0)).equals("ClaimResponse")
                || resources.stream()
                                .filter(resource -> Exchange.typeOf(resource).equals("ClaimResponse"))
                                .count()
                        > (several ? resources.size() : 1)) {
            problems.add("the first entry, and no other, must be a ClaimResponse");
        }
        if (!bundle.path("type").asText().equals("collection")) {
            problems.add("type is not collection");
        }
        if (!bundle.hasNonNull("timestamp")) {
            problems.add("no timestamp");
        }
        return problems;
    }

    /** Names are URLs that end in type and id, or random UUIDs; none twice; each resource once. */
    static List<String> names(JsonNode bundle) {
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> contents = new HashSet<>();
        for (JsonNode entry : bundle.path("entry")) {
            String name = entry.path("fullUrl").asText();
            JsonNode resource = entry.path("resource");
            String typeAndId =
                    Exchange.typeOf(resource) + "/" + resource.path("id").asText();
            if (!VERSION_4.matcher(name).matches() && !(name.startsWith("http") && name.endsWith("/" + typeAndId))) {
                problems.add("fullUrl is neither a random UUID nor the URL of " + typeAndId + ": " + name);
            }
            if (!names.add(name)) {
                problems.add("fullUrl twice: " + name);
            }
            if (!contents.add(resource.toString())) {
                problems.add("the same resource twice: " + typeAndId);
            }
        }
        return problems;
    }

    /** What the ClaimResponse and the own Tasks refer to is there, once; but for the request, which the client has. */
    static List<String> references(JsonNode bundle) {
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Deque<JsonNode> todo = new ArrayDeque<>();
        bundle.path("entry").elements().forEachRemaining(entry -> {
            String type = Exchange.typeOf(entry.path("resource"));
            if (Set.of("ClaimResponse", "Task", "CommunicationRequest").contains(type)) {
                todo.add(entry);
            }
        });
        while (!todo.isEmpty()) {
            JsonNode entry = todo.remove();
            if (!seen.add(entry.path("fullUrl").asText())) {
                continue;
            }
            for (String reference : literal(entry.path("resource"))) {
                List<JsonNode> targets = targets(bundle, entry, reference);
                if (targets.size() != 1) {
                    problems.add(Exchange.typeOf(entry.path("resource")) + " refers to " + reference + ": "
                            + targets.size() + " entries");
                }
                todo.addAll(targets);
            }
        }
        return problems;
    }

    /** What came with the request goes back under the same name and id, unchanged. */
    static List<String> echoes(JsonNode bundle, JsonNode request) {
        List<String> problems = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            JsonNode resource = entry.path("resource");
            for (JsonNode sent : request.path("entry")) {
                boolean sameName = sent.path("fullUrl").equals(entry.path("fullUrl"));
                boolean sameId = sent.at("/resource/id").equals(resource.path("id"))
                        && sent.at("/resource/resourceType").equals(resource.path("resourceType"));
                if (sameName != sameId || (sameName && !sent.path("resource").equals(resource))) {
                    problems.add("not as it was sent: " + entry.path("fullUrl").asText());
                }
            }
        }
        return problems;
    }

    private static List<String> literal(JsonNode resource) {
        Stream<JsonNode> own = resource.findParents("reference").stream();
        boolean response = Exchange.typeOf(resource).equals("ClaimResponse");
        String request = resource.at("/request/reference").asText();
        return own.map(parent -> parent.path("reference"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(reference -> !(response && reference.equals(request)))
                .filter(reference -> !reference.startsWith("#"))
                .distinct()
                .toList();
    }

    private static List<JsonNode> targets(JsonNode bundle, JsonNode from, String reference) {
        List<JsonNode> targets = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            String name = entry.path("fullUrl").asText();
            boolean relative = !reference.contains(":");
            if (name.equals(reference) || (relative && name.equals(base(from) + reference))) {
                targets.add(entry);
            }
        }
        return targets.stream().filter(Objects::nonNull).toList();
    }

    /** Of the URL of an entry, with the slash at its end. */
    private static String base(JsonNode entry) {
        String name = entry.path("fullUrl").asText();
        String typeAndId = Exchange.typeOf(entry.path("resource")) + "/"
                + entry.at("/resource/id").asText();
        return name.endsWith(typeAndId) ? name.substring(0, name.length() - typeAndId.length()) : "";
    }
}
