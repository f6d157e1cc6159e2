package org.precept.crd;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.crd.text.ResourceText;
import org.precept.fhir.RejectedRequest;

/** Reads the text of a resource. Unknown elements are passed over; a value that FHIR does not allow is an error. */
final class FhirReader {
    private final FhirContext fhir;

    FhirReader(FhirContext fhir) {
        this.fhir = fhir;
    }

    /**
     * The resource.
     *
     * @throws RejectedRequest 400 naming where it stood and, where known, the element; never quotes a value
     */
    Resource read(ResourceText text) {
        ElementNames names = new ElementNames();
        IParser parser = fhir.newJsonParser();
        parser.setParserErrorHandler(names);
        try {
            IBaseResource resource = parser.parseResource(text.json());
            if (resource instanceof Resource r4) {
                return r4;
            }
        } catch (DataFormatException | IllegalArgumentException e) {
            // Falls through: the message of the parser may quote patient data.
        }
        String element = names.element == null ? text.path() : text.path() + "." + names.element;
        throw Refusals.badRequest(
                IssueType.STRUCTURE,
                element,
                "The resource at " + element + " is not a valid FHIR R4 resource. Correct the value there.");
    }

    /** Remembers which element was wrong. */
    private static final class ElementNames extends LenientErrorHandler {
        private @Nullable String element;

        private ElementNames() {
            super(false);
        }

        @Override
        public void invalidValue(IParseLocation location, String value, String error) {
            element = location == null ? null : location.getParentElementName();
            throw new DataFormatException("invalid value");
        }
    }
}
