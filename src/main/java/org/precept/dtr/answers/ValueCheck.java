package org.precept.dtr.answers;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.precept.fhir.CodingKey;
import org.precept.policy.Question;

/** Whether a question can take a value. Its type and options are judged by {@link Question}, as answers in Claims are. */
final class ValueCheck {
    private static final int NAMED_OPTIONS = 20;

    private final Options options;
    private final LocalDate today;

    ValueCheck(Options options, LocalDate today) {
        this.options = options;
        this.today = today;
    }

    /**
     * What is wrong with a value.
     *
     * @param type of the issue
     * @param text what is wrong and what to do, without the value
     */
    record Fault(IssueType type, String text) {}

    /** The first thing wrong; empty when the question takes the value. */
    Optional<Fault> fault(QuestionnaireItemComponent item, Type value) {
        List<Function<QuestionnaireItemComponent, Optional<Fault>>> steps = List.of(
                asked -> type(asked, value),
                asked -> option(asked, value),
                asked -> text(asked, value),
                asked -> attachment(asked, value),
                asked -> Limits.of(asked, today).fault(value));
        return steps.stream().flatMap(step -> step.apply(item).stream()).findFirst();
    }

    private static Optional<Fault> type(QuestionnaireItemComponent item, Type value) {
        return new Question(item.getLinkId(), item.getType(), true, null).offers(value)
                ? Optional.empty()
                : fault(IssueType.VALUE, "The question takes " + kind(item.getType()) + ".");
    }

    private Optional<Fault> option(QuestionnaireItemComponent item, Type value) {
        if (item.getType() == QuestionnaireItemType.CHOICE || item.getType() == QuestionnaireItemType.OPENCHOICE) {
            Set<CodingKey> codes = options.codes(item);
            return codes == null || new Question(item.getLinkId(), item.getType(), true, codes).offers(value)
                    ? Optional.empty()
                    : fault(IssueType.CODEINVALID, "The form does not offer this choice. " + named(codes));
        }
        List<Type> values = options.values(item);
        return values.isEmpty() || values.stream().anyMatch(offered -> offered.equalsDeep(value))
                ? Optional.empty()
                : fault(IssueType.CODEINVALID, "The form does not offer this value. Take one of its answerOptions.");
    }

    private static String named(Set<CodingKey> codes) {
        String first = codes.stream().limit(NAMED_OPTIONS).map(CodingKey::code).collect(Collectors.joining(", "));
        String system = codes.stream().map(CodingKey::system).distinct().collect(Collectors.joining(" or "));
        return "Take a Coding of system " + system + " with one of: " + first
                + (codes.size() > NAMED_OPTIONS ? ", ... (all are in the item's answerValueSet)." : ".");
    }

    private static Optional<Fault> text(QuestionnaireItemComponent item, Type value) {
        String text = value instanceof StringType string ? string.getValue() : null;
        if (text == null) {
            return Optional.empty();
        }
        return item.hasMaxLength() && text.length() > item.getMaxLength()
                ? fault(
                        IssueType.TOOLONG,
                        "The text has " + text.length() + " characters; at most " + item.getMaxLength() + " are taken.")
                : Optional.empty();
    }

    private static Optional<Fault> attachment(QuestionnaireItemComponent item, Type value) {
        if (!(value instanceof Attachment attachment)) {
            return Optional.empty();
        }
        if (!attachment.hasData() && !attachment.hasUrl()) {
            return fault(IssueType.REQUIRED, "The attachment has neither data nor url. Attach the document.");
        }
        List<String> types = item.getExtensionsByUrl(FormExtensions.MIME_TYPE).stream()
                .map(extension -> extension.getValue().primitiveValue())
                .toList();
        String given = String.valueOf(attachment.getContentType()).toLowerCase(Locale.ROOT);
        if (!types.isEmpty() && types.stream().noneMatch(type -> given.startsWith(type.toLowerCase(Locale.ROOT)))) {
            return fault(IssueType.VALUE, "Attach a document of type " + String.join(" or ", types) + ".");
        }
        return FormExtensions.number(item, FormExtensions.MAX_SIZE)
                .filter(most -> attachment.hasData() && attachment.getData().length > most.doubleValue() * 1_000_000)
                .flatMap(most ->
                        fault(IssueType.TOOLONG, "The attachment is larger than " + most.toPlainString() + " MB."));
    }

    private static String kind(QuestionnaireItemType type) {
        return switch (type) {
            case BOOLEAN -> "valueBoolean";
            case DATE -> "valueDate, for example 2026-03-01";
            case DATETIME -> "valueDateTime";
            case TIME -> "valueTime";
            case INTEGER -> "valueInteger";
            case DECIMAL -> "valueDecimal";
            case STRING, TEXT -> "valueString";
            case URL -> "valueUri";
            case ATTACHMENT -> "valueAttachment";
            case QUANTITY -> "valueQuantity";
            case REFERENCE -> "valueReference";
            case CHOICE -> "valueCoding";
            case OPENCHOICE -> "valueCoding or valueString";
            default -> Stream.of(type.toCode(), "no answer").collect(Collectors.joining(": "));
        };
    }

    static Optional<Fault> fault(IssueType type, String text) {
        return Optional.of(new Fault(type, text));
    }
}
