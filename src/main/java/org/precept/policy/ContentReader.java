package org.precept.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;
import org.precept.policy.Reading.Read;
import org.precept.policy.Reading.Rejected;

/** Reads all content files and checks them against each other. */
final class ContentReader {
    private static final String TYPE_SYSTEM = "http://terminology.hl7.org/CodeSystem/plan-definition-type";
    private static final String COVERAGE_POLICY = "clinical-protocol";
    private static final String ADVICE = "eca-rule";

    private final List<ContentFile> files;
    private final List<ContentProblem> problems = new ArrayList<>();
    private final Map<Canonical, String> libraries = new HashMap<>();
    private final Map<Canonical, ContentFile> questionnaires = new LinkedHashMap<>();
    private final Map<Canonical, ValueSet> valueSets = new HashMap<>();
    private final Map<String, CoveragePolicy> policies = new LinkedHashMap<>();
    private final Map<String, AdvicePlan> advice = new LinkedHashMap<>();
    private final Map<String, Payer> payers = new LinkedHashMap<>();

    ContentReader(List<ContentFile> files) {
        this.files = List.copyOf(files);
    }

    Reading<PolicyContent> content() {
        files.forEach(this::index);
        files.forEach(this::plan);
        ProductCatalog products = accept(ProductReader.read(files));
        checkPolicies(products);
        checkAdvice(products);
        Map<Canonical, Form> forms = forms();
        List<AdaptiveForm> adaptive = adaptive(forms);
        if (products == null || !problems.isEmpty()) {
            return new Rejected<>(problems);
        }
        return new Read<>(new PolicyContent(
                new PolicyCatalog(List.copyOf(policies.values())),
                products,
                new PayerCatalog(payers.values()),
                new QuestionnaireCatalog(List.copyOf(forms.values()), adaptive),
                new AdviceCatalog(List.copyOf(advice.values()), OverrideReasons.byTopic(files))));
    }

    private void index(ContentFile file) {
        if (file.resource() instanceof Library library) {
            libraries.put(canonical(library), file.name());
        } else if (file.resource() instanceof ValueSet valueSet) {
            valueSets.put(canonical(valueSet), valueSet);
        } else if (file.resource() instanceof Questionnaire questionnaire) {
            ContentFile other = questionnaires.put(canonical(questionnaire), file);
            if (other != null) {
                wrong(file.name(), "Questionnaire.url", "has the same url and version as " + other.name());
            }
        } else if (file.resource() instanceof Organization organization) {
            payer(organization);
        }
    }

    private void payer(Organization organization) {
        for (Identifier identifier : organization.getIdentifier()) {
            if (CodeSystems.PAYER.equals(identifier.getSystem()) && identifier.hasValue()) {
                String name = organization.hasName() ? organization.getName() : identifier.getValue();
                payers.put(identifier.getValue(), new Payer(identifier.getValue(), name, organization));
            }
        }
    }

    private void plan(ContentFile file) {
        if (!(file.resource() instanceof PlanDefinition plan)) {
            return;
        }
        if (plan.getType().hasCoding(TYPE_SYSTEM, COVERAGE_POLICY)) {
            CoveragePolicy policy = accept(PolicyReader.read(file.name(), plan));
            if (policy != null) {
                policies.put(file.name(), policy);
            }
        } else if (plan.getType().hasCoding(TYPE_SYSTEM, ADVICE)) {
            AdvicePlan read = accept(AdviceReader.read(file.name(), plan));
            if (read != null) {
                advice.put(file.name(), read);
            }
        } else {
            wrong(
                    file.name(),
                    "PlanDefinition.type",
                    "must be " + COVERAGE_POLICY + " (coverage policy) or " + ADVICE + " (advice) of " + TYPE_SYSTEM);
        }
    }

    private void checkPolicies(@Nullable ProductCatalog products) {
        policies.forEach((file, policy) -> {
            checkPayers(file, policy.payers());
            checkProduct(file, policy.product(), products);
            checkLibrary(file, policy.library());
            for (Phase phase : policy.phases()) {
                if (!questionnaires.containsKey(phase.questionnaire())) {
                    wrong(
                            file,
                            "PlanDefinition.action.where(id='" + phase.code() + "').definition",
                            "Questionnaire " + phase.questionnaire() + " is not among the content");
                }
            }
            policies.forEach((otherFile, other) -> checkOverlap(file, policy, otherFile, other));
        });
    }

