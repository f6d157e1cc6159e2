package org.precept.pas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.precept.determination.GuidanceRecord;
import org.precept.pas.ItemOutcome.CodeAwaited;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.record.FiledItem;
import org.precept.record.KeptDetermination;

/** The records of what was decided about items now: GuidanceResponses (design.md, "Contract") and what they were made of. */
final class ItemRecords {

    /** Text of the input by which a review Task names the record of its determination. */
    private static final String DETERMINATION = "determination";

    final List<GuidanceResponse> guidance = new ArrayList<>();
    final List<KeptDetermination> kept = new ArrayList<>();

    /** Ids of the records of what the rules found, by item. */
    private final Map<Integer, String> findings = new HashMap<>();

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
            findings.put(determined.item().sequence(), id);
        } else if (outcome instanceof CodeAwaited awaited) {
            add(started(List.of()).ofUnspecificProduct(awaited.item().sequence(), awaited.candidates()));
        } else if (outcome instanceof Reviewed reviewed) {
            FiledItem filed = reviewed.filed();
            add(started(List.of("Decided by a reviewer."))
                    .ofReview(filed.sequence(), filed.policy(), filed.phase(), outcome.action(), outcome.reason()));
        }
    }

    /** Leads a review Task to what the rules found about its item now; other Tasks stay as they are. */
    Resource linked(Resource resource) {
        if (resource instanceof Task task && ItemLinks.isReview(task)) {
            String id = findings.get(ItemLinks.item(task));
            if (id != null) {
                task.getInput()
                        .removeIf(input -> DETERMINATION.equals(input.getType().getText()));
                task.addInput(new ParameterComponent(
                        new CodeableConcept().setText(DETERMINATION), new Reference("GuidanceResponse/" + id)));
            }
        }
        return resource;
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
