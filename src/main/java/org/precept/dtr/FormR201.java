package org.precept.dtr;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import org.precept.fhir.Canonical;

/**
 * Says a form of DTR 2.2 in the words of DTR 2.0.1: expressions are CQL and name their library, libraries are named without
 * a version (test kits compare that text with {@code Library.url}), extensions that came later are left out, and the
 * narrative that every form needs there is added. Saying it twice changes nothing more.
 */
final class FormR201 {
    private static final String CQL = "text/cql";
    private static final Set<String> LATER = Set.of(
            Dtr.BASE + "questionnaireAudience", Dtr.BASE + "estimated-completion-time", Dtr.BASE + "request-specific");
    private static final Set<String> IN_CQL = Set.of(
            "http://hl7.org/fhir/StructureDefinition/variable",
            Dtr.ITEM_POPULATION_CONTEXT,
            Dtr.INITIAL_EXPRESSION,
            Dtr.SDC + "sdc-questionnaire-candidateExpression",
            Dtr.SDC + "sdc-questionnaire-contextExpression");

    private FormR201() {}

    /** Changes the form. */
    static void say(Questionnaire form) {
        boolean adaptive = form.getMeta().hasProfile(Dtr.ADAPTIVE_FORM);
        form.getExtension().removeIf(extension -> LATER.contains(extension.getUrl()));
        libraries(form);
        String library = library(form).orElse("");
        expressions(form.getExtension(), library);
        form.getItem().forEach(item -> say(item, library));
        if (adaptive) {
            form.setUrl(null).setVersion(null);
        }
        if (!form.hasText()) {
            narrative(form);
        }
    }

    private static void libraries(Questionnaire form) {
        form.getExtensionsByUrl(Dtr.CQF_LIBRARY).forEach(extension -> {
            if (extension.getValue() instanceof CanonicalType reference) {
                reference.setValue(Canonical.parse(reference.getValue()).url());
            }
        });
    }

    private static Optional<String> library(Questionnaire form) {
        return form.getExtensionsByUrl(Dtr.CQF_LIBRARY).stream()
                .map(Extension::getValue)
                .filter(CanonicalType.class::isInstance)
                .map(value -> Canonical.parse(value.primitiveValue()).tail())
                .findFirst();
    }

    /** Changes a question and those in it. */
    static void say(QuestionnaireItemComponent item, String library) {
        expressions(item.getExtension(), library);
        item.getItem().forEach(inner -> say(inner, library));
    }

    private static void expressions(List<Extension> extensions, String library) {
        for (Extension extension : extensions) {
            if (extension.getValue() instanceof Expression expression) {
                expression.getExtension().removeIf(each -> Dtr.ALTERNATIVE_EXPRESSION.equals(each.getUrl()));
                if (IN_CQL.contains(extension.getUrl())) {
                    inCql(expression, library);
                }
            }
        }
    }

    /**
     * A define gets its library's name. FHIRPath stays as it is: it is a subset of CQL, and what an expression around it
     * is named is {@code %name} in either (SDC, "Using Expressions").
     */
    private static void inCql(Expression expression, String library) {
        CqlIdentifier.of(expression).ifPresent(name -> expression.setExpression(name.qualified(library)));
        expression.setLanguage(CQL);
    }

    private static void narrative(Questionnaire form) {
        XhtmlNode div = new XhtmlNode(NodeType.Element, "div");
        div.attribute("xmlns", "http://www.w3.org/1999/xhtml");
        div.addTag("p").addTag("b").addText(form.getTitle());
        if (form.hasDescription()) {
            div.addTag("p").addText(form.getDescription());
        }
        form.getText().setStatus(NarrativeStatus.GENERATED).setDiv(div);
    }
}
