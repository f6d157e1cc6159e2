package org.precept.crd;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;
import org.precept.crd.Assessment.Determined;
import org.precept.crd.Assessment.NotCovered;
import org.precept.crd.Assessment.OnFile;
import org.precept.crd.Assessment.Trouble;
import org.precept.crd.card.Card;
import org.precept.crd.coverage.CoverageInformation.ReasonCode;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.RequestParameters;
import org.precept.determination.AssembledEvidence;
import org.precept.determination.Authorization;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.determination.Ledger;
import org.precept.determination.OrderFacts;
import org.precept.fhir.Days;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Payer;
import org.precept.policy.PolicyCatalog;
import org.precept.policy.ProductCatalog;
import org.precept.policy.ProductIdentity;
import org.precept.policy.ProductIdentity.Identified;
import org.precept.record.Ledgers;
import org.precept.record.Member;
import org.precept.record.Members;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what is known about each order of a call: the policy that applies and what the evidence says to it. */
final class OrderAssessor {
    private static final Logger LOG = LoggerFactory.getLogger(OrderAssessor.class);

    private final InsuranceFinder insurances;
    private final PolicyCatalog policies;
    private final ProductCatalog products;
    private final Members members;
    private final Ledgers ledgers;
    private final EvidenceAssembler assembler;
    private final Determiner determiner;
    private final AdviceCards advice;
    private final EncounterAssessor encounters;

    OrderAssessor(
            InsuranceFinder insurances,
            PolicyCatalog policies,
            ProductCatalog products,
            Members members,
            Ledgers ledgers,
            EvidenceAssembler assembler,
            Determiner determiner,
            AdviceCards advice,
            EncounterAssessor encounters) {
        this.insurances = insurances;
        this.policies = policies;
        this.products = products;
        this.members = members;
        this.ledgers = ledgers;
        this.assembler = assembler;
        this.determiner = determiner;
        this.advice = advice;
        this.encounters = encounters;
    }

    /**
     * Assesses the orders.
     *
     * @param arrived the day of the call, for orders without a date
     * @throws org.precept.fhir.RejectedRequest when the coverage is not one that can be answered for
     */
    Assessed assess(HookRequest request, Gathering call, LocalDate arrived) {
        call.fetchAdministrative();
        boolean needed = request.kind().primary() || call.couldNotRead("Coverage");
        if (!needed && call.coverages().isEmpty()) {
            return Assessed.NOTHING;
        }
        Insurance insurance = insurances.find(call, request).orElse(null);
        List<DraftOrder> orders = call.orders();
        if (insurance == null) {
            String reason = "The coverage could not be read from the EHR: " + String.join(", ", call.notSeen()) + ".";
            return new Assessed(null, null, Troubled.all(orders, reason), List.of());
        }
        Member member;
        Ledger ledger;
        try {
            member = member(insurance).orElse(null);
            ledger = member == null ? new Ledger(List.of()) : ledgers.of(member.payer(), member.number());
        } catch (RuntimeException e) {
            LOG.error("The stored record could not be read: {}", e.getClass().getName());
            return new Assessed(
                    insurance,
                    null,
                    Troubled.all(orders, "The payer's record could not be read. Try again later."),
                    unread(call, insurance));
        }
        if (member == null) {
            String reason = insurance.payer().name() + " knows no member with the number of the Coverage.";
            return new Assessed(
                    insurance,
                    null,
                    orders.stream()
                            .map(order -> (Assessment) new NotCovered(order, ReasonCode.NO_MEMBER_FOUND, reason))
                            .toList(),
                    unread(call, insurance));
        }
        if (request.context() instanceof HookContext.Encounter) {
            return encounters.assess(request, call, arrived, insurance, member, ledger);
        }
        return new Call(request, call, arrived, insurance, member, ledger, orders).assess();
    }

    /** What can be said of a call that could not be assessed in time; {@code call} makes no queries. */
    Assessed late(HookRequest request, Gathering call) {
        return Troubled.late(request, call, insurances);
    }

