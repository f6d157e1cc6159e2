package org.precept.dtr;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.OrderFacts;
import org.precept.dtr.PackageRequest.Given;
import org.precept.fhir.Days;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.policy.ProductIdentity;
import org.precept.policy.ProductIdentity.Contradictory;
import org.precept.policy.ProductIdentity.Identified;
import org.precept.policy.ProductIdentity.Unspecific;

/** Reads the orders of one request: which product, and which of the payer's policies is in force for it. */
final class OrderedProducts {
    private static final int BAD_REQUEST = 400;

    private final ProductCatalog products;
    private final PolicyCatalog policies;
    private final PackageRequest request;
    private final Insured insured;
    private final LocalDate today;
    private final PackageNotes notes;

    OrderedProducts(
            ProductCatalog products,
            PolicyCatalog policies,
            PackageRequest request,
            Insured insured,
            LocalDate today,
            PackageNotes notes) {
        this.products = products;
        this.policies = policies;
        this.request = request;
        this.insured = insured;
        this.today = today;
        this.notes = notes;
    }

    /**
     * An order of the request.
     *
     * @throws RejectedRequest 400 when it is for somebody else than the coverage's beneficiary
     */
    RequestedProduct of(Given<Resource> order) {
        Resource resource = order.value();
        if (!OrderFacts.isOrder(resource.fhirType())) {
            notes.warn(
                    IssueType.NOTSUPPORTED,
                    order.element(),
                    resource.fhirType() + " orders no drug that a policy here speaks of. Send the order itself.");
            return new RequestedProduct(reference(resource), null, null, List.of());
        }
        OrderFacts facts = OrderFacts.of((DomainResource) resource, this::resolve);
        checkSubject(facts, order.element());
        return product(facts, resource, order.element());
    }

    /** An order that was recorded earlier, read from the context; not one that came now. */
    RequestedProduct recorded(DomainResource order) {
        OrderFacts facts = OrderFacts.of(order, this::resolve);
        return product(facts, order, null);
    }

    /** What came along beside the orders, as evidence. */
    List<EvidenceItem> along() {
        List<EvidenceItem> items = new ArrayList<>();
        for (Resource resource : request.referenced()) {
            if (resource.getIdElement().hasIdPart()) {
                items.add(item(resource));
            }
        }
        return items;
    }

    /** The beneficiary's birth date as the client states it; null when no Patient came along. */
    @Nullable
    LocalDate statedBirthDate() {
        List<Patient> patients = request.patients();
        return patients.size() == 1 ? Days.first(patients.get(0).getBirthDateElement()) : null;
    }

    private RequestedProduct product(OrderFacts facts, Resource order, @Nullable String element) {
        Reference reference = reference(order);
        List<EvidenceItem> evidence = new ArrayList<>(along());
        evidence.add(item(order));
        Optional<String> product = identified(products.identify(facts.codings()), element);
        if (product.isEmpty()) {
            return new RequestedProduct(reference, null, null, evidence);
        }
        AuthorizationRequest asked = facts.request(
                insured.payer().value(),
                product.get(),
                Optional.ofNullable(facts.quantity())
                        .flatMap(quantity -> products.units(product.get(), quantity))
                        .orElse(null),
                today,
                statedBirthDate());
        CoveragePolicy policy = policies.find(insured.payer().value(), product.get(), asked.serviceDate())
                .orElse(null);
        if (policy == null) {
            notes.warn(
                    IssueType.NOTFOUND,
                    element,
                    "%s has no policy on %s in force on the date of service; no form is asked for."
                            .formatted(insured.payer().name(), products.display(product.get())));
        }
        return new RequestedProduct(reference, policy, asked, evidence);
    }

    private Optional<String> identified(ProductIdentity identity, @Nullable String element) {
        if (identity instanceof Identified one) {
            return Optional.of(one.product());
        }
        notes.warn(IssueType.CODEINVALID, element, problem(identity));
        return Optional.empty();
    }

    private static String problem(ProductIdentity identity) {
        if (identity instanceof Unspecific) {
            return "The order's code is shared by several products. Add the drug's NDC or RxNorm product code.";
        }
        return identity instanceof Contradictory
                ? "The order's codes name different products. Send codes of one product."
                : "No code of the order is known here. Send the drug's NDC, RxNorm or HCPCS code, or ask for the form by"
                        + " its canonical.";
    }

    private void checkSubject(OrderFacts facts, String element) {
        String subject = InsuredFinder.tail(facts.subject());
        String beneficiary =
                InsuredFinder.tail(request.coverage().value().getBeneficiary().getReference());
        if (!subject.isEmpty() && !beneficiary.isEmpty() && !subject.equals(beneficiary)) {
            throw new RejectedRequest(
                    BAD_REQUEST,
                    new Issue(
                            IssueType.BUSINESSRULE,
                            element + ".subject",
                            "The order is for another patient than the coverage's beneficiary."));
        }
    }

    private Optional<Resource> resolve(String reference) {
        String tail = InsuredFinder.tail(reference);
        return request.along()
                .filter(resource -> InsuredFinder.tail(resource.getId()).equals(tail))
                .findFirst();
    }

    private static EvidenceItem item(Resource resource) {
        return new EvidenceItem(
                resource.fhirType() + "/" + resource.getIdElement().getIdPart(), resource, Origin.REQUEST);
    }

    private static @Nullable Reference reference(Resource order) {
        return order.getIdElement().hasIdPart()
                ? new Reference(order.fhirType() + "/" + order.getIdElement().getIdPart())
                : null;
    }
}
