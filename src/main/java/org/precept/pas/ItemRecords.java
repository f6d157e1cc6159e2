package org.precept.pas;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.precept.determination.GuidanceRecord;
import org.precept.pas.ItemOutcome.CodeAwaited;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.record.FiledItem;
import org.precept.record.KeptDetermination;

/** The records of what was decided about items now: GuidanceResponses (design.md, "Contract") and what they were made of. */
final class ItemRecords {

    final List<GuidanceResponse> guidance = new ArrayList<>();
    final List<KeptDetermination> kept = new ArrayList<>();

    private final Answering answering;
    private final DeterminationKeeping keeping;

    ItemRecords(Answering answering, DeterminationKeeping keeping) {
        this.answering = answering;
        this.keeping = keeping;
    }

    /** Adds the record of an outcome; of one that was not decided now there is none. */
    void add(ItemOutcome outcome) {
        if (outcome instanceof Determined determined) {
            String id = add(started(determined.notes()).of(determined.determination()));
            kept.add(keeping.of(id, determined));
        } else if (outcome instanceof CodeAwaited awaited) {
            add(started(List.of()).ofUnspecificProduct(awaited.item().sequence(), awaited.candidates()));
        } else if (outcome instanceof Reviewed reviewed) {
            FiledItem filed = reviewed.filed();
            add(started(List.of("Decided by a reviewer."))
                    .ofReview(filed.sequence(), filed.policy(), filed.phase(), outcome.action(), outcome.reason()));
        }
    }

    private String add(GuidanceResponse record) {
        String id = Ids.next();
        record.setId("GuidanceResponse/" + id);
        guidance.add(record);
        return id;
    }

    private GuidanceRecord started(List<String> notes) {
        return new GuidanceRecord(
                answering.request().identifier(),
                "Patient/" + answering.received().member().patient().getIdPart(),
                answering.now(),
                notes);
    }
}
