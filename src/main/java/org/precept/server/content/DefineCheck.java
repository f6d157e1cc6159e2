package org.precept.server.content;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CqlLibraries;
import org.precept.criteria.CqlLibrary;
import org.precept.fhir.Canonical;
import org.precept.policy.AdvicePlan;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.Phase;
import org.precept.policy.PolicyContent;

/** Checks that every CQL define that policies, advice and forms name exists in the library they name. */
final class DefineCheck {

    private static final String CQF_LIBRARY = "http://hl7.org/fhir/StructureDefinition/cqf-library";
    private static final String INITIAL_EXPRESSION =
            "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression";
    private static final String IDENTIFIER = "text/cql-identifier";

    private final CqlLibraries libraries;
    private final ContentProblems problems;

    DefineCheck(CqlLibraries libraries, ContentProblems problems) {
        this.libraries = libraries;
        this.problems = problems;
    }

    void check(Content content, PolicyContent policies) {
        Map<String, String> files = content.resources().stream()
                .collect(Collectors.toMap(
                        resource -> resource.canonical() + "|" + resource.version(), ContentResource::file));
        Function<Canonical, String> file = canonical -> files.getOrDefault(canonical.toString(), canonical.toString());
        policies.policies().all().forEach(policy -> policy(file.apply(policy.canonical()), policy));
        policies.advice().all().forEach(plan -> advice(file.apply(plan.canonical()), plan));
        for (ContentResource resource : content.resources()) {
            if (resource.resource() instanceof Questionnaire questionnaire) {
                questionnaire(resource.file(), questionnaire);
            }
        }
    }

    /** Checks one policy. */
    void policy(String file, CoveragePolicy policy) {
        library(file, "PlanDefinition.library", policy.library()).ifPresent(library -> {
            require(file, "PlanDefinition.library", library, "phase");
            for (Phase phase : policy.phases()) {
                for (Criterion criterion : phase.criteria().criteria().toList()) {
                    String path = "PlanDefinition.action.where(id='" + phase.code() + "').descendants().where(id='"
                            + criterion.id() + "').condition.expression";
                    require(file, path, library, criterion.id());
                    require(file, path, library, criterion.id() + " evidence");
                }
            }
        });
    }

    private void advice(String file, AdvicePlan plan) {
        library(file, "PlanDefinition.library", plan.library()).ifPresent(library -> {
            for (AdvicePlan.Advice advice : plan.advice()) {
                named(file, library, advice.id(), advice.condition());
                named(file, library, advice.id(), advice.text().summaryDefine());
                named(file, library, advice.id(), advice.text().detailDefine());
                advice.orders().forEach(order -> named(file, library, order.id(), order.condition()));
            }
        });
    }

    private void named(String file, CqlLibrary library, String action, @Nullable String define) {
        if (define != null) {
            require(
                    file,
                    "PlanDefinition.action.descendants().where(id='" + action + "').descendants().expression",
                    library,
                    define);
        }
    }

    private void questionnaire(String file, Questionnaire questionnaire) {
        List<CqlLibrary> named = questionnaire.getExtensionsByUrl(CQF_LIBRARY).stream()
                .map(Extension::getValue)
                .map(CanonicalType.class::cast)
                .flatMap(canonical ->
                        library(file, "Questionnaire.extension('cqf-library')", Canonical.parse(canonical.getValue()))
                                .stream())
                .toList();
        items(file, "Questionnaire", questionnaire.getItem(), named);
    }

    private void items(String file, String parent, List<QuestionnaireItemComponent> items, List<CqlLibrary> libraries) {
        for (int i = 0; i < items.size(); i++) {
            QuestionnaireItemComponent item = items.get(i);
            String path = parent + ".item[" + i + "]";
            Extension extension = item.getExtensionByUrl(INITIAL_EXPRESSION);
            if (extension != null
                    && extension.getValue() instanceof Expression expression
                    && IDENTIFIER.equals(expression.getLanguage())) {
                String define = bare(String.valueOf(expression.getExpression()));
                if (libraries.stream().noneMatch(library -> library.has(define))) {
                    problems.add(file, path, "no library of the form defines \"" + define + "\"");
                }
            }
            items(file, path, item.getItem(), libraries);
        }
    }

    private Optional<CqlLibrary> library(String file, String path, Canonical canonical) {
        Optional<CqlLibrary> library = libraries.find(canonical);
        if (library.isEmpty()) {
            problems.add(file, path, "there is no CQL library " + canonical);
        }
        return library;
    }

    private void require(String file, String path, CqlLibrary library, String define) {
        if (!library.has(define)) {
            problems.add(file, path, "library " + library.name() + " does not define \"" + define + "\"");
        }
    }

    private static String bare(String identifier) {
        boolean quoted = identifier.length() > 1 && identifier.startsWith("\"") && identifier.endsWith("\"");
        return quoted ? identifier.substring(1, identifier.length() - 1) : identifier;
    }
}
