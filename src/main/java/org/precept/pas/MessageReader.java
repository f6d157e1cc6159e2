package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/**
 * Reads a Bundle from the body of an operation: bare, or as parameter {@code resource} of Parameters (OperationDefinition
 * Claim-submit). Unknown elements are passed over (requirement spec-25), wrong values are refused.
 */
final class MessageReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private final FhirContext fhir;

    MessageReader(FhirContext fhir) {
        this.fhir = fhir;
    }

    /**
     * Reads the body.
     *
     * @param edition of the base that it was sent to
     * @throws RejectedRequest (400) when it is not a Bundle in JSON
     */
    Message read(byte[] body, PasEdition edition) {
        JsonNode bundle = bundleIn(json(body));
        return new Message(edition.replayKey(digest(bundle)), parse(bundle), edition);
    }

    /** A parser that keeps ids, versions and references as they were sent. */
    static IParser parser(FhirContext fhir) {
        IParser parser = fhir.newJsonParser();
        parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
        parser.setStripVersionsFromReferences(false);
        return parser;
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw rejected(
                    null, "The body is not valid JSON" + where + ". Send a FHIR Bundle as application/fhir+json.");
        } catch (IOException e) {
            throw rejected(null, "The body could not be read. Send a FHIR Bundle as application/fhir+json.");
        }
    }

    private static JsonNode bundleIn(JsonNode body) {
        JsonNode resource = body;
        if ("Parameters".equals(body.path("resourceType").asText())) {
            for (JsonNode parameter : body.path("parameter")) {
                if ("resource".equals(parameter.path("name").asText())) {
                    resource = parameter.path("resource");
                }
            }
        }
        if (!"Bundle".equals(resource.path("resourceType").asText())) {
            throw rejected(
                    "Bundle",
                    "The body must be a Bundle of type collection whose first entry is the Claim. Send that.");
        }
        return resource;
    }

    private Bundle parse(JsonNode bundle) {
        Problems problems = new Problems();
        IParser parser = parser(fhir);
        parser.setParserErrorHandler(new WrongValues(problems));
        Bundle parsed;
        try {
            parsed = parser.parseResource(Bundle.class, bundle.toString());
        } catch (DataFormatException | IllegalArgumentException e) {
            throw rejected(
                    "Bundle",
                    "The Bundle cannot be read as FHIR R4 (an element has the wrong shape, or a resource type does not"
                            + " exist). Validate it against profile-pas-request-bundle and send it again.");
        }
        problems.rejectIfAny();
        return parsed;
    }

    private static String digest(JsonNode bundle) {
        try {
            byte[] canonical = JSON.writeValueAsBytes(JSON.treeToValue(bundle, Object.class));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("A parsed Bundle could not be digested", e);
        }
    }

    private static RejectedRequest rejected(@Nullable String path, String whatToDo) {
        return new RejectedRequest(400, new Issue(IssueType.STRUCTURE, path, whatToDo));
    }
}
