package org.precept.dtr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Tuple;

/**
 * Fills a form with the values of the defines that its items name (SDC initialExpression; a repeating group by
 * itemPopulationContext or initialExpression, one repetition per tuple). Nested as the form is; items without an answer are
 * left out.
 */
final class Prefill {
    private final ClosedPackage form;

    Prefill(ClosedPackage form) {
        this.form = form;
    }

    /** Names of the defines the form asks for. */
    Set<String> defines() {
        Set<String> names = new LinkedHashSet<>();
        form.questionnaire().getItem().forEach(item -> collect(item, names));
        return names;
    }

    private static void collect(QuestionnaireItemComponent item, Set<String> names) {
        define(item).ifPresent(names::add);
        item.getItem().forEach(child -> collect(child, names));
    }

    /**
     * The answers known.
     *
     * @param values by define name; a value may be null
     */
    List<QuestionnaireResponseItemComponent> items(Map<String, Object> values) {
        return Enablement.prune(form.questionnaire(), items(form.questionnaire().getItem(), new ByDefine(values)));
    }

    private List<QuestionnaireResponseItemComponent> items(List<QuestionnaireItemComponent> items, Source source) {
        return items.stream().flatMap(item -> item(item, source)).toList();
    }

    private Stream<QuestionnaireResponseItemComponent> item(QuestionnaireItemComponent item, Source source) {
        if (item.getType() == QuestionnaireItemType.DISPLAY) {
            return Stream.empty();
        }
        if (item.getType() != QuestionnaireItemType.GROUP) {
            return question(item, source);
        }
        Object value = item.getRepeats() ? source.of(item) : null;
        return value instanceof Iterable<?> rows
                ? rows(rows).flatMap(row -> group(item, new ByElement(item.getLinkId(), row)))
                : group(item, source);
    }

    private static Stream<Tuple> rows(Iterable<?> rows) {
        List<Tuple> tuples = new ArrayList<>();
        for (Object row : rows) {
            if (row instanceof Tuple tuple) {
                tuples.add(tuple);
            }
        }
        return tuples.stream();
    }

    private Stream<QuestionnaireResponseItemComponent> group(QuestionnaireItemComponent item, Source source) {
        List<QuestionnaireResponseItemComponent> children = items(item.getItem(), source);
        return children.isEmpty() ? Stream.empty() : Stream.of(start(item).setItem(children));
    }

    private Stream<QuestionnaireResponseItemComponent> question(QuestionnaireItemComponent item, Source source) {
        List<Type> answers =
                AnswerValues.of(item, source.of(item), form.options().get(item.getLinkId()));
        if (answers.isEmpty()) {
            return Stream.empty();
        }
        QuestionnaireResponseItemComponent filled = start(item);
        answers.forEach(value -> filled.addAnswer(answer(value)));
        if (answers.size() == 1) {
            filled.getAnswerFirstRep().setItem(items(item.getItem(), source));
        }
        return Stream.of(filled);
    }

    private static QuestionnaireResponseItemComponent start(QuestionnaireItemComponent item) {
        QuestionnaireResponseItemComponent filled = new QuestionnaireResponseItemComponent();
        filled.setLinkId(item.getLinkId());
        filled.setText(item.getText());
        return filled;
    }

    private static QuestionnaireResponseItemAnswerComponent answer(Type value) {
        QuestionnaireResponseItemAnswerComponent answer = new QuestionnaireResponseItemAnswerComponent();
        answer.setValue(value);
        Extension origin = new Extension(Dtr.INFORMATION_ORIGIN);
        origin.addExtension(new Extension("source", new CodeType("auto-server")));
        answer.addExtension(origin);
        return answer;
    }

    private static Optional<String> define(QuestionnaireItemComponent item) {
        return Stream.of(Dtr.INITIAL_EXPRESSION, Dtr.ITEM_POPULATION_CONTEXT)
                .map(item::getExtensionByUrl)
                .filter(extension -> extension != null && extension.getValue() instanceof Expression)
                .map(extension -> CqlIdentifier.of((Expression) extension.getValue()))
                .flatMap(Optional::stream)
                .map(CqlIdentifier::name)
                .findFirst();
    }

    /** Where the values of items come from. */
    private sealed interface Source {
        @Nullable
        Object of(QuestionnaireItemComponent item);
    }

    private record ByDefine(Map<String, Object> values) implements Source {
        @Override
        public @Nullable Object of(QuestionnaireItemComponent item) {
            return define(item).map(values::get).orElse(null);
        }
    }

    /** Within a repetition: linkId {@code group.field} takes the tuple's element {@code field}. */
    private record ByElement(String group, Tuple row) implements Source {
        @Override
        public @Nullable Object of(QuestionnaireItemComponent item) {
            String prefix = group + ".";
            return item.getLinkId().startsWith(prefix)
                    ? row.getElements().get(item.getLinkId().substring(prefix.length()))
                    : null;
        }
    }
}