    private Optional<Member> member(Insurance insurance) {
        return insurance.memberNumbers().stream()
                .map(number -> members.find(insurance.payer().value(), number))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static List<Card> unread(Gathering call, Insurance insurance) {
        return UnreadOrders.card(call.unreadOrders(), insurance.payer().name());
    }

    /** The orders of one call for a known member. */
    private final class Call {
        private final HookRequest request;
        private final Gathering gathered;
        private final LocalDate arrived;
        private final Insurance insurance;
        private final Member member;
        private final Ledger ledger;
        private final List<DraftOrder> orders;
        private final @Nullable LocalDate birthDate;

        private Call(
                HookRequest request,
                Gathering gathered,
                LocalDate arrived,
                Insurance insurance,
                Member member,
                Ledger ledger,
                List<DraftOrder> orders) {
            this.request = request;
            this.gathered = gathered;
            this.arrived = arrived;
            this.insurance = insurance;
            this.member = member;
            this.ledger = ledger;
            this.orders = orders;
            this.birthDate = gathered.patient()
                    .map(Patient::getBirthDateElement)
                    .map(Days::only)
                    .orElse(null);
        }

        private Assessed assess() {
            Map<DraftOrder, ProductIdentity> identities = new LinkedHashMap<>();
            orders.forEach(order ->
                    identities.put(order, products.identify(order.facts().codings())));
            WithoutPolicy others = new WithoutPolicy(policies, products, insurance.payer(), member, gathered, arrived);
            List<Assessment> assessments = new ArrayList<>();
            Map<String, Concerned> concerned = new LinkedHashMap<>();
            identities.forEach((order, identity) -> {
                Assessment without = others.of(order, identity);
                if (without != null) {
                    assessments.add(without);
                } else if (identity instanceof Identified identified) {
                    assessments.add(underPolicy(order, identified.product(), identities, concerned));
                }
            });
            List<Card> cards = new ArrayList<>(unread(gathered, insurance));
            concerned.forEach((product, about) -> {
                cards.addAll(adviceOn(product, about, assessments));
                cards.addAll(limits(product, about, assessments));
            });
            return new Assessed(insurance, member, assessments, cards);
        }

        private Assessment underPolicy(
                DraftOrder order,
                String product,
                Map<DraftOrder, ProductIdentity> identities,
                Map<String, Concerned> concerned) {
            Payer payer = insurance.payer();
            CoveragePolicy policy = policies.find(
                            payer.value(), product, order.facts().dateOfService(arrived))
                    .orElseThrow();
            AuthorizationRequest asked = order.facts()
                    .request(payer.value(), product, units(product, identities), arrived, birthDate)
                    .asItem(order.number());
            Optional<Authorization> onFile = ledger.covering(product, asked.serviceDate(), asked.units());
            if (onFile.isEmpty()) {
                gathered.fetchClinical();
            }
            List<EvidenceItem> evidence = gathered.evidence();
            AssembledEvidence assembled =
                    assembler.assemble(policy, asked.requestDate(), member.patient(), evidence, member.record());
            concerned
                    .computeIfAbsent(product, any -> new Concerned(asked, assembled, new ArrayList<>()))
                    .orders()
                    .add(order);
            if (onFile.isPresent()) {
                return new OnFile(order, policy, onFile.get());
            }
            try {
                return new Determined(
                        order,
                        determiner.determine(policy, asked, assembled.bundle(), ledger),
                        gathered.notCounted(assembled.notes()),
                        gathered.notSeen());
            } catch (CriteriaException e) {
                LOG.error("Criteria could not be computed: {}", e.getMessage());
                return new Trouble(
                        order,
                        policy,
                        "Prior authorization is needed under " + policy.title()
                                + ", but its criteria could not be computed. Try again later.");
            }
        }

        private List<Card> adviceOn(String product, Concerned about, List<Assessment> assessments) {
            try {
                return advice.of(
                        request.kind().hook(),
                        product,
                        subject(product, about),
                        about.evidence().bundle(),
                        parameters(about.asked(), assessments),
                        request.options());
            } catch (CriteriaException e) {
                LOG.error("Advice could not be computed: {}", e.getMessage());
                return List.of();
            }
        }

        /** Advice rests on what the criteria were computed with, as far as they were. */
        private RequestParameters parameters(AuthorizationRequest asked, List<Assessment> assessments) {
            return assessments.stream()
                    .filter(Determined.class::isInstance)
                    .map(assessment -> ((Determined) assessment).determination())
                    .filter(determination -> determination.request().equals(asked))
                    .findFirst()
                    .map(determination -> Determiner.parameters(determination, ledger))
                    .orElseGet(() -> Determiner.parameters(asked, ledger));
        }

        /** The orders of a product are counted together, so one of their determinations speaks for all. */
        private List<Card> limits(String product, Concerned about, List<Assessment> assessments) {
            return assessments.stream()
                    .filter(assessment -> about.orders().contains(assessment.order()))
                    .filter(Determined.class::isInstance)
                    .map(assessment -> ((Determined) assessment).determination())
                    .findFirst()
                    .flatMap(determination ->
                            LimitCards.of(determination, ledger, products.display(product), subject(product, about)))
                    .stream()
                    .toList();
        }

        private CardSubject subject(String product, Concerned about) {
            return CardSubject.orders(
                    request,
                    insurance.payer(),
                    about.orders(),
                    products.display(product),
                    about.asked().requestDate());
        }

        /**
         * Billing units over all orders of the product; null when any of them does not say how much: a sum of some would
         * pass for the whole, and a submitted request would be read so too.
         */
        private @Nullable BigDecimal units(String product, Map<DraftOrder, ProductIdentity> identities) {
            Identified same = new Identified(product);
            BigDecimal sum = BigDecimal.ZERO;
            for (Map.Entry<DraftOrder, ProductIdentity> entry : identities.entrySet()) {
                OrderFacts facts = entry.getKey().facts();
                if (!entry.getValue().equals(same) || facts.doNotPerform()) {
                    continue;
                }
                Quantity quantity = facts.quantity();
                BigDecimal units = quantity == null
                        ? null
                        : products.units(product, quantity).orElse(null);
                if (units == null) {
                    return null;
                }
                sum = sum.add(units);
            }
            return sum;
        }
    }

    /** Orders of one product, with what was asked and seen for the first of them. */
    private record Concerned(AuthorizationRequest asked, AssembledEvidence evidence, List<DraftOrder> orders) {}
}
