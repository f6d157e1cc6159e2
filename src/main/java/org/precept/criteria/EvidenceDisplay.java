package org.precept.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodingKey;

/** What a piece of evidence is, in words. Codes and values only: no names, no notes. */
final class EvidenceDisplay {
    /** Where resources say what they are about, most telling first. */
    private static final List<String> SUBJECTS = List.of("code", "medication", "serviceType", "type", "specialty");

    private static final List<String> STATES = List.of("clinicalStatus", "status");
    private static final int LONGEST_TEXT = 60;

    private final ExpandedValueSets names;

    /** @param names displays of codes that come without one */
    EvidenceDisplay(ExpandedValueSets names) {
        this.names = names;
    }

    String of(String criterion, Resource resource) {
        if (resource instanceof QuestionnaireResponse response) {
            return new AnswerDisplay(this).of(criterion, response);
        }
        String subject = SUBJECTS.stream()
                .flatMap(name -> values(resource, name).stream())
                .map(this::text)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(resource.fhirType());
        if (resource instanceof Observation observation) {
            String value = observation.hasValue() ? text(observation.getValue()) : null;
            if (value == null && observation.hasInterpretation()) {
                value = text(observation.getInterpretationFirstRep());
            }
            return value == null ? subject : subject + ": " + value;
        }
        String details = details(resource);
        return details.isEmpty() ? subject : subject + " (" + details + ")";
    }

    /** Status and, for something that ended, why. */
    private String details(Resource resource) {
        List<@Nullable String> details = new ArrayList<>();
        STATES.stream()
                .flatMap(name -> values(resource, name).stream())
                .map(this::text)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(details::add);
        values(resource, "statusReason").forEach(reason -> details.add(text(reason)));
        return details.stream().filter(Objects::nonNull).collect(Collectors.joining(", "));
    }

    private static List<Base> values(Resource resource, String name) {
        Property property = resource.getNamedProperty(name);
        return property == null ? List.of() : property.getValues();
    }

    /** A value in a few words; null when it has none that may be shown. */
    @Nullable
    String text(Base value) {
        if (value instanceof CodeableConcept concept) {
            return concept.getCoding().stream()
                    .map(this::name)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseGet(() ->
                            concept.hasCoding() ? concept.getCodingFirstRep().getCode() : brief(concept.getText()));
        }
        if (value instanceof Coding coding) {
            String name = name(coding);
            return name == null ? coding.getCode() : name;
        }
        if (value instanceof Quantity quantity) {
            return quantity.hasValue()
                    ? quantity.getValue().toPlainString() + (quantity.hasUnit() ? " " + quantity.getUnit() : "")
                    : null;
        }
        return value instanceof PrimitiveType<?> primitive ? brief(primitive.getValueAsString()) : null;
    }

    private @Nullable String name(Coding coding) {
        return coding.hasDisplay()
                ? coding.getDisplay()
                : CodingKey.of(coding).map(names::display).orElse(null);
    }

    private static @Nullable String brief(@Nullable String text) {
        return text == null || text.isBlank() || text.length() > LONGEST_TEXT ? null : text;
    }
}
