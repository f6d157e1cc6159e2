package org.precept.dtr.adaptive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.Authorization;
import org.precept.determination.OrderFacts;
import org.precept.record.CallId;
import org.precept.record.HookCalls;
import org.precept.record.LoggedCall;
import org.precept.record.Member;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.SignedOrders;
import org.precept.record.UnsolicitedDeterminations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues the authorization that the last question offered, decided and kept as one that CRD gives while an order is signed;
 * the answers go with it as evidence. An approval on file that covers the order already is the answer again.
 */
final class Issuing {
    private static final Logger LOG = LoggerFactory.getLogger(Issuing.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A later call of a conversation is to be answered within a second. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final UnsolicitedDeterminations determinations;
    private final HookCalls calls;

    Issuing(UnsolicitedDeterminations determinations, HookCalls calls) {
        this.determinations = determinations;
        this.calls = calls;
    }

    /**
     * Issues it.
     *
     * @param known leads back to the hook call
     * @param answers of the form
     * @return empty when it turns out that it cannot be issued without a person or a submitted request
     */
    Optional<Authorization> issue(Known known, QuestionnaireResponse answers, Instant now) {
        Member member = known.member();
        Optional<LoggedCall> call = known.hook()
                .map(RequestContext::id)
                .flatMap(CallId::ofAssertion)
                .flatMap(calls::find);
        if (member == null || call.isEmpty()) {
            return Optional.empty();
        }
        try {
            return orders(known, member, call.get(), answers, now)
                    .flatMap(orders -> determinations.approve(orders, PATIENCE));
        } catch (RuntimeException e) {
            // The kind alone: messages may quote the order.
            LOG.warn(
                    "An authorization that a form asked for could not be issued: {}",
                    e.getClass().getName());
            return Optional.empty();
        }
    }

    private static Optional<SignedOrders> orders(
            Known known, Member member, LoggedCall call, QuestionnaireResponse answers, Instant now) {
        HookedResources hooked = known.hooked();
        Set<String> names =
                known.orders().stream().map(ContextRequest::reference).collect(Collectors.toSet());
        List<EvidenceItem> orders = known.situation().evidence().stream()
                .filter(item -> names.contains(local(item)))
                .toList();
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        List<EvidenceItem> evidence = new ArrayList<>(hooked.items().stream()
                .filter(item -> !names.contains(local(item)))
                .toList());
        Patient patient =
                hooked.patient().orElseGet(() -> patient(member, orders.get(0).resource()));
        evidence.add(completed(answers, patient, now));
        return Optional.of(new SignedOrders(
                member.payer(),
                member.number(),
                call.summary().hookInstance(),
                server(call),
                patient,
                coverage(member, hooked),
                known.situation().request().requestDate(),
                orders,
                evidence,
                now));
    }

    private static String local(EvidenceItem item) {
        return item.resource().fhirType() + "/" + item.resource().getIdElement().getIdPart();
    }

    /** The answers, about the patient as the order calls them: the response may have been begun under another name. */
    private static EvidenceItem completed(QuestionnaireResponse answers, Patient patient, Instant now) {
        QuestionnaireResponse completed = answers.copy();
        completed.setSubject(new Reference("Patient/" + patient.getIdElement().getIdPart()));
        completed.setStatus(QuestionnaireResponseStatus.COMPLETED);
        completed.setAuthored(Date.from(now));
        String id = UUID.randomUUID().toString();
        completed.setId(id);
        return new EvidenceItem("urn:uuid:" + id, completed, Origin.REQUEST);
    }

    /** The member under the name by which the order calls them. */
    private static Patient patient(Member member, Resource order) {
        Patient patient = member.patient().copy();
        String subject =
                OrderFacts.of((DomainResource) order, any -> Optional.empty()).subject();
        if (subject != null) {
            patient.setId(new Reference(subject).getReferenceElement().getIdPart());
        }
        return patient;
    }

    /** The client's Coverage, the stored one when the call brought none or several. */
    private static Coverage coverage(Member member, HookedResources hooked) {
        List<Coverage> brought = hooked.items().stream()
                .map(EvidenceItem::resource)
                .filter(Coverage.class::isInstance)
                .map(Coverage.class::cast)
                .toList();
        return brought.size() == 1 ? brought.get(0) : member.coverages().get(0);
    }

    private static @Nullable String server(LoggedCall call) {
        try {
            JsonNode server = JSON.readTree(call.request()).path("fhirServer");
            return server.isTextual() ? Objects.requireNonNull(server.textValue()) : null;
        } catch (IOException e) {
            return null;
        }
    }
}
