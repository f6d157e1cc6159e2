package org.precept.pas;

import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ItemComponent;
import org.hl7.fhir.r4.model.Enumerations.NoteType;

/** Notes of one ClaimResponse, numbered, each linked from its item unless it is about the whole. */
final class ProcessNotes {

    private final ClaimResponse response;

    ProcessNotes(ClaimResponse response) {
        this.response = response;
    }

    void add(ItemComponent item, String text) {
        item.addNoteNumber(add(text));
    }

    /** A note about the whole; its number. */
    int add(String text) {
        int number = response.getProcessNote().size() + 1;
        response.addProcessNote().setNumber(number).setType(NoteType.DISPLAY).setText(text);
        return number;
    }
}
