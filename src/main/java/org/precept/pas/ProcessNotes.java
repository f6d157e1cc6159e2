package org.precept.pas;

import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ItemComponent;
import org.hl7.fhir.r4.model.Enumerations.NoteType;

/** Notes of one ClaimResponse, numbered, each linked from its item. */
final class ProcessNotes {

    private final ClaimResponse response;

    ProcessNotes(ClaimResponse response) {
        this.response = response;
    }

    void add(ItemComponent item, String text) {
        int number = response.getProcessNote().size() + 1;
        response.addProcessNote().setNumber(number).setType(NoteType.DISPLAY).setText(text);
        item.addNoteNumber(number);
    }
}
