package org.precept.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Organization;
import org.jspecify.annotations.Nullable;
import org.precept.crd.Assessment.Determined;
import org.precept.crd.Assessment.OnFile;
import org.precept.crd.Assessment.Trouble;
import org.precept.crd.CoverageInformation.CoverageReference;
import org.precept.fhir.Canonical;
import org.precept.policy.ProductCatalog;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContexts;

/** Writes what was found out about the orders of a call onto them as coverage-information. */
final class OrderUpdates {
    private final ProductCatalog products;
    private final RequestContexts contexts;

    OrderUpdates(ProductCatalog products, RequestContexts contexts) {
        this.products = products;
        this.contexts = contexts;
    }

    /**
     * What is returned to the client and remembered of it.
     *
     * @param resources the updated resources as JSON; those without anything new are left out
     * @param asserted what was said of them, in their order
     */
    record Updates(List<String> resources, List<ContextRequest> asserted) {}

    /**
     * The updates of a call; none when the client does not want coverage information.
     *
     * @param assertion id under which it is remembered
     * @param arrived the day of the call
     */
    Updates of(HookRequest request, Assessed assessed, String assertion, LocalDate arrived) {
        List<String> resources = new ArrayList<>();
        List<ContextRequest> asserted = new ArrayList<>();
        if (request.options().wants(CardOptions.COVERAGE_INFORMATION)) {
            for (Assessment assessment : assessed.orders()) {
                CoverageInformation information = statements(assessment, assessed.insurance(), assertion, arrived)
                        .of(assessment);
                String updated = updated(assessment.order(), information, request.edition());
                if (updated != null) {
                    resources.add(updated);
                    asserted.add(context(assessment, information.questionnaire()));
                }
            }
        }
        return new Updates(resources, asserted);
    }

    private Statements statements(
            Assessment assessment, @Nullable Insurance insurance, String assertion, LocalDate arrived) {
        CoverageReference coverage;
        Organization payer = null;
        if (insurance != null) {
            coverage = new CoverageReference(insurance.reference(), null);
            payer = insurance.payer().organization();
        } else {
            coverage = assessment.order().facts().coverages().stream()
                    .findFirst()
                    .map(reference -> new CoverageReference(reference, null))
                    .orElseGet(() -> new CoverageReference(null, "Coverage that could not be read"));
        }
        return new Statements(coverage, assertion, payer, products, arrived);
    }

    /** The order with the statement; null when it carries the same statement already (resp-29, resp-35). */
    private @Nullable String updated(DraftOrder order, CoverageInformation information, Edition edition) {
        OrderText text = OrderText.of(order.received().text().json());
        String extension = edition.coverageInformation().json(information);
        StatedBefore before = new StatedBefore(information.coverage());
        List<JsonNode> earlier =
                text.coverageInformation().stream().filter(before::sameCoverage).toList();
        Predicate<String> known = id -> contexts.find(id).isPresent();
        if (earlier.size() == 1 && before.sameStatement(earlier.get(0), extension, known)) {
            return null;
        }
        return text.with(extension, before::sameCoverage);
    }

    private static ContextRequest context(Assessment assessment, @Nullable Canonical questionnaire) {
        Canonical policy = null;
        String phase = null;
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
}
