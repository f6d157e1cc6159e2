package org.precept.pas;

import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import org.jspecify.annotations.Nullable;

/** Collects values that are wrong for their element, by name of the element; never repeats the value. */
final class WrongValues extends LenientErrorHandler {

    private final Problems problems;

    WrongValues(Problems problems) {
        super(false);
        this.problems = problems;
    }

    @Override
    public void invalidValue(@Nullable IParseLocation location, @Nullable String value, @Nullable String error) {
        String name = location == null || location.getParentElementName() == null
                ? "an element"
                : location.getParentElementName();
        problems.invalid("Bundle", "The value of " + name + " is not valid for its FHIR type. Correct it.");
    }

    /** HAPI asks for nothing but the url of an extension. */
    @Override
    public void missingRequiredElement(@Nullable IParseLocation location, @Nullable String name) {
        problems.invalid("Bundle", "An extension has no url. Send it with one, or leave it out.");
    }

    @Override
    public void incorrectJsonType(
            IParseLocation location,
            String name,
            ValueType expected,
            ScalarType expectedScalar,
            ValueType found,
            ScalarType foundScalar) {
        // "5" for 5 can still be read.
        if (expected == ValueType.SCALAR && found == ValueType.SCALAR) {
            return;
        }
        problems.invalid(
                "Bundle",
                "Element " + name + " has the wrong JSON type (" + found + " where " + expected + " belongs).");
    }
}
