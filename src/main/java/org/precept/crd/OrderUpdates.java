package org.precept.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Organization;
import org.jspecify.annotations.Nullable;
import org.precept.crd.Assessment.Approved;
import org.precept.crd.Assessment.Determined;
import org.precept.crd.Assessment.OnFile;
import org.precept.crd.Assessment.Trouble;
import org.precept.crd.coverage.CoverageInformation;
import org.precept.crd.coverage.CoverageInformation.CoverageReference;
import org.precept.crd.coverage.OrderText;
import org.precept.crd.text.ResourceText;
import org.precept.fhir.Canonical;
import org.precept.policy.ProductCatalog;
import org.precept.record.CallId;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContexts;

/** Writes what was found out about the orders of a call onto them as coverage-information. */
final class OrderUpdates {
    private final ProductCatalog products;
    private final PolicyLinks links;
    private final RequestContexts contexts;

    OrderUpdates(ProductCatalog products, PolicyLinks links, RequestContexts contexts) {
        this.products = products;
        this.links = links;
        this.contexts = contexts;
    }

    /**
     * What is returned to the client and remembered of it.
     *
     * @param resources the updated resources as JSON; those without anything new are left out
     * @param asserted what was said of them, in their order
     * @param said the same as statements, for the metrics
     */
    record Updates(List<String> resources, List<ContextRequest> asserted, List<Said> said) {}

    /** A statement on an order. */
    record Said(DraftOrder order, CoverageInformation information) {}

    /**
     * The updates of a call; none when the client does not want coverage information.
     *
     * @param call gives the ids under which it is remembered
     * @param arrived the day of the call
     */
    Updates of(HookRequest request, Assessed assessed, CallId call, LocalDate arrived) {
        if (!request.options().wants(CardOptions.COVERAGE_INFORMATION)) {
            return new Updates(List.of(), List.of(), List.of());
        }
        Map<Assessment, CoverageInformation> said = said(request, assessed, call, arrived);
        Map<String, String> updated = updated(said, request);
        List<ContextRequest> asserted = new ArrayList<>();
        List<Said> sent = new ArrayList<>();
        said.forEach((assessment, information) -> {
            DraftOrder order = assessment.order();
            if (order.carriers().stream()
                    .anyMatch(carrier -> updated.containsKey(carrier.text().local()))) {
                asserted.add(context(assessment, information.questionnaire()));
                sent.add(new Said(order, information));
            }
        });
        return new Updates(List.copyOf(updated.values()), asserted, sent);
    }

    private Map<Assessment, CoverageInformation> said(
            HookRequest request, Assessed assessed, CallId call, LocalDate arrived) {
        Insurance insurance = assessed.insurance();
        Organization payer = insurance == null ? null : insurance.payer().organization();
        Map<Assessment, CoverageInformation> said = new LinkedHashMap<>();
        Map<CoverageReference, String> unknown = new HashMap<>();
        for (Assessment assessment : assessed.orders()) {
            CoverageReference coverage = coverage(assessment, insurance);
            // Without one coverage for all each has an id of its own (resp-32).
            String id = insurance != null
                    ? call.assertion(0)
                    : unknown.computeIfAbsent(coverage, any -> call.assertion(unknown.size() + 1));
            Statements statements = new Statements(
                    coverage,
                    id,
                    payer,
                    products,
                    arrived,
                    links,
                    request.kind().primary());
            said.put(assessment, statements.of(assessment));
        }
        return said;
    }

    /** The resources that carry something new, by name; one may carry statements on several orders. */
    private Map<String, String> updated(Map<Assessment, CoverageInformation> said, HookRequest request) {
        Map<String, Carrier> carriers = new LinkedHashMap<>();
        said.forEach((assessment, information) -> assessment
                .order()
                .carriers()
                .forEach(carrier -> carriers.computeIfAbsent(
                                carrier.text().local(), any -> new Carrier(carrier.text(), new ArrayList<>()))
                        .said()
                        .add(information)));
        Map<String, String> updated = new LinkedHashMap<>();
        carriers.forEach((name, carrier) -> {
            String text = updated(carrier, request);
            if (text != null) {
                updated.put(name, text);
            }
        });
        return updated;
    }

    private static CoverageReference coverage(Assessment assessment, @Nullable Insurance insurance) {
        if (insurance != null) {
            return new CoverageReference(insurance.reference(), null);
        }
        return assessment.order().facts().coverages().stream()
                .findFirst()
                .map(reference -> new CoverageReference(reference, null))
                .orElseGet(() -> new CoverageReference(null, "Coverage that could not be read"));
    }

    /** The resource with the statements; null when it carries the same statements already (resp-29, resp-35). */
    private @Nullable String updated(Carrier carrier, HookRequest request) {
        OrderText text = OrderText.of(carrier.text().json());
        List<String> extensions = carrier.said().stream()
                .map(request.edition().coverageInformation()::json)
                .toList();
        StatedBefore before = new StatedBefore(
                carrier.said().get(0).coverage(), request.kind().primary());
        List<JsonNode> earlier =
                text.coverageInformation().stream().filter(before::sameCoverage).toList();
        Predicate<String> known = id -> contexts.find(id).isPresent();
        boolean same = earlier.size() == extensions.size()
                && IntStream.range(0, earlier.size())
                        .allMatch(i -> before.sameStatement(earlier.get(i), extensions.get(i), known));
        return same ? null : text.with(extensions, before::sameCoverage);
    }

    private static ContextRequest context(Assessment said, @Nullable Canonical questionnaire) {
        Canonical policy = null;
        String phase = null;
        Assessment assessment = said instanceof Approved approved ? approved.determined() : said;
        if (assessment instanceof Determined determined) {
            policy = determined.determination().policy().canonical();
            phase = determined.determination().phase().code();
        } else if (assessment instanceof OnFile onFile) {
            policy = onFile.policy().canonical();
        } else if (assessment instanceof Trouble trouble && trouble.policy() != null) {
            policy = trouble.policy().canonical();
        }
        DraftOrder order = assessment.order();
        return new ContextRequest(
                order.reference(),
                policy,
                phase,
                questionnaire,
                order.received().text().json());
    }

    /** A resource and what is said on it, all about one coverage. */
    private record Carrier(ResourceText text, List<CoverageInformation> said) {}
}
