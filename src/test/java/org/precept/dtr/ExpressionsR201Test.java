package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opencds.cqf.cql.engine.runtime.Tuple;
import org.precept.criteria.CqlText;
import org.precept.criteria.CriteriaContent;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.EngineLimits;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.RequestParameters;
import org.precept.fhir.Canonical;
import org.precept.policy.ContentFile;
import org.precept.policy.Form;
import org.precept.support.DemoMember;
import org.precept.support.RealContent;

/**
 * Every expression that the 2.0.1 base sends runs where a CQL client runs it: in a library of its own that includes the
 * package's, an expression within a population context once for each of its rows, under the context's name.
 */
class ExpressionsR201Test {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
    private static final LoadedForms FORMS = new LoadedForms(
            RealContent.files().stream().map(ContentFile::resource).toList(),
            RealContent.libraries(),
            resource -> Optional.empty());

    /** What a client makes of an expression, and the name of the define whose value it is to have. */
    private record Inline(
            String text, String define, @Nullable String field) {}

    static List<Form> forms() {
        return RealContent.policies().questionnaires().all();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aClientComputesWhatTheServerDoes(Form form) throws IOException {
        ClosedPackage closed = PackageCloser.close(form.questionnaire(), FORMS, TODAY);
        Questionnaire said = closed.questionnaire().copy();
        DtrEdition.R2_0_1.say(said);
        Map<String, Inline> inline = new LinkedHashMap<>();
        collect(said.getItem(), closed.questionnaire().getItem(), null, inline);

        try (CriteriaEngine client = client(closed, inline)) {
            EvidenceBundle evidence = evidence();
            Map<String, Object> found = client.values(
                    new Canonical("https://client.example/Library/Inline", "1"), inline.keySet(), evidence, facts());
            inline.forEach((linkId, expression) -> assertThat(text(found.get(linkId)))
                    .as(linkId)
                    .isEqualTo(text(expected(client, library(closed), expression, evidence))));
        }
    }

    @Test
    void severalRowsAreAmongWhatIsCompared() throws IOException {
        Form form = RealContent.policies()
                .questionnaires()
                .find(new Canonical("https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial", null))
                .orElseThrow();
        ClosedPackage closed = PackageCloser.close(form.questionnaire(), FORMS, TODAY);
        Inline rows = new Inline("", "step-therapy.trial prefill", "agent");
        try (CriteriaEngine client = client(closed, Map.of())) {
            assertThat((List<?>) expected(client, library(closed), rows, evidence()))
                    .hasSizeGreaterThan(1);
        }
    }

    private static void collect(
            List<QuestionnaireItemComponent> said,
            List<QuestionnaireItemComponent> written,
            @Nullable Expression context,
            Map<String, Inline> inline) {
        for (int i = 0; i < said.size(); i++) {
            QuestionnaireItemComponent item = said.get(i);
            Expression rows = expression(item, Dtr.ITEM_POPULATION_CONTEXT);
            Expression initial = expression(item, Dtr.INITIAL_EXPRESSION);
            if (initial != null && context == null) {
                inline.put(
                        item.getLinkId(),
                        new Inline(initial.getExpression(), define(written.get(i), Dtr.INITIAL_EXPRESSION), null));
            } else if (initial != null) {
                String text = "(%s) \"%%%s\" return all %s"
                        .formatted(context.getExpression(), context.getName(), initial.getExpression());
                String field = initial.getExpression().replace("%" + context.getName() + ".", "");
                inline.put(item.getLinkId(), new Inline(text, contextDefine(context), field));
            }
            collect(item.getItem(), written.get(i).getItem(), rows == null ? context : rows, inline);
        }
    }

    private static @Nullable Expression expression(QuestionnaireItemComponent item, String url) {
        Extension extension = item.getExtensionByUrl(url);
        return extension == null ? null : (Expression) extension.getValue();
    }

    private static String define(QuestionnaireItemComponent item, String url) {
        Expression expression = expression(item, url);
        return CqlIdentifier.of(java.util.Objects.requireNonNull(expression))
                .orElseThrow()
                .name();
    }

    private static String contextDefine(Expression context) {
        String text = context.getExpression();
        return text.substring(text.indexOf("\".\"") + 3, text.length() - 1);
    }

    private static CriteriaEngine client(ClosedPackage closed, Map<String, Inline> inline) throws IOException {
        List<CqlText> texts = new ArrayList<>();
        StringBuilder own = new StringBuilder("library Inline version '1'\nusing FHIR version '4.0.1'\n");
        for (Library library : closed.libraries()) {
            if (!library.getName().equals("FHIRHelpers")) {
                texts.add(new CqlText(library.getName() + ".cql", cql(library)));
            }
        }
        Library named = library(closed);
        own.append("include FHIRHelpers version '4.0.1'\ninclude %s version '%s'\ncontext Patient\n"
                .formatted(named.getName(), named.getVersion()));
        inline.forEach((linkId, each) -> own.append("define \"%s\": %s\n".formatted(linkId, each.text())));
        texts.add(new CqlText("Inline.cql", own.toString()));
        CriteriaContent content = CriteriaContent.build(
                texts,
                closed.valueSets().stream()
                        .map(set -> FORMS.valueSet(new Canonical(set.getUrl(), set.getVersion()))
                                .orElseThrow())
                        .toList(),
                FhirContext.forR4Cached(),
                new EngineLimits(1, 8, Duration.ofSeconds(30)));
        assertThat(content).as("%s", content).isInstanceOf(CriteriaContent.Ready.class);
        return ((CriteriaContent.Ready) content).engine();
    }

    private static Library library(ClosedPackage closed) {
        String canonical = closed.questionnaire()
                .getExtensionByUrl(Dtr.CQF_LIBRARY)
                .getValue()
                .primitiveValue();
        return closed.libraries().stream()
                .filter(library -> new Canonical(library.getUrl(), library.getVersion())
                        .toString()
                        .equals(canonical))
                .findFirst()
                .orElseThrow();
    }

    private static String cql(Library library) {
        return library.getContent().stream()
                .filter(content -> "text/cql".equals(content.getContentType()))
                .map(Attachment::getData)
                .map(data -> new String(data, StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable Object expected(
            CriteriaEngine engine, Library library, Inline expression, EvidenceBundle evidence) {
        Object value = engine.values(
                        new Canonical(library.getUrl(), library.getVersion()),
                        List.of(expression.define()),
                        evidence,
                        facts())
                .get(expression.define());
        String field = expression.field();
        if (field == null || value == null) {
            return value;
        }
        List<@Nullable Object> column = new ArrayList<>();
        ((Iterable<?>) value).forEach(row -> column.add(((Tuple) row).getElement(field)));
        return column;
    }

    private static EvidenceBundle evidence() {
        DemoMember ben = DemoMember.named("ben");
        return new EvidenceBundle(ben.patient(), ben.record());
    }

    private static RequestParameters facts() {
        return new RequestParameters(
                TODAY,
                TODAY,
                BigDecimal.valueOf(60),
                null,
                BigDecimal.ZERO,
                "11",
                true,
                false,
                null,
                null,
                List.of(),
                List.of(),
                "MedicationRequest/order-ben");
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
