package org.precept.server.content;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Parses one file and reports everything HAPI would tolerate in a client's resource. */
final class StrictParsing {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final FhirContext fhir;
    private final ContentProblems problems;

    StrictParsing(FhirContext fhir, ContentProblems problems) {
        this.fhir = fhir;
        this.problems = problems;
    }

    /** The resource of a file; empty when it has none, which has then been reported. */
    Optional<Resource> parse(String file, byte[] bytes) {
        JsonNode tree = tree(file, bytes);
        if (tree == null) {
            return Optional.empty();
        }
        IParser parser = fhir.newJsonParser();
        parser.setParserErrorHandler(new Reporter(file, tree));
        try {
            IBaseResource resource = parser.parseResource(new String(bytes, StandardCharsets.UTF_8));
            return Optional.of((Resource) resource);
        } catch (DataFormatException e) {
            problems.add(file, tree.path("resourceType").asText("resourceType"), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private @Nullable JsonNode tree(String file, byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            problems.add(
                    file,
                    "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    e.getOriginalMessage());
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private final class Reporter implements IParserErrorHandler {

        private final String file;
        private final JsonNode tree;

        private Reporter(String file, JsonNode tree) {
            this.file = file;
            this.tree = tree;
        }

        private void report(@Nullable IParseLocation location, String element, String reason) {
            String parent = location == null ? null : location.getParentElementName();
            problems.add(file, JsonPaths.find(tree, parent, element), reason);
        }

        @Override
        public void containedResourceWithNoId(IParseLocation location) {
            report(location, "contained", "a contained resource has no id");
        }

        @Override
        public void incorrectJsonType(
                IParseLocation location,
                String element,
                ValueType expected,
                ScalarType expectedScalar,
                ValueType found,
                ScalarType foundScalar) {
            report(location, element, "must be JSON " + expected + ", found " + found);
        }

        @Override
        public void invalidValue(IParseLocation location, String value, String error) {
            report(location, "", "value \"" + value + "\" is not allowed: " + error);
        }

        @Override
        public void missingRequiredElement(IParseLocation location, String element) {
            report(location, element, "is missing");
        }

        @Override
        public void unexpectedRepeatingElement(IParseLocation location, String element) {
            report(location, element, "must not repeat");
        }

        @Override
        public void unknownAttribute(IParseLocation location, String attribute) {
            report(location, attribute, "is not known to FHIR R4");
        }

        @Override
        public void unknownElement(IParseLocation location, String element) {
            report(location, element, "is not known to FHIR R4");
        }

        @Override
        public void unknownReference(IParseLocation location, String reference) {
            report(location, "reference", reference + " refers to nothing contained");
        }

        @Override
        public void invalidInternalReference(IParseLocation location, String reference) {
            report(location, "reference", reference + " is not a valid internal reference");
        }

        @Override
        public void extensionContainsValueAndNestedExtensions(IParseLocation location) {
            report(location, "extension", "has both a value and nested extensions");
        }
    }
}
