package org.precept.policy;

import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.TimeType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodingKey;

/**
 * A question of a form and the answers it offers.
 *
 * @param linkId unique in the form
 * @param type of the item
 * @param repeats true when it takes several answers
 * @param options codes it offers, for a choice from a list; null when it lists none
 */
public record Question(
        String linkId,
        QuestionnaireItemType type,
        boolean repeats,
        @Nullable Set<CodingKey> options) {

    /** True when the value is of the question's type and, for a choice, one of its options. */
    public boolean offers(@Nullable Type value) {
        if (value == null) {
            return false;
        }
        return switch (type) {
            case BOOLEAN -> value instanceof BooleanType;
            case DATE -> value instanceof DateType;
            case DATETIME -> value instanceof DateTimeType;
            case TIME -> value instanceof TimeType;
            case INTEGER -> value instanceof IntegerType;
            case DECIMAL -> value instanceof DecimalType;
            case STRING, TEXT -> value instanceof StringType;
            case URL -> value instanceof UriType;
            case ATTACHMENT -> value instanceof Attachment;
            case QUANTITY -> value instanceof Quantity;
            case REFERENCE -> value instanceof Reference;
            case CHOICE -> value instanceof Coding coding && lists(coding);
            case OPENCHOICE -> value instanceof StringType || (value instanceof Coding coding && lists(coding));
            default -> false;
        };
    }

    private boolean lists(Coding coding) {
        Set<CodingKey> listed = options;
        return listed == null || CodingKey.of(coding).filter(listed::contains).isPresent();
    }
}
