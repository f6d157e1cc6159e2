package org.precept.record;

import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;

/** Which item a review Task is about: its input {@code item}. */
public final class ReviewedItem {

    private static final String ITEM = "item";
    private static final int NONE = 0;

    private ReviewedItem() {}

    /** Claim.item.sequence; 0 when the Task names none. */
    public static int of(Task task) {
        for (ParameterComponent input : task.getInput()) {
            if (ITEM.equals(input.getType().getText()) && input.getValue() instanceof IntegerType sequence) {
                return sequence.getValue();
            }
        }
        return NONE;
    }
}
