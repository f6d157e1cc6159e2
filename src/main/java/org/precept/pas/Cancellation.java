package org.precept.pas;

import org.hl7.fhir.r4.model.BackboneElement;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Extension;

/** Entries of a Claim that are no longer wanted (requirements prof-7, prof-8, spec-69, spec-70). */
final class Cancellation {

    private Cancellation() {}

    /** True for an item that says so by either of its two marks. */
    static boolean of(ItemComponent item) {
        return marked(item, true) || Codes.CANCEL.equals(Codes.certificationType(item.getExtension()));
    }

    /** True for supporting information that is no longer to be used. */
    static boolean of(BackboneElement information) {
        return marked(information, true);
    }

    /** True when the mark is there and says no, as some senders write on every entry. */
    static boolean deniedBy(BackboneElement element) {
        return marked(element, false);
    }

    private static boolean marked(BackboneElement element, boolean value) {
        return element.getModifierExtension().stream()
                .filter(modifier -> Pas.INFO_CANCELLED.equals(modifier.getUrl()))
                .map(Extension::getValue)
                .anyMatch(
                        flag -> flag instanceof BooleanType known && known.hasValue() && known.booleanValue() == value);
    }
}
