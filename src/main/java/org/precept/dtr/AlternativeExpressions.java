package org.precept.dtr;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.precept.fhir.Canonical;

/**
 * Sets beside each expression that names a define what it compiles to (DTR 2.2 spec-96). The define itself is in the
 * library's ELM, so a reference to it is the whole compiled expression.
 */
final class AlternativeExpressions {
    private static final String ELM = "application/elm+json";

    private AlternativeExpressions() {}

    /** Adds them to the form; expressions in other languages stay as they are. */
    static void add(Questionnaire form) {
        Optional<String> library = form.getExtensionsByUrl(Dtr.CQF_LIBRARY).stream()
                .map(Extension::getValue)
                .filter(CanonicalType.class::isInstance)
                .map(value -> Canonical.parse(value.primitiveValue()).tail())
                .findFirst();
        library.ifPresent(name -> {
            extensions(form.getExtension(), name);
            items(form.getItem(), name);
        });
    }

    private static void items(List<QuestionnaireItemComponent> items, String library) {
        for (QuestionnaireItemComponent item : items) {
            extensions(item.getExtension(), library);
            items(item.getItem(), library);
        }
    }

    private static void extensions(List<Extension> extensions, String library) {
        for (Extension extension : extensions) {
            if (extension.getValue() instanceof Expression expression) {
                CqlIdentifier.of(expression).ifPresent(name -> alternative(expression, name.elm(library)));
            }
            extensions(extension.getExtension(), library);
        }
    }

    private static void alternative(Element expression, String elm) {
        if (!expression.hasExtension(Dtr.ALTERNATIVE_EXPRESSION)) {
            Expression compiled = new Expression();
            compiled.setLanguage(ELM);
            compiled.setExpression(elm);
            expression.addExtension(new Extension(Dtr.ALTERNATIVE_EXPRESSION, compiled));
        }
    }
}
