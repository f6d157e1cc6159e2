package org.precept.pas;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.AddedItemComponent;
import org.hl7.fhir.r4.model.ClaimResponse.ItemComponent;
import org.hl7.fhir.r4.model.ClaimResponse.NoteComponent;
import org.hl7.fhir.r4.model.PositiveIntType;

/** Copies what an answer says of one item into the next answer: item, added items and notes. */
final class KeptItem {

    private final ClaimResponse before;
    private final ClaimResponse response;
    private final ProcessNotes notes;

    KeptItem(ClaimResponse before, ClaimResponse response, ProcessNotes notes) {
        this.before = before;
        this.response = response;
        this.notes = notes;
    }

    /** The item of an answer with the sequence. */
    static Optional<ItemComponent> of(ClaimResponse answer, int sequence) {
        return answer.getItem().stream()
                .filter(item -> item.getItemSequence() == sequence)
                .findFirst();
    }

    void copy(int sequence) {
        of(before, sequence).ifPresent(said -> {
            ItemComponent item = said.copy();
            item.setNoteNumber(null);
            response.addItem(item);
            said.getNoteNumber().forEach(number -> text(number.getValue()).forEach(text -> notes.add(item, text)));
        });
        for (AddedItemComponent added : before.getAddItem()) {
            if (added.getItemSequence().stream()
                    .map(PositiveIntType::getValue)
                    .anyMatch(number -> number == sequence)) {
                response.addAddItem(added.copy());
            }
        }
    }

    private List<String> text(int number) {
        return before.getProcessNote().stream()
                .filter(note -> note.getNumber() == number)
                .map(NoteComponent::getText)
                .toList();
    }
}
