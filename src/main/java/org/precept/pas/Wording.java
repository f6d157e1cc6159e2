package org.precept.pas;

import java.math.BigDecimal;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Quantity;
import org.precept.fhir.CodingKey;

/** Takes from content what words it only: displays beside codes, names of units, trailing zeros, spellings of a system. */
final class Wording {

    private Wording() {}

    static void strip(Base element) {
        if (element instanceof CodeableConcept concept && concept.hasCoding()) {
            concept.setText(null);
        } else if (element instanceof Coding coding && coding.hasCode()) {
            coding.setDisplay(null);
            CodingKey.of(coding).ifPresent(key -> coding.setSystem(key.system()).setCode(key.code()));
        } else if (element instanceof Quantity quantity && quantity.hasValue()) {
            BigDecimal bare = quantity.getValue().stripTrailingZeros();
            quantity.setValue(bare.scale() < 0 ? bare.setScale(0) : bare);
            if (quantity.hasCode()) {
                quantity.setUnit(null);
            }
        }
        for (Property child : element.children()) {
            child.getValues().forEach(Wording::strip);
        }
    }
}
