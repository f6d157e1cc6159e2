package org.precept.dtr.answers;

import java.math.BigDecimal;
import java.util.Optional;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Type;

/** Extensions of a Questionnaire's items that limit their answers (FHIR R4, SDC 4). */
final class FormExtensions {
    private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";

    static final String MIN_VALUE = BASE + "minValue";
    static final String MAX_VALUE = BASE + "maxValue";
    static final String MIME_TYPE = BASE + "mimeType";
    /** Of an attachment, in megabytes. */
    static final String MAX_SIZE = BASE + "maxSize";

    static final String MIN_OCCURS = BASE + "questionnaire-minOccurs";
    static final String MAX_OCCURS = BASE + "questionnaire-maxOccurs";

    private FormExtensions() {}

    static Optional<Type> value(Element item, String url) {
        Extension extension = item.getExtensionByUrl(url);
        return extension == null || !extension.hasValue() ? Optional.empty() : Optional.of(extension.getValue());
    }

    static Optional<BigDecimal> number(Element item, String url) {
        return value(item, url).filter(Type::isPrimitive).map(value -> new BigDecimal(value.primitiveValue()));
    }
}
