package org.precept.crd;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.jspecify.annotations.Nullable;
import org.precept.crd.Assessment.DetailCodeNeeded;
import org.precept.crd.Assessment.Determined;
import org.precept.crd.Assessment.OnFile;
import org.precept.crd.Assessment.Trouble;
import org.precept.crd.CoverageInformation.CoverageReference;
import org.precept.determination.GuidanceRecord;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;
import org.precept.policy.ProductCatalog;
import org.precept.record.Member;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.ContextRequest;
import org.precept.record.RequestContexts;

/** The service {@code order-sign-crd}: coverage information for every order, and cards. */
final class OrderSign {
    /** Id of the service. */
    static final String SERVICE = "order-sign-crd";
    /** Hook that it answers. */
    static final String HOOK = "order-sign";

    private final FhirContext fhir;
    private final FhirReader reader;
    private final CrdProperties limits;
    private final FhirServers servers;
    private final HttpClient http;
    private final OrderAssessor assessor;
    private final ProductCatalog products;
    private final RequestContexts contexts;
    private final ZoneId zone;

    OrderSign(
            FhirContext fhir,
            CrdProperties limits,
            FhirServers servers,
            HttpClient http,
            OrderAssessor assessor,
            ProductCatalog products,
            RequestContexts contexts,
            ZoneId zone) {
        this.fhir = fhir;
        this.reader = new FhirReader(fhir);
        this.limits = limits;
        this.servers = servers;
        this.http = http;
        this.assessor = assessor;
        this.products = products;
        this.contexts = contexts;
        this.zone = zone;
    }

    /**
     * Answers a call.
     *
     * @param received when it came
     * @throws org.precept.fhir.RejectedRequest when it cannot be answered
     */
    HookAnswer answer(HookRequest request, Instant received) {
        LocalDate arrived = LocalDate.ofInstant(received, zone);
        try (EhrSession ehr = session(request)) {
            Assessed assessed = assessor.assess(request, new Gathering(request, reader, fhir, limits, ehr), arrived);
            return answer(request, assessed, received, arrived);
        }
    }

    private @Nullable EhrSession session(HookRequest request) {
        HookRequest.FhirAccess access = request.access();
        return access == null
                ? null
                : servers.find(access.server())
                        .map(base -> new EhrSession(http, base, access.token(), limits))
                        .orElse(null);
    }

    private HookAnswer answer(HookRequest request, Assessed assessed, Instant received, LocalDate arrived) {
        Insurance insurance = assessed.insurance();
        Member member = assessed.member();
        String assertion = UUID.randomUUID().toString();
        List<ContextRequest> asserted = new ArrayList<>();
        List<String> actions = new ArrayList<>();
        if (request.options().wants(CardOptions.COVERAGE_INFORMATION)) {
            for (Assessment assessment : assessed.orders()) {
                CoverageInformation information =
                        statements(assessment, insurance, assertion, arrived).of(assessment);
                String updated = updated(assessment.order(), information);
                if (updated != null) {
                    actions.add(updated);
                    asserted.add(context(assessment, information.questionnaire()));
                }
            }
        }
        String memberNumber = member == null ? null : member.number();
        List<RequestContext> made = insurance == null || asserted.isEmpty()
                ? List.of()
                : List.of(new RequestContext(
                        assertion,
                        RequestContext.Kind.ASSERTION,
                        insurance.payer().value(),
                        memberNumber,
                        asserted,
                        received));
        return new HookAnswer(
                body(cards(request, assessed), actions, insurance),
                insurance == null ? null : insurance.payer().value(),
                memberNumber,
                made,
                member == null ? List.of() : determinations(request, assessed, member, received));
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
    private @Nullable String updated(DraftOrder order, CoverageInformation information) {
        OrderText text = OrderText.of(order.received().text().json());
        String extension = CoverageInformationWriter.write(information);
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

    private List<GuidanceResponse> determinations(
            HookRequest request, Assessed assessed, Member member, Instant received) {
        Identifier call = new Identifier().setSystem(CodeSystems.HOOK_INSTANCE).setValue(request.hookInstance());
        String subject = "Patient/" + member.patient().getIdElement().getIdPart();
        List<GuidanceResponse> records = new ArrayList<>();
        for (Assessment assessment : assessed.orders()) {
            if (assessment instanceof Determined determined) {
                List<String> notes = Stream.concat(
                                determined.notCounted().stream(),
                                determined.notSeen().stream().map(what -> "could not be read: " + what))
                        .toList();
                records.add(new GuidanceRecord(call, subject, received, notes).of(determined.determination()));
            } else if (assessment instanceof DetailCodeNeeded needed) {
                records.add(new GuidanceRecord(call, subject, received, List.of())
                        .ofUnspecificProduct(needed.order().number(), needed.candidates()));
            }
        }
        return records;
    }

    private List<Card> cards(HookRequest request, Assessed assessed) {
        if (assessed.insurance() == null) {
            return List.of();
        }
        String payer = assessed.insurance().payer().name();
        List<Card> cards = new ArrayList<>();
        CriteriaCard criteria = new CriteriaCard(products);
        for (Assessment assessment : assessed.orders()) {
            if (assessment instanceof Determined determined) {
                cards.add(criteria.of(determined, payer));
            }
        }
        cards.addAll(assessed.advice());
        cards.addAll(InstructionCards.of(assessed.orders(), payer));
        // Sorting is stable: among equally urgent cards what the policy asks for comes first.
        return cards.stream()
                .filter(card -> request.options().wants(card.topic()))
                .sorted(Card.BY_URGENCY)
                .limit(request.options().maxCards())
                .toList();
    }

    private static byte[] body(List<Card> cards, List<String> updates, @Nullable Insurance insurance) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(16_384);
        try (JsonGenerator json = ResourceScanner.JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("cards");
            for (Card card : cards) {
                card.write(json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("systemActions");
            for (String updated : updates) {
                json.writeStartObject();
                json.writeStringField("type", "update");
                json.writeStringField(
                        "description",
                        insurance == null
                                ? "Added coverage information"
                                : "Added coverage information of "
                                        + insurance.payer().name());
                json.writeFieldName("resource");
                json.writeRawValue(updated);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return body.toByteArray();
    }
}
