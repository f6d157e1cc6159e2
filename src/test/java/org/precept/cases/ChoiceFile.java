package org.precept.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.precept.fhir.CodeSystems;
import org.precept.policy.Form;

/**
 * A form's choices and what each says to the criteria, as the file {@code choices/<form>.yaml} has it: by linkId, by choice, the
 * criteria that then differ from those without any answer.
 */
final class ChoiceFile {
    static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    private static final String ANSWERS = "answers";
    private static final String PLACE = "*";

    private final Form form;
    private final ObjectNode written;

    ChoiceFile(Path file) {
        this(form(CaseFile.name(file)), CaseFile.read(file));
    }

    ChoiceFile(Form form, ObjectNode written) {
        this.form = form;
        this.written = written;
    }

    private static Form form(String name) {
        return CaseWorld.POLICIES.questionnaires().all().stream()
                .filter(form -> form.canonical().tail().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no form " + name));
    }

    Form form() {
        return form;
    }

    /**
     * A choice with what is answered.
     *
     * @param name linkId and choice
     * @param response the form with that answer, and those that it takes for the choice to be put or to count
     * @param expected values of the criteria that differ
     */
    record Choice(String name, QuestionnaireResponse response, Map<String, String> expected) {}

    /** Every choice in the file. */
    List<Choice> choices() {
        List<Choice> choices = new ArrayList<>();
        new Shorthand("choices", written)
                .entries()
                .forEach((linkId, sets) -> Shorthand.elements(sets).forEach(set -> read(linkId, set, choices)));
        return choices;
    }

    private void read(String linkId, JsonNode set, List<Choice> choices) {
        Map<String, JsonNode> entries = new LinkedHashMap<>(new Shorthand(linkId, set).entries());
        JsonNode template = entries.remove(ANSWERS);
        entries.forEach((choice, expected) -> {
            ObjectNode answers = template == null
                    ? JsonNodeFactory.instance.objectNode().put(linkId, choice)
                    : (ObjectNode) placed(template, choice);
            Map<String, String> values = new LinkedHashMap<>();
            new Shorthand(linkId + "." + choice, expected)
                    .entries()
                    .forEach((criterion, value) -> values.put(criterion, value.asText("null")));
            choices.add(new Choice(linkId + " " + choice, response(answers, choices.size()), values));
        });
    }

    /** The template with the choice in the place of the star. */
    private static JsonNode placed(JsonNode template, String choice) {
        if (template instanceof ObjectNode map) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            map.properties().forEach(entry -> copy.set(entry.getKey(), placed(entry.getValue(), choice)));
            return copy;
        }
        if (template instanceof ArrayNode list) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            list.forEach(element -> copy.add(placed(element, choice)));
            return copy;
        }
        return template.isTextual() && template.asText().equals(PLACE) ? TextNode.valueOf(choice) : template;
    }

    private QuestionnaireResponse response(ObjectNode answers, int number) {
        return (QuestionnaireResponse)
                new AnsweredForm(form, "choices").read(answers, TODAY, number).resource();
    }

    /** Linkid and choice of everything that the file has. */
    Set<String> written() {
        Set<String> names = new LinkedHashSet<>();
        choices().forEach(choice -> names.add(choice.name()));
        return names;
    }

    /** Linkid and choice of everything that the form offers. */
    static Set<String> offered(Form form) {
        Set<String> names = new LinkedHashSet<>();
        collect(form.questionnaire().getItem(), names);
        return names;
    }

    private static void collect(List<QuestionnaireItemComponent> items, Set<String> names) {
        for (QuestionnaireItemComponent item : items) {
            if (item.getType() == QuestionnaireItemType.BOOLEAN) {
                names.add(item.getLinkId() + " true");
                names.add(item.getLinkId() + " false");
            } else if (item.getType() == QuestionnaireItemType.CHOICE) {
                CaseWorld.options(item)
                        .forEach(option -> names.add(item.getLinkId() + " "
                                + (CodeSystems.RXNORM.equals(option.getSystem())
                                        ? option.getDisplay()
                                        : option.getCode())));
            }
            collect(item.getItem(), names);
        }
    }
}
