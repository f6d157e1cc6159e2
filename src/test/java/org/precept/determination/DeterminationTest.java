package org.precept.determination;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.criteria.EvidenceReference;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.DateRange;
import org.precept.support.DemoMember;
import org.precept.support.RealContent;

/** From a member's record to the decision, on the shipped policies and CQL, without a server. */
class DeterminationTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 2);
    private static final String NEUROLOGY = "2084N0400X";
    private static final String FAMILY_MEDICINE = "207Q00000X";
    private static final Ledger NONE = new Ledger(List.of());

    private final EvidenceAssembler assembler =
            new EvidenceAssembler(RealContent.policies().questionnaires());
    private final Determiner determiner = new Determiner(RealContent.engine());

    @Test
    void approvesWhatTheRecordAndAStoredFormProve() {
        Determination made = decide("anna", "caresource-passe", "lemtrada", NONE);

        assertThat(made.phase().code()).isEqualTo("initial");
        assertThat(made.decision())
                .isEqualTo(new Approved(new DateRange(TODAY, LocalDate.of(2027, 11, 1)), new BigDecimal("60")));
        assertThat(made.findings())
                .allSatisfy(finding ->
                        assertThat(finding.result().value()).as(finding.text()).isTrue())
                .allSatisfy(finding -> assertThat(finding.result().evidence())
                        .as(finding.text())
                        .isNotEmpty());
    }

    @Test
    void namesTheEvidenceAsTheRecordAndTheRequestCallIt() {
        Determination made = decide("anna", "caresource-passe", "lemtrada", NONE);

        assertThat(evidence(made, "cbc")).contains("Observation/demo-anna-cbc");
        assertThat(evidence(made, "no-active-infection")).contains("QuestionnaireResponse/demo-anna-questionnaire");
        assertThat(evidence(made, "neurologist")).contains("urn:uuid:prescriber");
        assertThat(evidence(made, "dosing")).contains("urn:uuid:claim");
    }

    @Test
    void asksForTheOneDocumentThatIsMissing() {
        Determination made = decide("carla", "caresource-passe", "lemtrada", NONE);

        assertThat(made.decision())
                .isInstanceOfSatisfying(
                        DocumentationNeeded.class,
                        needed -> assertThat(needed.missing())
                                .extracting(Criterion::id)
                                .containsExactly("tb"));
        assertThat(finding(made, "tb").text()).contains("nothing on file says so yet");
    }

    @Test
    void answersWithTheRequestCompleteTheRecord() {
        CoveragePolicy policy = policy("mmm", "lemtrada");
        DemoMember ben = DemoMember.named("ben");

        Determination without = determine(policy, ben, request("mmm", "lemtrada"), prescriber(NEUROLOGY), NONE);
        List<EvidenceItem> answered = new ArrayList<>(prescriber(NEUROLOGY));
        answered.add(form(
                "mmm-alemtuzumab-initial",
                Map.of("no-concurrent-dmt", new BooleanType(true), "no-active-infection", new BooleanType(true))));
        Determination with = determine(policy, ben, request("mmm", "lemtrada"), answered, NONE);

        assertThat(without.decision()).isInstanceOf(DocumentationNeeded.class);
        assertThat(with.decision()).isInstanceOf(Approved.class);
    }

    @Test
    void anAnswerThatTheFormDoesNotOfferDecidesNothing() {
        CoveragePolicy policy = policy("caresource-passe", "lemtrada");
        DemoMember carla = DemoMember.named("carla");
        List<EvidenceItem> request = new ArrayList<>(prescriber(NEUROLOGY));
        request.add(form(
                "caresource-passe-alemtuzumab-initial",
                Map.of("tb", new Coding(CodeSystems.ANSWERS, "surely-negative", null))));

        assertThat(determine(policy, carla, request("caresource-passe", "lemtrada"), request, NONE)
                        .decision())
                .isInstanceOf(DocumentationNeeded.class);
    }

    @Test
    void isolatedSyndromeGoesToAPhysicianThoughItIsNotDecided() {
        Determination made = decide("dario", "caresource-passe", "lemtrada", NONE);

        assertThat(finding(made, "diagnosis").result().value()).isNull();
        assertThat(queue(made)).isEqualTo(ReviewQueue.PHYSICIAN);
        assertThat(because(made)).containsExactly("diagnosis");
    }

    @Test
    void eachFailedCriterionGoesToAPhysicianByName() {
        assertThat(because(decide("felix", "mmm", "lemtrada", NONE))).containsExactly("no-concurrent-dmt");
        assertThat(because(decide("gina", "mmm", "lemtrada", NONE))).containsExactly("hiv-negative");
        assertThat(because(decide("hugo", "caresource-passe", "lemtrada", NONE)))
                .containsExactly("age");
        assertThat(because(decide("ines", "caresource-passe", "lemtrada", NONE)))
                .contains("interval");
    }

    @Test
    void aConflictGoesToANurse() {
        Determination made = decide("paul", "mmm", "lemtrada", NONE);

        assertThat(queue(made)).isEqualTo(ReviewQueue.NURSE);
        assertThat(because(made)).containsExactly("hiv-negative");
        assertThat(finding(made, "hiv-negative").result().evidence()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void anEarlierApprovalOfOursMakesItACourseAndUsesUpTheLimit() {
        LocalDate earlier = TODAY.minusDays(200);
        Ledger ledger = new Ledger(List.of(new Authorization(
                "PA1", "lemtrada", new BigDecimal("60"), earlier, new DateRange(earlier, earlier.plusDays(364)))));

        Determination made = decide("anna", "caresource-passe", "lemtrada", ledger);

        assertThat(made.phase().code()).isEqualTo("continuation");
        assertThat(queue(made)).isEqualTo(ReviewQueue.PHYSICIAN);
        assertThat(because(made)).contains("interval", "dosing");
    }

    @Test
    void aPersonSignsForTwoOfThePolicies() {
        Determination kesimpta = decide("jonas", "policy-2020910", "kesimpta", NONE);
        Determination cigna = decide("kira", "cigna", "lemtrada", NONE);

        assertThat(kesimpta.phase().code()).isEqualTo("continuation");
        assertThat(kesimpta.decision()).isNotInstanceOf(Approved.class);
        assertThat(cigna.phase().code()).isEqualTo("initial");
        assertThat(cigna.decision()).isInstanceOf(DocumentationNeeded.class);
    }

    @Test
    void anotherSpecialtyAloneIsNeitherMetNorNotMet() {
        CoveragePolicy policy = policy("caresource-passe", "lemtrada");

        Determination made = determine(
                policy,
                DemoMember.named("anna"),
                request("caresource-passe", "lemtrada"),
                prescriber(FAMILY_MEDICINE),
                NONE);

        assertThat(finding(made, "neurologist").result().value()).isNull();
        assertThat(made.decision()).isInstanceOf(DocumentationNeeded.class);
    }

    @Test
    void authorizesTheUnitsOfTheFormWhenTheRequestNamesNone() {
        CoveragePolicy policy = policy("caresource-passe", "lemtrada");
        List<EvidenceItem> answered = new ArrayList<>(prescriber(NEUROLOGY));
        answered.add(form("caresource-passe-alemtuzumab-initial", Map.of("dosing.quantity", new IntegerType(48))));

        Determination made = determine(
                policy, DemoMember.named("anna"), request("caresource-passe", "lemtrada", null), answered, NONE);

        assertThat(made.decision())
                .isInstanceOfSatisfying(
                        Approved.class, approved -> assertThat(approved.units()).isEqualByComparingTo("48"));
    }

    /** The engine is given the request's date; the zone of the machine must not move any day either. */
    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Puerto_Rico"})
    void theSameInputGivesTheSameAnswerInEveryZone(String zone) {
        List<String> members = List.of("anna", "carla", "dario", "hugo", "ines");
        List<Determination> expected = members.stream()
                .map(member -> decide(member, "caresource-passe", "lemtrada", NONE))
                .toList();
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            assertThat(members.stream()
                            .map(member -> decide(member, "caresource-passe", "lemtrada", NONE))
                            .toList())
                    .isEqualTo(expected);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void decidesWithoutChangingTheRecord() {
        DemoMember anna = DemoMember.named("anna");
        List<Resource> copies =
                anna.record().stream().map(item -> item.resource().copy()).toList();

        determine(
                policy("caresource-passe", "lemtrada"),
                anna,
                request("caresource-passe", "lemtrada"),
                prescriber(NEUROLOGY),
                NONE);

        for (int i = 0; i < copies.size(); i++) {
            assertThat(anna.record().get(i).resource().equalsDeep(copies.get(i)))
                    .as(anna.record().get(i).reference())
                    .isTrue();
        }
    }

    private Determination decide(String member, String payer, String product, Ledger ledger) {
        return determine(
                policy(payer, product),
                DemoMember.named(member),
                request(payer, product),
                prescriber(NEUROLOGY),
                ledger);
    }

    private Determination determine(
            CoveragePolicy policy,
            DemoMember member,
            AuthorizationRequest request,
            List<EvidenceItem> evidence,
            Ledger ledger) {
        AssembledEvidence assembled =
                assembler.assemble(policy, request.requestDate(), member.patient(), evidence, member.record());
        return determiner.determine(policy, request, assembled.bundle(), ledger);
    }

    private static CoveragePolicy policy(String payer, String product) {
        return RealContent.policies().policies().find(payer, product, TODAY).orElseThrow();
    }

    private static AuthorizationRequest request(String payer, String product) {
        return request(payer, product, new BigDecimal("60"));
    }

    private static AuthorizationRequest request(String payer, String product, @Nullable BigDecimal units) {
        return new AuthorizationRequest(
                "urn:uuid:claim",
                1,
                TODAY,
                TODAY,
                payer,
                product,
                new CodingKey(CodeSystems.HCPCS, product.equals("lemtrada") ? "J0202" : "J3490"),
                units,
                "22",
                false,
                null,
                List.of("urn:uuid:prescriber"),
                List.of());
    }

    private static List<EvidenceItem> prescriber(String taxonomy) {
        Practitioner practitioner = new Practitioner();
        practitioner.setId("n1");
        practitioner.addQualification().setCode(new CodeableConcept(new Coding(CodeSystems.NUCC, taxonomy, null)));
        return List.of(new EvidenceItem("urn:uuid:prescriber", practitioner, Origin.REQUEST));
    }

    private static EvidenceItem form(String questionnaire, Map<String, Type> answers) {
        QuestionnaireResponse response = new QuestionnaireResponse()
                .setQuestionnaire("https://precept.example/fhir/Questionnaire/" + questionnaire + "|1.0.0")
                .setStatus(QuestionnaireResponseStatus.COMPLETED);
        response.setId("form");
        response.getAuthoredElement().setValueAsString("2026-11-01T09:00:00Z");
        answers.forEach((linkId, value) ->
                response.addItem().setLinkId(linkId).addAnswer().setValue(value));
        return new EvidenceItem("urn:uuid:form", response, Origin.REQUEST);
    }

    private static Finding finding(Determination made, String id) {
        return made.findings().stream()
                .filter(finding -> finding.criterion().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> evidence(Determination made, String id) {
        return finding(made, id).result().evidence().stream()
                .map(EvidenceReference::reference)
                .toList();
    }

    private static @Nullable ReviewQueue queue(Determination made) {
        return made.decision() instanceof ReviewNeeded review ? review.queue() : null;
    }

    private static List<String> because(Determination made) {
        return made.decision() instanceof ReviewNeeded review
                ? review.because().stream().map(Criterion::id).toList()
                : List.of();
    }
}
