package org.precept.dtr;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
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
     * What an order of the request is for; a visit (Appointment, Encounter) is for the orders it is based on, when these
     * came along.
     *
     * @return at least one
     * @throws RejectedRequest 400 when it is for somebody else than the coverage's beneficiary
     */
    List<RequestedProduct> of(Given<Resource> order) {
        Resource resource = order.value();
        if (OrderFacts.isOrder(resource.fhirType())) {
            OrderFacts facts = OrderFacts.of((DomainResource) resource, this::resolve);
            checkSubject(facts, order.element());
            return List.of(product(facts, resource, order.element()));
        }
        List<RequestedProduct> products = visit(resource, order.element());
        if (products.isEmpty()) {
            notes.warn(
                    IssueType.NOTSUPPORTED,
                    order.element(),
                    resource.fhirType() + " orders no drug that a policy here speaks of. Send the order itself.");
            return List.of(new RequestedProduct(reference(resource), null, null, List.of()));
        }
        return products;
    }

    /** Empty when nothing tells what the visit is for. */
    private List<RequestedProduct> visit(Resource visit, String element) {
        VisitBasis basis = VisitBasis.of(visit);
        List<RequestedProduct> products = new ArrayList<>();
        boolean sentBesides = false;
        for (String reference : basis.references()) {
            boolean sent = request.orders().stream()
                    .anyMatch(order -> InsuredFinder.tail(order.value().getId()).equals(InsuredFinder.tail(reference)));
            Optional<DomainResource> order = resolve(reference)
                    .filter(found -> OrderFacts.isOrder(found.fhirType()))
                    .map(DomainResource.class::cast);
            if (order.isPresent() && !sent) {
                OrderFacts facts = basis.scheduled(OrderFacts.of(order.get(), this::resolve));
                checkSubject(facts, element);
                products.add(product(facts, order.get(), element));
            }
            sentBesides = sentBesides || sent;
        }
        if (products.isEmpty() && !sentBesides && visit instanceof Appointment appointment) {
            OrderFacts facts = basis.scheduled(OrderFacts.of(appointment, this::resolve));
            checkSubject(facts, element);
            if (!facts.codings().isEmpty()) {
                return List.of(product(facts, visit, element));
            }
        }
        if (!products.isEmpty() || sentBesides) {
            CoveragePolicy policy = products.isEmpty() ? null : products.get(0).policy();
            products.add(new RequestedProduct(reference(visit), policy, null, List.of()));
        }
        return products;
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
