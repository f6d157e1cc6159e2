package org.precept.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.policy.Form;

/** A completed form: answers by linkId, laid out as the policy's Questionnaire nests them. */
final class AnsweredForm {
    private final Form form;
    private final String where;
    private final Set<String> used = new HashSet<>();

    AnsweredForm(Form form, String where) {
        this.form = form;
        this.where = where;
    }

    /**
     * Reads {@code {authored, from, status, id, <linkId>: <answer>...}}.
     *
     * @param authored the day when the case gives none
     * @param number tells several forms apart
     */
    EvidenceItem read(JsonNode answers, LocalDate authored, int number) {
        Shorthand keys = new Shorthand(where, answers);
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setQuestionnaire(form.canonical().toString());
        response.setStatus(QuestionnaireResponseStatus.fromCode(keys.text("status", "completed")));
        response.setAuthoredElement(new DateTimeType(keys.text("authored", authored.toString())));
        Origin origin = keys.text("from", "request").equals("record") ? Origin.RECORD : Origin.REQUEST;
        String id = keys.text("id", "form-" + number);
        Map<String, JsonNode> values = new HashMap<>(keys.entries());
        Set.of("authored", "from", "status", "id", "form").forEach(values::remove);
        response.setItem(items(form.questionnaire().getItem(), values, ""));
        values.keySet().stream().filter(key -> !used.contains(key)).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException(where + ": the form has no item '" + key + "'");
        });
        response.setId(id);
        return new EvidenceItem("QuestionnaireResponse/" + id, response, origin);
    }

    private List<QuestionnaireResponseItemComponent> items(
            List<QuestionnaireItemComponent> questions, Map<String, JsonNode> values, String group) {
        List<QuestionnaireResponseItemComponent> items = new ArrayList<>();
        for (QuestionnaireItemComponent question : questions) {
            String linkId = question.getLinkId();
            JsonNode value = values.get(linkId.startsWith(group) ? linkId.substring(group.length()) : linkId);
            if (value != null) {
                used.add(linkId);
            }
            boolean isGroup = question.getType() == QuestionnaireItemType.GROUP;
            if (isGroup && value != null) {
                Shorthand.elements(value).forEach(member -> items.add(member(question, member)));
                continue;
            }
            List<QuestionnaireResponseItemComponent> below = items(question.getItem(), values, group);
            if (value == null && below.isEmpty()) {
                continue;
            }
            items.add(isGroup ? groupOf(linkId, below) : answered(question, value, below));
        }
        return items;
    }

    /** One repetition of a group, its items by their short names. */
    private QuestionnaireResponseItemComponent member(QuestionnaireItemComponent group, JsonNode member) {
        Map<String, JsonNode> values = new HashMap<>(new Shorthand(where, member).entries());
        String prefix = group.getLinkId() + ".";
        values.keySet().forEach(name -> {
            if (group.getItem().stream().noneMatch(item -> item.getLinkId().equals(prefix + name))) {
                throw new IllegalArgumentException(where + ": " + group.getLinkId() + " has no item '" + name + "'");
            }
        });
        return groupOf(group.getLinkId(), items(group.getItem(), values, prefix));
    }

    private static QuestionnaireResponseItemComponent groupOf(
            String linkId, List<QuestionnaireResponseItemComponent> items) {
        QuestionnaireResponseItemComponent group = new QuestionnaireResponseItemComponent();
        group.setLinkId(linkId);
        group.setItem(items);
        return group;
    }

    private QuestionnaireResponseItemComponent answered(
            QuestionnaireItemComponent question, JsonNode value, List<QuestionnaireResponseItemComponent> below) {
        QuestionnaireResponseItemComponent item = new QuestionnaireResponseItemComponent();
        item.setLinkId(question.getLinkId());
        if (value == null) {
            item.setItem(below);
            return item;
        }
        Shorthand.elements(value).forEach(element -> item.addAnswer().setValue(value(question, element)));
        QuestionnaireResponseItemAnswerComponent first = item.getAnswerFirstRep();
        below.forEach(first::addItem);
        return item;
    }

    private Type value(QuestionnaireItemComponent question, JsonNode value) {
        String text = value.asText();
        return switch (question.getType()) {
            case BOOLEAN -> new BooleanType(text);
            case DATE -> new DateType(text);
            case INTEGER -> new IntegerType(text);
            case STRING, TEXT -> new StringType(text);
            case ATTACHMENT -> attachment(text);
            case CHOICE -> choice(question, value);
            default -> throw new IllegalArgumentException(where + ": cannot answer a " + question.getType());
        };
    }

    /** A document with the text as its content; without text an attachment that holds none. */
    private static Attachment attachment(String text) {
        Attachment attachment = new Attachment().setContentType("text/plain");
        return text.isEmpty() ? attachment.setTitle("empty") : attachment.setData(text.getBytes(UTF_8));
    }

    /** By code or by the beginning of the display; a map of system and code may name what the form does not offer. */
    private Coding choice(QuestionnaireItemComponent question, JsonNode value) {
        if (value.isObject()) {
            Shorthand keys = new Shorthand(where, value);
            Coding coding = Codes.concept(keys).getCodingFirstRep();
            keys.done();
            return coding;
        }
        String wanted = value.asText();
        return CaseWorld.options(question).stream()
                .filter(option -> option.getCode().equals(wanted)
                        || String.valueOf(option.getDisplay()).toLowerCase().startsWith(wanted.toLowerCase()))
                .findFirst()
                .map(AnsweredForm::coding)
                .orElseThrow(() -> new IllegalArgumentException(
                        where + ": " + question.getLinkId() + " does not offer '" + wanted + "'"));
    }

    private static Coding coding(ValueSetExpansionContainsComponent option) {
        return new Coding(option.getSystem(), option.getCode(), option.getDisplay());
    }
}
