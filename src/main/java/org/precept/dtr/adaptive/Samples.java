package org.precept.dtr.adaptive;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/**
 * Answers that stand for all that a question can be given: each option of a closed question; of an open one a few that
 * policies tell apart, such as dates weeks, a year and many years ago. A repeating question or group is answered once.
 */
final class Samples {
    /** More combinations than this are not tried: it is taken that they can come to anything. */
    static final int MOST = 256;

    private static final List<Integer> DAYS_AGO = List.of(30, 400, 4000);
    private static final List<Integer> NUMBERS = List.of(1, 1_000_000);

    private final LocalDate today;
    private final Map<String, List<Coding>> options;

    /**
     * @param today dates are before it
     * @param options codes that choices offer, by linkId
     */
    Samples(LocalDate today, Map<String, List<Coding>> options) {
        this.today = today;
        this.options = options;
    }

    /** One answer each, what is asked within the answer left out; empty for groups. */
    List<QuestionnaireResponseItemComponent> alone(QuestionnaireItemComponent item) {
        return values(item).stream()
                .map(value -> answered(item, value, List.of()))
                .toList();
    }

    /**
     * Every combination of answers within an item, that of no answer included; empty when there are more than
     * {@link #MOST}, or when a question is of a type without samples.
     */
    Optional<List<List<QuestionnaireResponseItemComponent>>> all(QuestionnaireItemComponent item) {
        Optional<List<List<QuestionnaireResponseItemComponent>>> within = product(item.getItem());
        if (within.isEmpty()) {
            return within;
        }
        List<List<QuestionnaireResponseItemComponent>> found = new ArrayList<>();
        found.add(List.of());
        if (item.getType() == QuestionnaireItemType.GROUP) {
            within.get().stream()
                    .filter(children -> !children.isEmpty())
                    .forEach(children -> found.add(List.of(group(item, children))));
            return bounded(found);
        }
        List<Type> values = values(item);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        for (Type value : values) {
            within.get().forEach(children -> found.add(List.of(answered(item, value, children))));
        }
        return bounded(found);
    }

    private Optional<List<List<QuestionnaireResponseItemComponent>>> product(List<QuestionnaireItemComponent> items) {
        List<List<QuestionnaireResponseItemComponent>> all = List.of(List.of());
        for (QuestionnaireItemComponent item : items) {
            if (item.getType() == QuestionnaireItemType.DISPLAY) {
                continue;
            }
            Optional<List<List<QuestionnaireResponseItemComponent>>> next = all(item);
            if (next.isEmpty() || next.get().size() * all.size() > MOST) {
                return Optional.empty();
            }
            List<List<QuestionnaireResponseItemComponent>> both = new ArrayList<>();
            for (List<QuestionnaireResponseItemComponent> left : all) {
                for (List<QuestionnaireResponseItemComponent> right : next.get()) {
                    List<QuestionnaireResponseItemComponent> joined = new ArrayList<>(left);
                    joined.addAll(right);
                    both.add(List.copyOf(joined));
                }
            }
            all = both;
        }
        return Optional.of(all);
    }

    private static <T> Optional<List<T>> bounded(List<T> found) {
        return found.size() > MOST ? Optional.empty() : Optional.of(List.copyOf(found));
    }

    private List<Type> values(QuestionnaireItemComponent item) {
        return switch (item.getType()) {
            case BOOLEAN -> List.of(new BooleanType(true), new BooleanType(false));
            case CHOICE, OPENCHOICE -> List.copyOf(options.getOrDefault(item.getLinkId(), List.of()));
            case DATE ->
                DAYS_AGO.stream()
                        .map(days -> (Type) new DateType(today.minusDays(days).toString()))
                        .toList();
            case DATETIME ->
                DAYS_AGO.stream()
                        .map(days ->
                                (Type) new DateTimeType(today.minusDays(days).toString()))
                        .toList();
            case INTEGER ->
                NUMBERS.stream().map(number -> (Type) new IntegerType(number)).toList();
            case DECIMAL ->
                NUMBERS.stream().map(number -> (Type) new DecimalType(number)).toList();
            case STRING, TEXT -> List.of(new StringType("stated"));
            case ATTACHMENT ->
                List.of(new Attachment().setContentType("text/plain").setData(new byte[] {'-'}));
            default -> List.of();
        };
    }

    private static QuestionnaireResponseItemComponent group(
            QuestionnaireItemComponent item, List<QuestionnaireResponseItemComponent> children) {
        QuestionnaireResponseItemComponent group = new QuestionnaireResponseItemComponent();
        group.setLinkId(item.getLinkId());
        children.forEach(child -> group.addItem(child.copy()));
        return group;
    }

    private static QuestionnaireResponseItemComponent answered(
            QuestionnaireItemComponent item, Type value, List<QuestionnaireResponseItemComponent> children) {
        QuestionnaireResponseItemComponent answered = new QuestionnaireResponseItemComponent();
        answered.setLinkId(item.getLinkId());
        answered.addAnswer().setValue(value.copy());
        children.forEach(child -> answered.getAnswerFirstRep().addItem(child.copy()));
        return answered;
    }
}
