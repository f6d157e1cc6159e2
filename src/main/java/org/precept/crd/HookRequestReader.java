package org.precept.crd;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.crd.HookRequest.FhirAccess;
import org.precept.crd.text.ResourceScanner;
import org.precept.crd.text.ScannedBundle;
import org.precept.crd.text.TokenRemoval;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/**
 * Reads the body of a hook call in one pass: the envelope is checked, resources stay text. One reader per call. Unknown
 * elements are ignored (hook-23, found-33).
 */
final class HookRequestReader {

    private static final ObjectMapper TREE = new ObjectMapper(ResourceScanner.JSON);
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern INSTANCE = Pattern.compile("[!-~]{1,64}");
    private static final Pattern USER = Pattern.compile("\\w+/[\\w.-]+");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,8192}");

    private final byte[] body;
    private final HookKind kind;
    private final Edition edition;
    private final ContextReader contextReader;
    private final JsonParser json;
    private final ResourceScanner scanner;

    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final Map<String, @Nullable ScannedBundle> prefetch = new LinkedHashMap<>();
    private byte[] withoutToken;

    private HookRequestReader(byte[] body, HookKind kind, Edition edition, JsonParser json) {
        this.body = body;
        this.withoutToken = body;
        this.kind = kind;
        this.edition = edition;
        this.contextReader = kind.contextReader();
        this.json = json;
        this.scanner = new ResourceScanner(body, json);
    }

    /**
     * Reads a call of the hook.
     *
     * @throws RejectedRequest 400 naming the element when it is not such a call
     */
    static HookRequest read(byte[] body, HookKind kind, Edition edition) {
        try (JsonParser json = ResourceScanner.JSON.createParser(body)) {
            return new HookRequestReader(body, kind, edition, json).read();
        } catch (IOException e) {
            // The parser's message may quote the input.
            throw new RejectedRequest(
                    400,
                    new Issue(IssueType.STRUCTURE, null, "The body is not valid JSON in UTF-8. Send one JSON object."));
        }
    }

    /** The hookInstance of a call that may be anything, for the log; empty when there is none. */
    static String instance(byte[] body) {
        try (JsonParser json = ResourceScanner.JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = json.currentName().equals("hookInstance");
                if (json.nextToken() == JsonToken.VALUE_STRING && found) {
                    return json.getText();
                }
                json.skipChildren();
            }
        } catch (IOException e) {
            return "";
        }
        return "";
    }

    private HookRequest read() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not an object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("context") && value == JsonToken.START_OBJECT) {
                context();
            } else if (name.equals("prefetch")) {
                prefetch(value);
            } else if (name.equals("fhirAuthorization")) {
                authorization();
            } else if (name.equals("extension") || value.isScalarValue()) {
                values.put(name, tree());
            } else {
                scanner.skip();
            }
        }
        if (json.nextToken() != null) {
            throw new IOException("text follows the object");
        }
        return checked();
    }

    private void authorization() throws IOException {
        if (values.containsKey("fhirAuthorization")) {
            throw new IOException("fhirAuthorization occurs twice");
        }
        int start = scanner.start();
        JsonNode authorization = tree();
        values.put("fhirAuthorization", authorization);
        withoutToken = TokenRemoval.from(body, start, scanner.end(), authorization);
    }

    private void context() throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (contextReader.read(name, value, scanner)) {
                continue;
            }
            if (value.isScalarValue()) {
                values.put("context." + name, tree());
            } else {
                scanner.skip();
            }
        }
    }

    private void prefetch(JsonToken start) throws IOException {
        if (start == JsonToken.VALUE_NULL) {
            return;
        }
        if (start != JsonToken.START_OBJECT) {
            throw Refusals.badRequest(
                    IssueType.STRUCTURE, "prefetch", "prefetch must be an object with one value per prefetch key.");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            String path = "prefetch." + (ID.matcher(key).matches() ? key : "?");
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                prefetch.put(key, null);
            } else if (value == JsonToken.START_OBJECT) {
                ScannedBundle scanned = scanner.object(path);
                if (scanned.type().isEmpty()) {
                    throw Refusals.badRequest(
                            IssueType.STRUCTURE,
                            path + ".resourceType",
                            "A prefetch value must be a FHIR resource, a Bundle or null.");
                }
                // The client could not fill this key: the same as not sending it.
                if (!scanned.type().equals("OperationOutcome")) {
                    prefetch.put(key, scanned);
                }
            } else {
                throw Refusals.badRequest(
                        IssueType.STRUCTURE, path, "A prefetch value must be a FHIR resource, a Bundle or null.");
            }
        }
    }

    private HookRequest checked() {
        String hook = kind.hook();
        String called = required("hook", "Send \"" + hook + "\".");
        if (!called.equals(hook)) {
            throw Refusals.invalid(
                    "hook", "This service answers the hook " + hook + ". Call the service of your hook.");
        }
        String instance = required("hookInstance", "Send a new UUID with every call.");
        if (edition.wantsUuids() && !UUID.matcher(instance).matches()) {
            throw Refusals.invalid("hookInstance", "hookInstance must be a UUID.");
        }
        if (!INSTANCE.matcher(instance).matches()) {
            throw Refusals.invalid("hookInstance", "hookInstance must be printable ASCII, at most 64 characters.");
        }
        JsonNode extension = values.getOrDefault("extension", MissingNode.getInstance());
        JsonNode version = extension.path("davinci-crd.requestedVersion");
        if (!version.isMissingNode() && !version.isNull() && !version.asText().equals(edition.version())) {
            throw Refusals.badRequest(
                    IssueType.NOTSUPPORTED,
                    "extension.davinci-crd.requestedVersion",
                    "This service speaks CRD " + edition.version() + " only.");
        }
        return new HookRequest(
                kind,
                edition,
                instance,
                access(),
                user(),
                patientId(),
                encounterId(),
                contextReader.context(),
                Collections.unmodifiableMap(prefetch),
                CardOptions.of(extension.get("davinci-crd.configuration")),
                withoutToken);
    }

    private @Nullable String user() {
        JsonNode user = values.get("context.userId");
        if (user == null || user.isNull()) {
            if (contextReader.required().contains("userId")) {
                throw Refusals.missing("context.userId", "Send the reference of the user, e.g. Practitioner/abc.");
            }
            return null;
        }
        if (!USER.matcher(user.asText()).matches()) {
            throw Refusals.invalid("context.userId", "context.userId must be Type/id, e.g. Practitioner/abc.");
        }
        return user.asText();
    }

    private @Nullable String encounterId() {
        String encounter = id("context.encounterId", "Encounter/");
        if (encounter == null && contextReader.required().contains("encounterId")) {
            throw Refusals.missing("context.encounterId", "Send the id of the encounter.");
        }
        return encounter;
    }

    private @Nullable FhirAccess access() {
        JsonNode server = values.get("fhirServer");
        if (server == null || server.isNull()) {
            return null;
        }
        if (!server.isTextual()) {
            throw Refusals.invalid("fhirServer", "fhirServer must be the base URL of a FHIR server.");
        }
        JsonNode token = values.getOrDefault("fhirAuthorization", MissingNode.getInstance())
                .path("access_token");
        if (token.isTextual() && !TOKEN.matcher(token.textValue()).matches()) {
            throw Refusals.invalid(
                    "fhirAuthorization.access_token", "The access token must be printable ASCII without spaces.");
        }
        return new FhirAccess(server.textValue(), token.isTextual() ? token.textValue() : null);
    }

    private String patientId() {
        String patient = id("context.patientId", "Patient/");
        if (patient == null) {
            throw Refusals.missing("context.patientId", "Send the id of the patient.");
        }
        return patient;
    }

    /** The id at the path; a leading type is tolerated. */
    private @Nullable String id(String path, String type) {
        JsonNode value = values.get(path);
        if (value == null || value.isNull()) {
            return null;
        }
        String id = value.asText().startsWith(type) ? value.asText().substring(type.length()) : value.asText();
        if (!ID.matcher(id).matches()) {
            throw Refusals.invalid(path, path + " must be the id of a FHIR resource, without its type.");
        }
        return id;
    }

    private String required(String path, String what) {
        JsonNode value = values.get(path);
        if (value == null || value.isNull()) {
            throw Refusals.missing(path, what);
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw Refusals.invalid(path, path + " must be a text. " + what);
        }
        return value.textValue();
    }

    private JsonNode tree() throws IOException {
        return TREE.readTree(json);
    }
}
