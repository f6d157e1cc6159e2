package org.precept.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.criteria.RequestParameters;
import org.precept.determination.AssembledEvidence;
import org.precept.determination.Authorization;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Determination;
import org.precept.determination.Determiner;
import org.precept.determination.Ledger;
import org.precept.fhir.Canonical;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;
import org.precept.policy.AdvicePlan;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Form;
import org.precept.policy.ProductIdentity;
import org.precept.policy.ProductIdentity.Identified;
import org.precept.support.RealContent;

/** A case read from its file: a request, a member, evidence and earlier approvals. */
final class PolicyCase {
    private static final String PRESCRIBER = "prescriber";

    private final CoveragePolicy own;
    private final AuthorizationRequest request;
    private final ProductIdentity identity;
    private final List<Coding> codes;
    private final Patient member = new Patient();
    private final List<EvidenceItem> withRequest = new ArrayList<>();
    private final List<EvidenceItem> record = new ArrayList<>();
    private final Ledger ledger;

    /**
     * @param policyId the directory's name
     * @param keys the case without its expectation
     */
    PolicyCase(String policyId, Shorthand keys) {
        own = CaseWorld.POLICIES.policies().all().stream()
                .filter(policy -> policy.id().equals(policyId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no policy " + policyId));
        Shorthand asked = keys.map("request");
        codes = codes(asked);
        identity = codes.isEmpty()
                ? new Identified(asked.text("product", own.product()))
                : CaseWorld.POLICIES.products().identify(codes);
        request = request(asked, codes);
        asked.done();

        Shorthand patient = keys.map("patient");
        patient.text("birthDate").ifPresent(date -> member.setBirthDateElement(new DateType(date)));
        patient.done();
        member.setId("member");
        record.addAll(Facts.read("record", keys.list("record"), Origin.RECORD, "record-"));
        withRequest.addAll(Facts.read("with request", keys.list("with request"), Origin.REQUEST, "request-"));
        int number = 1;
        for (JsonNode answers : keys.list("answers")) {
            EvidenceItem item = form(answers).read(answers, request.requestDate(), number++);
            (item.origin() == Origin.RECORD ? record : withRequest).add(item);
        }
        ledger = ledger(keys.list("ledger"));
    }

    private static List<Coding> codes(Shorthand asked) {
        Shorthand codes = asked.map("codes");
        List<Coding> codings = Codes.codings(codes);
        codes.done();
        return codings;
    }

    private AuthorizationRequest request(Shorthand asked, List<Coding> codes) {
        LocalDate date = asked.date("date").orElse(LocalDate.of(2026, 3, 1));
        List<Coding> indications = new ArrayList<>();
        for (JsonNode indication : asked.list("indications")) {
            Shorthand keys = new Shorthand("indications", indication);
            indications.addAll(Codes.codings(keys));
            keys.done();
        }
        return new AuthorizationRequest(
                "Claim/request",
                1,
                date,
                asked.date("service").orElse(date),
                asked.text("payer", own.payers().iterator().next()),
                identity instanceof Identified identified ? identified.product() : "unknown",
                codes.stream()
                        .flatMap(coding -> CodingKey.of(coding).stream())
                        .filter(key -> key.system().equals(CodeSystems.HCPCS))
                        .findFirst()
                        .orElse(null),
                asked.number("units").orElse(null),
                asked.text("pos").orElse(null),
                asked.flag("renewal").orElse(false),
                asked.date("birthDate").orElse(null),
                prescribers(asked),
                indications);
    }

    /** References, or codes of a specialty for a prescriber who comes with the request. */
    private List<String> prescribers(Shorthand asked) {
        List<String> references = new ArrayList<>();
        for (JsonNode prescriber : asked.list(PRESCRIBER)) {
            if (prescriber.isObject()) {
                Shorthand keys = new Shorthand(PRESCRIBER, prescriber);
                PractitionerRole role = new PractitionerRole().addSpecialty(Codes.concept(keys));
                keys.done();
                role.setId(PRESCRIBER);
                withRequest.add(new EvidenceItem("PractitionerRole/" + PRESCRIBER, role, Origin.REQUEST));
                references.add("PractitionerRole/" + PRESCRIBER);
            } else {
                references.add(prescriber.asText());
            }
        }
        return references;
    }

    private AnsweredForm form(JsonNode answers) {
        String phase = answers.path("form").asText("initial");
        Form form = own.phase(phase)
                .flatMap(known -> CaseWorld.POLICIES.questionnaires().of(known))
                .orElseThrow(() -> new IllegalArgumentException("there is no form for phase " + phase));
        return new AnsweredForm(form, "answers");
    }

    private Ledger ledger(List<JsonNode> approvals) {
        List<Authorization> authorizations = new ArrayList<>();
        for (JsonNode approval : approvals) {
            Shorthand keys = new Shorthand("ledger", approval);
            LocalDate service = keys.date("service")
                    .orElseThrow(() -> new IllegalArgumentException("ledger: an approval has a service date"));
            BigDecimal units = keys.number("units").orElse(null);
            authorizations.add(new Authorization(
                    "PA" + (authorizations.size() + 1),
                    keys.text("product", own.product()),
                    units,
                    service,
                    own.phases().get(0).approvalFrom(service)));
            keys.done();
        }
        return new Ledger(authorizations);
    }

    CaseFacts facts(String name) {
        return new CaseFacts(name, request, codes, member, withRequest, record, ledger);
    }

    CoveragePolicy own() {
        return own;
    }

    ProductIdentity identity() {
        return identity;
    }

    /** The policy in force for payer, product and day; empty when there is none or the product is not known. */
    Optional<CoveragePolicy> policy() {
        return identity instanceof Identified identified
                ? CaseWorld.POLICIES.policies().find(request.payer(), identified.product(), request.serviceDate())
                : Optional.empty();
    }

    Determination determine(CoveragePolicy policy) {
        EvidenceBundle evidence = evidence(policy).bundle();
        Determination found = CaseWorld.DETERMINER.determine(policy, request, evidence, ledger);
        RequestParameters parameters = Determiner.parameters(found, ledger);
        assertThat(conditions(policy, evidence, parameters))
                .as("advice computed after the criteria, and alone")
                .isEqualTo(conditions(policy, evidence(policy).bundle(), parameters));
        return found;
    }

    /** What every define of the advice on the product says that is not a list. */
    private Map<String, @Nullable Object> conditions(
            CoveragePolicy policy, EvidenceBundle evidence, RequestParameters parameters) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (AdvicePlan plan : CaseWorld.POLICIES.advice().of(request.payer(), policy.product())) {
            List<String> defines = plan.advice().stream()
                    .flatMap(advice -> Stream.concat(
                            Stream.of(advice.condition()),
                            advice.orders().stream().map(AdvicePlan.SuggestedOrder::condition)))
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            CaseWorld.CRITERIA
                    .engine()
                    .values(plan.library(), defines, evidence, parameters)
                    .forEach((define, value) -> all.put(plan.library() + " " + define, value));
        }
        return all;
    }

    /** What the items of the policy's forms would be filled with. */
    Map<String, @Nullable Object> prefill(CoveragePolicy policy, Collection<String> linkIds) {
        Canonical library = RealContent.policies().questionnaires().all().stream()
                .filter(form -> form.policy().id().equals(policy.id()))
                .findFirst()
                .flatMap(Form::library)
                .orElseThrow();
        return CaseWorld.CRITERIA
                .engine()
                .values(
                        library,
                        linkIds.stream().map(linkId -> linkId + " prefill").toList(),
                        evidence(policy).bundle(),
                        Determiner.parameters(request, ledger));
    }

    private AssembledEvidence evidence(CoveragePolicy policy) {
        return CaseWorld.ASSEMBLER.assemble(policy, request.requestDate(), member, withRequest, record);
    }
}
