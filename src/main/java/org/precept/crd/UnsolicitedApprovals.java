package org.precept.crd;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.precept.crd.Assessment.Approved;
import org.precept.crd.Assessment.Determined;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.Authorization;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Decision;
import org.precept.record.Member;
import org.precept.record.SignedOrders;
import org.precept.record.UnsolicitedDeterminations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Approves while an order is signed what a submitted request would be approved for (CRD 2.2.1, {@code unsolicited-determ}).
 * What cannot be approved now, for whatever reason, is said as it would be said without this step.
 */
final class UnsolicitedApprovals {
    private static final Logger LOG = LoggerFactory.getLogger(UnsolicitedApprovals.class);

    /** A hook must answer soon: a member whose requests take longer is not waited for. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    /** States in which an order can still be carried out; an order without a status is taken for a draft. */
    private static final Set<String> OPEN = Set.of("draft", "active");

    private final UnsolicitedDeterminations determinations;

    UnsolicitedApprovals(UnsolicitedDeterminations determinations) {
        this.determinations = determinations;
    }

    /** True when there is something to approve that the client wants to have approved. */
    boolean possible(HookRequest request, Assessed assessed) {
        return request.kind() == HookKind.ORDER_SIGN
                && request.options().unsolicited()
                && request.options().wants(CardOptions.COVERAGE_INFORMATION)
                && byProduct(assessed).values().stream().anyMatch(UnsolicitedApprovals::approvable);
    }

    /**
     * Puts approvals in the place of determinations, once they are stored.
     *
     * @param call everything that was seen for the answer
     * @param received when the call came
     */
    Assessed settle(HookRequest request, Assessed assessed, Gathering call, Instant received) {
        Insurance insurance = assessed.insurance();
        Member member = assessed.member();
        if (!possible(request, assessed) || insurance == null || member == null) {
            return assessed;
        }
        Map<Assessment, Assessment> approved = new HashMap<>();
        for (List<Determined> orders : byProduct(assessed).values()) {
            if (approvable(orders)) {
                approve(request, insurance, member, call, orders, received)
                        .ifPresent(authorization ->
                                orders.forEach(order -> approved.put(order, new Approved(order, authorization))));
            }
        }
        return approved.isEmpty()
                ? assessed
                : new Assessed(
                        insurance,
                        member,
                        assessed.orders().stream()
                                .map(order -> approved.getOrDefault(order, order))
                                .toList(),
                        assessed.advice());
    }

    private static Map<String, List<Determined>> byProduct(Assessed assessed) {
        Map<String, List<Determined>> orders = new LinkedHashMap<>();
        for (Assessment assessment : assessed.orders()) {
            if (assessment instanceof Determined determined) {
                orders.computeIfAbsent(determined.determination().request().product(), any -> new ArrayList<>())
                        .add(determined);
            }
        }
        return orders;
    }

    /** Orders of one product are one request: all of them are for one day, seen in full and approved, or none is. */
    private static boolean approvable(List<Determined> orders) {
        AuthorizationRequest first = orders.get(0).determination().request();
        return orders.stream().allMatch(order -> {
            AuthorizationRequest asked = order.determination().request();
            return order.determination().decision() instanceof Decision.Approved
                    && order.notSeen().isEmpty()
                    && open(order.order().received().resource())
                    && asked.requestDate().equals(first.requestDate())
                    && asked.serviceDate().equals(first.serviceDate());
        });
    }

    private static boolean open(Resource order) {
        Property status = order.getNamedProperty("status");
        return status == null
                || status.getValues().stream().map(Base::primitiveValue).allMatch(OPEN::contains);
    }

    private Optional<Authorization> approve(
            HookRequest request,
            Insurance insurance,
            Member member,
            Gathering call,
            List<Determined> orders,
            Instant received) {
        try {
            return determinations.approve(signed(request, insurance, member, call, orders, received), PATIENCE);
        } catch (RuntimeException e) {
            // The kind alone: messages may quote the order.
            LOG.warn(
                    "An order could not be approved while it was signed: {}",
                    e.getClass().getName());
            return Optional.empty();
        }
    }

    private static SignedOrders signed(
            HookRequest request,
            Insurance insurance,
            Member member,
            Gathering call,
            List<Determined> orders,
            Instant received) {
        HookRequest.FhirAccess access = request.access();
        Set<Resource> own = new HashSet<>();
        orders.forEach(order -> own.add(order.order().received().resource()));
        List<EvidenceItem> evidence = call.evidence();
        return new SignedOrders(
                insurance.payer().value(),
                member.number(),
                request.hookInstance(),
                access == null ? null : access.server(),
                patient(request, member, call),
                insurance.coverage(),
                orders.get(0).determination().request().requestDate(),
                evidence.stream().filter(item -> own.contains(item.resource())).toList(),
                evidence.stream().filter(item -> !own.contains(item.resource())).toList(),
                received);
    }

    /** The client's Patient; ours under the client's id when the client sent none. */
    private static Patient patient(HookRequest request, Member member, Gathering call) {
        return call.patient().orElseGet(() -> {
            Patient patient = member.patient().copy();
            patient.setId(request.patientId());
            return patient;
        });
    }
}