    /** Each pair is told once, at the file that comes later. */
    private void checkOverlap(String file, CoveragePolicy policy, String otherFile, CoveragePolicy other) {
        Set<String> both = new TreeSet<>(policy.payers());
        both.retainAll(other.payers());
        if (file.compareTo(otherFile) > 0
                && !both.isEmpty()
                && policy.product().equals(other.product())
                && policy.effective().overlaps(other.effective())) {
            wrong(
                    file,
                    "PlanDefinition.effectivePeriod",
                    "overlaps that of " + otherFile + " for payer " + String.join(", ", both) + " and product "
                            + policy.product());
        }
    }

    private void checkAdvice(@Nullable ProductCatalog products) {
        advice.forEach((file, plan) -> {
            checkPayers(file, plan.payers());
            checkProduct(file, plan.product(), products);
            checkLibrary(file, plan.library());
        });
    }

    private void checkPayers(String file, Set<String> named) {
        for (String payer : new TreeSet<>(named)) {
            if (!payers.containsKey(payer)) {
                wrong(file, "PlanDefinition.useContext", "payer '" + payer + "' has no Organization");
            }
        }
    }

    private void checkProduct(String file, String product, @Nullable ProductCatalog products) {
        if (products != null && !products.knows(product)) {
            wrong(file, "PlanDefinition.useContext", "product '" + product + "' is not in CodeSystem product");
        }
    }

    private void checkLibrary(String file, Canonical library) {
        if (!libraries.containsKey(library)) {
            wrong(file, "PlanDefinition.library[0]", "Library " + library + " is not among the content");
        }
    }

    /** One form for each Questionnaire that a phase names; of several policy versions the latest owns it. */
    private Map<Canonical, Form> forms() {
        Map<Canonical, Form> forms = new LinkedHashMap<>();
        FormReader reader = new FormReader(valueSets);
        List<CoveragePolicy> latestLast = new ArrayList<>(policies.values());
        latestLast.sort(PolicyCatalog.LATEST);
        Set<String> read = new HashSet<>();
        for (CoveragePolicy policy : latestLast) {
            for (Phase phase : policy.phases()) {
                ContentFile file = questionnaires.get(phase.questionnaire());
                if (file == null || !(file.resource() instanceof Questionnaire questionnaire)) {
                    continue; // told by checkPolicies
                }
                Elements elements = new Elements(file.name());
                Map<String, Question> questions = reader.questions(questionnaire, elements);
                Form form = new Form(phase.questionnaire(), questionnaire, policy, phase, Map.copyOf(questions));
                if (read.add(file.name())) {
                    accept(elements.result(() -> form));
                }
                forms.put(phase.questionnaire(), form);
            }
        }
        return forms;
    }

    /** Read when all else holds: a static form that is broken would be told again at the adaptive form beside it. */
    private List<AdaptiveForm> adaptive(Map<Canonical, Form> forms) {
        List<AdaptiveForm> adaptive = new ArrayList<>();
        if (!problems.isEmpty()) {
            return adaptive;
        }
        AdaptiveReader reader = new AdaptiveReader(forms);
        questionnaires.forEach((canonical, file) -> {
            if (file.resource() instanceof Questionnaire questionnaire && AdaptiveReader.isAdaptive(questionnaire)) {
                AdaptiveForm form = accept(reader.read(file.name(), canonical, questionnaire));
                if (form != null) {
                    adaptive.add(form);
                }
            }
        });
        return adaptive;
    }

    private <T> @Nullable T accept(Reading<T> reading) {
        if (reading instanceof Rejected<T> rejected) {
            problems.addAll(rejected.problems());
            return null;
        }
        return ((Read<T>) reading).value();
    }

    private void wrong(String file, String expression, String reason) {
        problems.add(new ContentProblem(file, expression, reason));
    }

    private static Canonical canonical(MetadataResource resource) {
        return new Canonical(String.valueOf(resource.getUrl()), resource.getVersion());
    }
}
