package org.precept.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition.ActionSelectionBehavior;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionConditionComponent;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.policy.CriteriaTree.AllOf;
import org.precept.policy.CriteriaTree.AnyOf;
import org.precept.policy.CriteriaTree.Criterion;

/** Reads the criteria of one phase from nested actions; ids are unique within the phase. */
final class CriteriaReader {
    private static final String CQL_IDENTIFIER = "text/cql-identifier";
    private static final Pattern X12_REASON = Pattern.compile("[0-9A-Z]{2}");

    private final Elements elements;
    private final Set<String> ids = new HashSet<>();

    CriteriaReader(Elements elements) {
        this.elements = elements;
    }

    /** The members of a group: an action of several. */
    CriteriaTree tree(String expression, PlanDefinitionActionComponent group) {
        List<CriteriaTree> members = new ArrayList<>();
        for (int i = 0; i < group.getAction().size(); i++) {
            PlanDefinitionActionComponent action = group.getAction().get(i);
            String at = expression + ".action[" + i + "]";
            members.add(action.hasAction() ? tree(at, action) : criterion(at, action));
        }
        if (members.isEmpty()) {
            elements.wrong(expression + ".action", "at least one criterion is required");
        }
        ActionSelectionBehavior selection = group.getSelectionBehavior();
        if (selection == ActionSelectionBehavior.ALL) {
            return new AllOf(List.copyOf(members));
        }
        if (selection != ActionSelectionBehavior.ONEORMORE) {
            elements.wrong(expression + ".selectionBehavior", "must be all or one-or-more");
        }
        return new AnyOf(List.copyOf(members));
    }

    private Criterion criterion(String expression, PlanDefinitionActionComponent action) {
        String id = elements.text(expression + ".id", action.getId());
        if (!ids.add(id)) {
            elements.wrong(expression + ".id", "'" + id + "' is not unique within the phase");
        }
        condition(expression + ".condition", id, action.getCondition());
        Extension missing = Elements.extension(action.getExtension(), "missing-documentation");
        return new Criterion(
                id,
                elements.text(expression + ".title", action.getTitle()),
                elements.text(expression + ".description", action.getDescription()),
                elements.text(
                        expression + ".documentation[0].label",
                        Elements.first(action.getDocumentation(), RelatedArtifact::new)
                                .getLabel()),
                reason(
                        expression + ".reason[0]",
                        Elements.first(
                                Elements.first(action.getReason(), CodeableConcept::new)
                                        .getCoding(),
                                Coding::new)),
                missing == null || !missing.hasValue()
                        ? null
                        : missing.getValue().primitiveValue(),
                document(expression + ".extension('missing-document')", action.getExtension()));
    }

    private @Nullable String document(String expression, List<Extension> extensions) {
        Extension document = Elements.extension(extensions, "missing-document");
        if (document == null) {
            return null;
        }
        if (document.getValue() instanceof Coding code
                && CodeSystems.LOINC.equals(code.getSystem())
                && code.hasCode()) {
            return code.getCode();
        }
        elements.wrong(expression, "a Coding of " + CodeSystems.LOINC + " is required");
        return null;
    }

    private String reason(String expression, Coding coding) {
        if (!CodeSystems.X12_REASON.equals(coding.getSystem())
                || !coding.hasCode()
                || !X12_REASON.matcher(coding.getCode()).matches()) {
            elements.wrong(expression, "a two-character reason of " + CodeSystems.X12_REASON + " is required");
            return "";
        }
        return coding.getCode();
    }

    private void condition(String expression, String id, List<PlanDefinitionActionConditionComponent> conditions) {
        boolean named = conditions.size() == 1
                && CQL_IDENTIFIER.equals(conditions.get(0).getExpression().getLanguage())
                && id.equals(conditions.get(0).getExpression().getExpression());
        if (!named) {
            elements.wrong(
                    expression,
                    "exactly one condition is required: language " + CQL_IDENTIFIER + ", expression '" + id + "'");
        }
    }
}
