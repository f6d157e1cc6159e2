package org.precept.pas;

import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.precept.fhir.CodeSystems;

/** Which item, and which document, the Tasks and CommunicationRequests of this server are about. */
final class ItemLinks {

    /** Text of the input by which a review Task names its item. */
    static final String ITEM = "item";

    private static final int NONE = 0;

    private ItemLinks() {}

    /** True for a Task of reviewers, false for one of the provider. */
    static boolean isReview(Task task) {
        return task.hasPerformerType();
    }

    /** Sequence of the item; 0 when the Task names none. */
    static int item(Task task) {
        return task.getInput().stream()
                .flatMap(ItemLinks::sequences)
                .findFirst()
                .orElse(NONE);
    }

    /** Sequence of the item; 0 when it names none. */
    static int item(CommunicationRequest communication) {
        return communication.getExtension().stream()
                .flatMap(ItemLinks::sequence)
                .findFirst()
                .orElse(NONE);
    }

    /** LOINC code of the document a CommunicationRequest asks for. */
    static String document(CommunicationRequest communication) {
        return communication.getPayloadFirstRep().getContent() instanceof StringType text ? text.getValue() : "";
    }

    /** LOINC code of the document a provider's Task asks for. */
    static String document(Task task) {
        for (ParameterComponent input : task.getInput()) {
            if (input.getValue() instanceof CodeableConcept concept) {
                String code = Codes.code(concept, CodeSystems.LOINC);
                if (code != null) {
                    return code;
                }
            }
        }
        return Pas.COMPLETE_QUESTIONNAIRE;
    }

    private static Stream<Integer> sequences(ParameterComponent input) {
        return ITEM.equals(input.getType().getText()) && input.getValue() instanceof IntegerType sequence
                ? Stream.of(sequence.getValue())
                : ((Element) input).getExtension().stream().flatMap(ItemLinks::sequence);
    }

    private static Stream<Integer> sequence(Extension extension) {
        return Pas.SERVICE_LINE_NUMBER.equals(extension.getUrl())
                        && extension.getValue() instanceof IntegerType sequence
                ? Stream.of(sequence.getValue())
                : Stream.empty();
    }
}
